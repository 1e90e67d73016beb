"""Addresses of the whole site. Everything but login and the health page asks for a login."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from congthuong import __version__


@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """For the machine that watches: 200 when the database answers. Says nothing about the data."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "version": __version__})


urlpatterns: list[URLPattern | URLResolver] = [
    path("suc-khoe/", health, name="health"),
    path("ngon-ngu/", login_not_required(require_POST(set_language)), name="language"),
    path("", include("congthuong.apps.accounts.urls")),
    path("", include("congthuong.apps.workdays.urls")),
    path("", include("congthuong.apps.documents.urls")),
    path("", include("congthuong.apps.programme.urls")),
    path("", include("congthuong.apps.procedures.urls")),
    path("", include("congthuong.apps.intake.urls")),
    path("", include("congthuong.apps.collection.urls")),
    path("", include("congthuong.apps.rural.urls")),
    path("", include("congthuong.apps.registers.urls")),
    path("", include("congthuong.apps.dashboard.urls")),
    path("", include("congthuong.api.urls")),
]
