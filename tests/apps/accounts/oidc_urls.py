"""The addresses of the sign-on server of the tests: its pages to sign in, and its OpenID Connect."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("allauth.idp.urls", namespace="idp")),
    path("accounts/", include("allauth.account.urls")),
]
