"""Addresses of the pages. Words without diacritics, so that an address can be read out and typed."""

from __future__ import annotations

from django.urls import path

from congthuong.apps.dashboard.views import checks, indicator, indicators, registers, reports, search, today

urlpatterns = [
    path("", today.today, name="today"),
    path("nhac-nop/", today.remind, name="remind"),
    path("bao-cao/", reports.reports, name="reports"),
    path("bao-cao/<str:code>/", reports.report, name="report"),
    path("bao-cao/<str:code>/tep/<str:form>/", reports.report_file, name="report-file"),
    path("bao-cao/<str:code>/so-lieu/", reports.figures, name="figures"),
    path("bao-cao/<str:code>/so-lieu/<path:figure>/", reports.figure, name="figure"),
    path("so-lieu/", indicators.indicators, name="indicators"),
    path("so-lieu/<str:code>/", indicator.indicator, name="indicator"),
    path("so/", registers.registers, name="registers"),
    path("so/<str:code>/", registers.register, name="register"),
    path("so/<str:code>/<path:key>/", registers.entry, name="entry"),
    path("soat/", checks.checks, name="checks"),
    path("soat/<int:number>/", checks.check, name="check"),
    path("soat/<int:number>/tep/<str:form>/", checks.check_file, name="check-file"),
    path("soat/<int:number>/bo-qua/<int:finding>/", checks.dismiss, name="check-dismiss"),
    path("soat/<int:number>/xem-lai/<int:finding>/", checks.restore, name="check-restore"),
    path("soat/<int:number>/xoa/", checks.delete, name="check-delete"),
    path("tim/", search.search, name="search"),
]
