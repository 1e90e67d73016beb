"""The product's addresses and a bare one, which asks for a login as every page does."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from congthuong.config.urls import urlpatterns as product


def bare(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [*product, path("trang-tron/", bare)]
