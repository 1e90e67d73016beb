"""What stands before a page: the action of the table of rights that opens it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from congthuong.apps.accounts.rights import Forbidden, forget_act, may, require
from congthuong.core.problems import Problem, Problems, problems_in
from congthuong.web.rooms import OpenPage, Room, open_pages, rooms

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def asks(action: str) -> Callable[[View[P]], View[P]]:
    """The page is only for who may do this somewhere; which rows it shows is its query's business."""

    def door(view: View[P]) -> View[P]:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            require(request.user, action)
            # Opening a page is no act: only what a service asks for stands on a delegation.
            forget_act(request.user)
            return view(request, *args, **kwargs)

        return guarded  # type: ignore[return-value]  # wraps forgets that the first argument has no name

    return door


def told_beside_the_form(trouble: Problem | Problems) -> tuple[Problem, ...]:
    """What was wrong with what a form sent; a right that is missing has a page of its own, so that is raised again."""
    problems = problems_in(trouble)
    if any(isinstance(one, Forbidden) for one in problems):
        raise trouble
    return problems


def rooms_for(request: HttpRequest) -> dict[str, Callable[[], list[Room]] | Callable[[], list[OpenPage]]]:
    """Context processor: the rooms that the person may enter, asked for only by pages with a rail; and the open pages."""

    def open_rooms() -> list[Room]:
        user = getattr(request, "user", None)
        if user is None or not user.is_authenticated:
            return []
        return [one for one in rooms() if not one.asks or may(user, one.asks)]

    return {"rooms": open_rooms, "open_pages": open_pages}
