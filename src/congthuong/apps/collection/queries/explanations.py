"""Explanations of abnormal figures, for the text of a report that shows the figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import CellNote, Return
from congthuong.apps.collection.queries.due import reachable
from congthuong.apps.collection.queries.forms import definition_of
from congthuong.apps.collection.queries.standing_notes import still_stands
from congthuong.core.quantities import Period

MOST = 5000  # explanations that one look goes through


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


def explanations_page(user: User, form: str = "", period: str = "") -> tuple[Explained, ...]:
    """What units said about abnormal figures of approved returns that the person may see; the newest first."""
    notes = CellNote.objects.filter(
        kind=CellNote.Kind.EXPLANATION,
        ret__approved_at__isnull=False,
        ret__in=Return.objects.filter(reachable(user, "returns.view")),
    )
    if form:
        notes = notes.filter(ret__round__form__code=form)
    if period:
        notes = notes.filter(ret__round__period=period)
    rows = (
        notes.annotate(standing=still_stands())
        .select_related("ret__round__version", "ret__organisation", "by")
        .order_by("-id")
    )
    return tuple(_explained(note) for note in rows.defer("ret__round__version__definition")[:MOST])


def _explained(note: CellNote) -> Explained:
    form = definition_of(note.ret.round.version)
    row = form.rows.get(note.row)
    there = row is not None and note.column in form.by_column
    return Explained(
        ret=note.ret_id,
        indicator=row.indicator if row is not None else "",
        label=form.label((note.row, note.column)) if there else note.row,
        period=Period.of(note.ret.round.period).name,
        organisation=note.ret.organisation.name,
        text=note.text,
        arithmetic=note.arithmetic,
        by=note.by.full_name if note.by else "",
        at=note.at,
        standing=note.standing,  # type: ignore[attr-defined]
    )
