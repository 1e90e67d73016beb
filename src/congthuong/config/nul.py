"""A character that no keyboard has and no database keeps is taken out of addresses and forms before any page sees it.

PostgreSQL refuses a text with it, so that a stranger's look-up would end in an error of ours.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

NUL = "\x00"
PROGRAMS = "/api/"
"""The interface for programs refuses such an address itself, in its own words."""


class WithoutNul:
    """Behind the check against forgery, which has read the form already."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NUL in request.path_info and not request.path_info.startswith(PROGRAMS):
            raise Http404
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.GET = _without(request.GET)  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        form = request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data")
        if request.method == "POST" and form and _has(request.POST):
            request.POST = _without(request.POST)  # type: ignore[assignment]


def _has(said: QueryDict) -> bool:
    return any(NUL in name or any(NUL in one for one in values) for name, values in said.lists())


def _without(said: QueryDict) -> QueryDict:
    made = QueryDict(mutable=True)
    for name, values in said.lists():
        made.setlist(name.replace(NUL, ""), [one.replace(NUL, "") for one in values])
    made._mutable = False
    return made
