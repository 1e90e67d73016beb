"""Addresses of the pages. Words without diacritics, so that an address can be read out and typed."""

from __future__ import annotations

from django.urls import path

from congthuong.apps.dashboard.views import (
    checks,
    editions,
    indicator,
    indicators,
    open_reports,
    registers,
    reports,
    search,
    today,
)

urlpatterns = [
    path("", today.today, name="today"),
    path("nhac-nop/", today.remind, name="remind"),
    path("bao-cao/", reports.reports, name="reports"),
    path("bao-cao/da-phat-hanh/", editions.editions, name="editions"),
    path("bao-cao/da-phat-hanh/<int:number>/", editions.edition, name="edition"),
    path("bao-cao/da-phat-hanh/<int:number>/cong-khai/", editions.publish, name="edition-publish"),
    path("bao-cao/da-phat-hanh/<int:number>/tep/<str:form>/", editions.edition_file, name="edition-file"),
    path("bao-cao/<str:code>/phat-hanh/", editions.issue, name="report-issue"),
    path("cong-khai/", open_reports.reports, name="open-reports"),
    path("cong-khai/<str:code>/", open_reports.report, name="open-report"),
    path("cong-khai/<str:code>/tep/<str:form>/", open_reports.report_file, name="open-report-file"),
    path("kiem-tra/", open_reports.verify, name="open-verify"),
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
