"""What the room shows elsewhere: its block on the first page, its hits on the search page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.procedures.queries.catalogue import in_force
from congthuong.apps.procedures.queries.dossiers import masked, searched, visible
from congthuong.apps.procedures.queries.pages import counts_of_day, desk_codes
from congthuong.apps.procedures.views.desk import GROUP_NAMES
from congthuong.web import clock
from congthuong.web.finding import SHOWN, Found, Hit, rank
from congthuong.web.folding import fold, found
from congthuong.web.today import Person

WORKING = ("dossiers.receive", "dossiers.handle", "dossiers.sign")


def dossiers_today(user: Person) -> Mapping[str, Any] | None:
    """Due today, late, paused and the like for who works with dossiers, or has some to work on: one query."""
    if not isinstance(user, User) or not any(may(user, one) for one in WORKING):
        return None
    counts = counts_of_day(user)
    told = [(code, GROUP_NAMES[code], counts[code.replace("-", "_")]) for code in desk_codes(user)]
    receives = may(user, "dossiers.receive")
    if not receives and not any(count for _, _, count in told):
        return None
    return {"counts": told, "receives": receives}


def find_dossiers(user: Any, words: str) -> Found | None:
    """By number, procedure and, for who may see applicants, their names; names are masked all the same."""
    if not isinstance(user, User) or not may(user, "procedures.view"):
        return None
    rows = searched(user, visible(user), words)
    first = list(rows.select_related("version", "applicant").order_by("-pk")[:SHOWN])
    hits = [
        Hit(
            reverse("dossier", args=[one.pk]),
            one.number,
            f"{one.version.name}, {masked(one.applicant)}, {one.get_state_display()}",
        )
        for one in first
    ]
    many = rows.count() if len(first) == SHOWN else len(first)  # a short answer is all there is
    return Found(many, hits, f"{reverse('dossier-list')}?{urlencode({'tim': words})}")


def find_procedures(user: Any, words: str) -> Found | None:
    if not isinstance(user, User) or not may(user, "procedures.view"):
        return None
    kept = found(in_force(clock.today()), words, lambda one: fold(f"{one.procedure.code} {one.name}"))
    kept.sort(key=lambda one: rank(one.name, words))
    hits = [Hit(reverse("procedure", args=[one.procedure.code]), one.name, one.field) for one in kept[:SHOWN]]
    return Found(len(kept), hits, f"{reverse('procedures')}?{urlencode({'tim': words})}")
