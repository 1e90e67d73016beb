"""What an issued report prints, beside what the same report would print from what is known by now."""

from __future__ import annotations

import json
from dataclasses import dataclass

from congthuong.apps.dashboard.queries.composed import Composed
from congthuong.apps.reports.editions.queries import file_of
from congthuong.apps.reports.models import Edition
from congthuong.core.document import figures_words as words


@dataclass(frozen=True, slots=True)
class Moved:
    """A printed figure that is another now. `now` is "" where the report would no longer print it."""

    id: str
    title: str
    printed: str
    now: str


def moved_since(edition: Edition, made: Composed) -> tuple[Moved, ...]:
    """In reading order of the edition. What only the report of today would print is no part of what was issued."""
    kept = file_of(edition, "json")
    told = json.loads(bytes(kept.data))["figures"] if kept else []
    moved = []
    for one in told:
        figure = made.figures.get(one["id"])
        now = figure.text if figure is not None and not figure.missing else ""
        if one["printed"] and now != one["text"]:
            moved.append(Moved(one["id"], words.title(figure) if figure else one["id"], one["text"], now))
    return tuple(moved)
