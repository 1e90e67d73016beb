"""Addresses of the interface for programs, and of the page where its tokens are made."""

from __future__ import annotations

from django.urls import include, path

from congthuong.api.api import addresses
from congthuong.api.views import make, revoke, tokens

urlpatterns = [
    path("api/v1/", include((addresses(), "api-1"))),
    path("tai-khoan/khoa-truy-cap/", tokens, name="tokens"),
    path("tai-khoan/khoa-truy-cap/tao/", make, name="token-make"),
    path("tai-khoan/khoa-truy-cap/<int:number>/thu-hoi/", revoke, name="token-revoke"),
]
