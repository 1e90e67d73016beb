"""Pages of the typed registers; what all of them ask first."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may, require
from congthuong.apps.registers.hiding import reads_personal
from congthuong.apps.registers.kinds import RegisterKind, require_kind
from congthuong.apps.registers.problems import NoSuchRow
from congthuong.apps.registers.rows import RegisterRow

P = ParamSpec("P")


def person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # every page asks for a login
    return request.user


def of_kind(
    action: str,
) -> Callable[
    [Callable[Concatenate[HttpRequest, RegisterKind, P], HttpResponse]],
    Callable[Concatenate[HttpRequest, str, P], HttpResponse],
]:
    """A page of one register, for who may do the action on its kind of data."""

    def door(
        view: Callable[Concatenate[HttpRequest, RegisterKind, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, str, P], HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, code: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            kind = require_kind(code)
            require(person(request), action, kind=kind.data_kind)
            return view(request, kind, *args, **kwargs)

        return guarded  # type: ignore[return-value]  # wraps forgets that the arguments have names

    return door


def sees_personal(request: HttpRequest, kind: RegisterKind) -> bool:
    return reads_personal(person(request), kind)


def may_edit(request: HttpRequest, kind: RegisterKind) -> bool:
    return may(person(request), "registers.edit", kind=kind.data_kind)


def row_at(kind: RegisterKind, key: str) -> RegisterRow:
    """Raises NoSuchRow."""
    row: RegisterRow | None = kind.model._default_manager.filter(key=key).first()
    if row is None:
        raise NoSuchRow(register=kind.name, key=key[:60])
    return row


def typed(request: HttpRequest, name: str) -> str:
    """One line of a form, without the spaces around and doubled within."""
    return " ".join(str(request.POST.get(name, "")).split())


def version_of(request: HttpRequest, key: str = "") -> int:
    """Which version of the row the person saw, by its hidden field; of which row, where a form holds several. What the
    form does not tell counts as changed since."""
    seen = request.POST.get(f"phien-ban-{key}" if key else "phien-ban", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else -1
