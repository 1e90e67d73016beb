"""Addresses of the calendar's pages."""

from __future__ import annotations

from django.urls import path

from congthuong.apps.workdays import views

urlpatterns = [
    path("lich/", views.year, name="work-calendar"),
    path("lich/<int:number>/ngay/", views.day_enter, name="work-calendar-day"),
    path("lich/<int:number>/tep/", views.file_enter, name="work-calendar-file"),
    path("lich/<int:number>/cong-bo/", views.year_enter, name="work-calendar-year"),
]
