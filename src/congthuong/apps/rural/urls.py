"""Addresses of the rural programme's own pages; before those of the registers, which any word could name."""

from __future__ import annotations

from django.urls import path

from congthuong.apps.rural.views.lacking import lacking

urlpatterns = [path("so/nong-thon-moi/con-thieu/", lacking, name="rural-lacking")]
