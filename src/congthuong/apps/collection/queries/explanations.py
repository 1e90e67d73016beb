"""Explanations of abnormal figures, for the text of a report that shows the figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from congthuong.apps.collection.models import CellNote
from congthuong.apps.collection.queries.forms import definition_of


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a unit said about a figure of its approved return."""

    indicator: str
    period: str
    place: str
    organisation: str
    text: str
    arithmetic: str
    by: str
    at: datetime


def explanations_of(indicators: Iterable[str], periods: Iterable[str]) -> tuple[Explanation, ...]:
    """The explanations that stand with approved returns of these periods, about these indicators; oldest first."""
    wanted = set(indicators)
    notes = CellNote.objects.filter(
        kind=CellNote.Kind.EXPLANATION,
        ret__round__period__in=list(periods),
        ret__approved_at__isnull=False,
    ).select_related("ret__round__version", "ret__organisation", "by")
    found = []
    for note in notes.order_by("id"):
        row = definition_of(note.ret.round.version).rows.get(note.row)
        if row is not None and row.indicator in wanted:
            by = note.by.full_name if note.by else ""
            found.append(
                Explanation(
                    row.indicator,
                    note.ret.round.period,
                    note.ret.place,
                    note.ret.organisation.name,
                    note.text,
                    note.arithmetic,
                    by,
                    note.at,
                )
            )
    return tuple(found)
