"""The kinds of tables and what their columns become: data of `kinds.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from congthuong.core.intake.months import before, cumulated_period, month_period
from congthuong.core.intake.words import folded
from congthuong.core.ledger.model import Basis
from congthuong.core.quantities import Period


@dataclass(frozen=True, slots=True)
class KeptColumn:
    """What a column's figures become. `indicator` "": that of the line."""

    meaning: str
    indicator: str
    period: Literal["previous", "current", "cumulated"]
    basis: Basis
    vintage: str

    def period_of(self, year: int, month: int) -> Period:
        if self.period == "cumulated":
            return cumulated_period(year, month)
        return month_period(*(before(year, month) if self.period == "previous" else (year, month)))


@dataclass(frozen=True, slots=True)
class TableKind:
    code: str
    name: str
    words: tuple[str, ...]
    data: str
    values: Literal["index", "amount"]
    unit: str
    rows: Literal["codelist", "indicators"]
    codelist: str
    totals: frozenset[str]
    columns: tuple[KeptColumn, ...]

    def kept(self, meaning: str) -> KeptColumn | None:
        return next((one for one in self.columns if one.meaning == meaning), None)


@cache
def kinds() -> dict[str, TableKind]:
    data = tomllib.loads(files(__package__).joinpath("kinds.toml").read_text(encoding="utf-8"))
    made = (
        TableKind(
            **{
                **row,
                "words": tuple(row["words"]),
                "totals": frozenset(row["totals"]),
                "columns": tuple(KeptColumn(**column) for column in row["columns"]),
            }
        )
        for row in data["kind"]
    )
    return {one.code: one for one in made}


def kind_of(texts: Sequence[str]) -> TableKind | None:
    """The kind that the first of the texts tells which tells one; None when none does."""
    for text in map(folded, texts):
        for kind in kinds().values():
            if any(word in text for word in kind.words):
                return kind
    return None
