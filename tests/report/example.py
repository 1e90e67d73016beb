"""The example province's report, composed once for the tests that look at it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from congthuong.core.compose.report import Composition, Definition, compose_report
from congthuong.core.document.model import Figure, figures_of
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.folder import read_folder
from congthuong.core.ledger.model import Dataset

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "examples" / "tra-vinh-2020-h1"
DATA = ROOT / "tests" / "data"


@cache
def dataset() -> Dataset:
    return read_folder(FOLDER)


def compose(data: Dataset) -> Composition:
    definition = Definition.of(data)
    return compose_report(Book(data, definition.as_of), definition)


@cache
def composition() -> Composition:
    return compose(dataset())


@cache
def printed() -> dict[str, Figure]:
    return {figure.id: figure for figure in figures_of(composition().document)}


@dataclass(frozen=True)
class SeedFigure:
    """One number of the real report: what it says, where, and the figure of ours that prints it."""

    id: str
    line: int
    section: str
    token: str
    value: Decimal
    unit: str
    counts: str
    figure: str
    note: str

    @property
    def decimals(self) -> int:
        exponent = self.value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0

    @property
    def is_slip(self) -> bool:
        return self.note.startswith("slip")


@cache
def seed_figures() -> tuple[SeedFigure, ...]:
    rows: list[SeedFigure] = []
    for path in sorted((DATA / "seed-figures").glob("*.csv")):
        with path.open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                rows.append(
                    SeedFigure(
                        row["id"],
                        int(row["line"]),
                        row["section"],
                        row["token"],
                        Decimal(row["value"]),
                        row["unit"],
                        row["counts"],
                        row["figure"],
                        row["note"],
                    )
                )
    return tuple(rows)
