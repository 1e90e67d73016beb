"""Addresses of filling a return by Excel; the app's own addresses take them in."""

from __future__ import annotations

from django.urls import path

from congthuong.apps.accounts.doors import asks
from congthuong.apps.collection.views import workbooks

sees = asks("returns.view")

urlpatterns = [
    path("thu-thap/<int:number>/excel/", sees(workbooks.workbook), name="return-workbook"),
    path("thu-thap/<int:number>/excel/bieu.xlsx", sees(workbooks.download), name="return-workbook-file"),
    path("thu-thap/<int:number>/excel/nhan/", sees(workbooks.accept), name="return-workbook-accept"),
    path("thu-thap/<int:number>/excel/bo/", sees(workbooks.drop), name="return-workbook-drop"),
]
