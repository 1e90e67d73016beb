"""Explanations of abnormal figures, for the text of a report that shows the figure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from django.db.models import Q, QuerySet

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.collection.models import CellNote, FormVersion, Return
from congthuong.apps.collection.queries.due import reachable
from congthuong.apps.collection.queries.forms import definition_of
from congthuong.apps.collection.queries.places import of_or_within
from congthuong.apps.collection.queries.standing_notes import still_stands
from congthuong.core.quantities import Period

MOST = 5000  # explanations that one look goes through
MOST_OF_ONE = 200  # of one figure

AskingRow = tuple[int, str]
"""A published version of a form, by its number in the database, and the code of one of its rows."""


@dataclass(frozen=True, slots=True)
class Explained:
    """An explanation as its page shows it, with the way to the return."""

    ret: int
    indicator: str  # "" where the row has none
    label: str
    period: str
    organisation: str
    text: str
    arithmetic: str
    by: str
    at: datetime
    standing: bool  # the figure is still the one that was explained
    sentence: str  # what a report's text may take over


@dataclass(frozen=True, slots=True)
class SaidOfOne:
    """What was said of one figure, the newest first; `cut`: there is more of it than that."""

    rows: tuple[Explained, ...]
    cut: bool


def explanations_page(user: User, form: str = "", period: str = "") -> tuple[Explained, ...]:
    """What units said about abnormal figures of approved returns that the person may see; the newest first."""
    notes = _seen_by(user)
    if form:
        notes = notes.filter(ret__round__form__code=form)
    if period:
        notes = notes.filter(ret__round__period=period)
    return tuple(map(_explained, notes[:MOST]))


def rows_asking(indicator: str) -> tuple[AskingRow, ...]:
    """The rows of published forms that ask for the indicator."""
    versions = FormVersion.objects.order_by("pk").defer("definition")
    return tuple(
        (version.pk, code)
        for version in versions
        for code, row in definition_of(version).rows.items()
        if row.indicator == indicator
    )


def explanations_of(user: User, rows: Collection[AskingRow], place: str, period: Period | None) -> SaidOfOne:
    """What may be said of a figure: explanations of these rows that still stand, from units of the place or within it,
    for the period or a part of it (None: any); the newest first. Only of returns that the person may see."""
    if not rows or not may(user, "returns.view"):
        return SaidOfOne((), cut=False)
    asked = Q()
    for version, codes in groupby(sorted(rows), key=itemgetter(0)):
        asked |= Q(ret__round__version=version, row__in=[code for _, code in codes])
    notes = _seen_by(user).filter(still_stands(), asked)
    if period is not None:
        notes = notes.filter(
            ret__round__period_first__gte=period.first, ret__round__period_last__lte=period.last
        )
    found = list(notes.filter(of_or_within(place))[: MOST_OF_ONE + 1])
    return SaidOfOne(tuple(map(_explained, found[:MOST_OF_ONE])), len(found) > MOST_OF_ONE)


def _seen_by(user: User) -> QuerySet[CellNote]:
    notes = CellNote.objects.filter(
        kind=CellNote.Kind.EXPLANATION,
        ret__approved_at__isnull=False,
        ret__in=Return.objects.filter(reachable(user, "returns.view")),
    )
    told = notes.annotate(standing=still_stands()).order_by("-id")
    return told.select_related("ret__round__version", "ret__organisation", "by").defer(
        "ret__round__version__definition"
    )


def _explained(note: CellNote) -> Explained:
    form = definition_of(note.ret.round.version)
    row = form.rows.get(note.row)
    there = row is not None and note.column in form.by_column
    period, unit = Period.of(note.ret.round.period).name, note.ret.organisation.name
    return Explained(
        ret=note.ret_id,
        indicator=row.indicator if row is not None else "",
        label=form.label((note.row, note.column)) if there else note.row,
        period=period,
        organisation=unit,
        text=note.text,
        arithmetic=note.arithmetic,
        by=note.by.full_name if note.by else "",
        at=note.at,
        standing=note.standing,  # type: ignore[attr-defined]
        sentence=f"{row.label if row is not None else note.row} {period} của {unit}: {note.text.strip().rstrip('.')}.",
    )
