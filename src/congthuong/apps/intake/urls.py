"""Addresses of the pages of tables that others send."""

from __future__ import annotations

from django.urls import path

from congthuong.apps.intake import views
from congthuong.apps.intake.views import deciding

urlpatterns = [
    path("nhap-bang/", views.deliveries, name="intake"),
    path("nhap-bang/bang-moi/", views.new_table, name="intake-table"),
    path("nhap-bang/<int:number>/", views.delivery, name="delivery"),
    path("nhap-bang/<int:number>/tep-goc/", views.original, name="delivery-file"),
    path("nhap-bang/<int:number>/nghia/", deciding.decide, name="delivery-decide"),
    path("nhap-bang/<int:number>/o/", deciding.answer, name="delivery-answer"),
    path("nhap-bang/<int:number>/xac-nhan/", deciding.confirm, name="delivery-confirm"),
    path("nhap-bang/<int:number>/nhan/", deciding.accept, name="delivery-accept"),
    path("nhap-bang/<int:number>/bo/", deciding.withdraw, name="delivery-withdraw"),
]
