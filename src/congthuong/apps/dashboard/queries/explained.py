"""What units said about an abnormal figure, offered beside it to who writes the report's text."""

from __future__ import annotations

from dataclasses import dataclass

from congthuong.apps.accounts.models import User
from congthuong.apps.collection.queries.explanations import Explained, explanations_of, rows_asking
from congthuong.apps.dashboard.queries.kept import keep
from congthuong.core.quantities import Period

FIRST = 5
"""Those shown beside a figure; the rest stands on the page of explanations."""


@dataclass(frozen=True, slots=True)
class Offered:
    rows: tuple[Explained, ...]
    count: int
    cut: bool
    """Whether more was said than `count`."""

    @property
    def more(self) -> bool:
        return self.count > len(self.rows)


def offered_to(user: object, state: str, indicator: str, place: str, period: Period | None) -> Offered | None:
    """None where nothing was said. `state` is the mark of the data: which forms ask for the indicator is kept with it."""
    if not isinstance(user, User) or not indicator:
        return None
    asking = keep(("rows asking", state, indicator), lambda: rows_asking(indicator))
    said = explanations_of(user, asking, place, period)
    return Offered(said.rows[:FIRST], len(said.rows), said.cut) if said.rows else None
