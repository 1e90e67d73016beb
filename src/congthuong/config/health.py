"""The health page, answered before anything is asked of the request.

The machine that watches calls the application itself, not through the proxy: by http and by its address. The rules for
browsers (the name of the site, HTTPS) would answer that call with 400 or 301 while everything is well.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from congthuong.config.urls import health

HEALTH = "/suc-khoe/"


class HealthFirst:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return health(request) if request.path == HEALTH else self.get_response(request)
