"""Rows of typed registers on the search page, those of each kind of data for who may see it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, Count, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from congthuong.apps.accounts.models import User
from congthuong.apps.registers.kinds import RegisterKind, require_kind
from congthuong.apps.registers.queries.ordering import fit
from congthuong.apps.registers.queries.rooms import seen_kinds
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.values import label_places, row_label
from congthuong.web.finding import SHOWN, Finder, Found, Hit, announce, rank
from congthuong.web.folding import fold

LOOKED_AT = 200
"""Rows of one register that are ranked; more are counted and found on the register's own list."""


def find_rows(user: AbstractBaseUser | AnonymousUser, words: str) -> Found | None:
    """One question says which registers hold the words; rows whose name fits best come first, withdrawn ones never."""
    if not isinstance(user, User):
        return None
    typed = fold(words).split()
    if not typed:
        return None
    found: list[tuple[int, int, str, RegisterKind, str]] = []
    counts: dict[str, int] = {}
    places: dict[str, str] = {}
    sought = {kind.code: _holding(kind, typed) for kind in seen_kinds(user)}
    for code, many in _counted(sought).items():
        kind = require_kind(code)
        counts[code] = many
        places = places or label_places(kind)  # asked once, whichever register needs it first
        for row in sought[code].order_by(*fit(words), "order", "key")[:LOOKED_AT]:
            label = row_label(kind, row, places)
            found.append(
                (rank(label, words, row.folded), int(row.effective_to is not None), label, kind, row.key)
            )
    found.sort(key=lambda one: (one[0], one[1], fold(one[2])))
    shown = [
        Hit(reverse("entry", args=[kind.code, key]), label, kind.name)
        for _, _, label, kind, key in found[:SHOWN]
    ]
    only = next(iter(counts)) if len(counts) == 1 else ""
    all_url = (
        f"{reverse('register', args=[only])}?{urlencode({'tim': words, 'loai-dong': 'tat-ca'})}"
        if only
        else ""
    )
    return Found(sum(counts.values()), shown, all_url)


def _holding(kind: RegisterKind, typed: list[str]) -> QuerySet[RegisterRow]:
    rows = kind.model._default_manager.filter(withdrawn=False)
    for word in typed:
        rows = rows.filter(folded__contains=word)
    return rows


def _counted(sought: dict[str, QuerySet[RegisterRow]]) -> dict[str, int]:
    """How many rows each register has of what is sought, in one question; registers without any are left out."""
    asked = [
        rows.order_by().annotate(code=Value(code, CharField())).values_list("code").annotate(many=Count("pk"))
        for code, rows in sought.items()
    ]
    if not asked:
        return {}
    told = asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0]
    return {code: many for code, many in told if many}


def announce_finder() -> None:
    announce(Finder("rows", _("Dòng trong các sổ"), find_rows, order=30))
