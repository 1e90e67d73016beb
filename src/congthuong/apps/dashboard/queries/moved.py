"""What an issued report prints, beside what the same report would print from what is known by now."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from congthuong.apps.dashboard.queries.composed import Composed
from congthuong.apps.dashboard.queries.printing import figure_key
from congthuong.apps.reports.editions.queries import file_of
from congthuong.apps.reports.models import Edition
from congthuong.core.document.figures_words import titled


@dataclass(frozen=True, slots=True)
class Moved:
    """A printed figure that is another now. `id` is the one of today; `now` is "" where the report would no longer print it."""

    id: str
    title: str
    printed: str
    now: str


def moved_since(edition: Edition, made: Composed) -> tuple[Moved, ...]:
    """In the order of the edition's figures. What only the report of today would print is no part of what was issued."""
    kept = file_of(edition, "json")
    told = json.loads(bytes(kept.data))["figures"] if kept else []
    printed = {id: made.figures[id] for id in made.index.printed}
    exact = {one["id"] for one in told}
    # What the edition prints under its very id is that one; only what is left can stand for another basis.
    others = {figure_key(id): figure for id, figure in printed.items() if id not in exact}
    moved = []
    for one in told:
        figure = printed.get(one["id"]) or others.get(figure_key(one["id"]))
        now = figure.text if figure is not None and not figure.missing else ""
        if one["printed"] and now != one["text"]:
            moved.append(Moved(figure.id if figure else "", _title(one), one["text"], now))
    return tuple(moved)


def _title(told: Mapping[str, Any]) -> str:
    """As the edition's own file calls the figure: today's report may not know it any more."""
    title = titled(told["id"], told["name"] or told["indicator"])
    return ", ".join(filter(None, (title, told["period_name"])))
