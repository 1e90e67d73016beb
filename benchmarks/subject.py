"""Our side: from a loaded database to the three files, and its floor: the writers on a ready tree."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from congthuong.core.compose.report import Definition, compose_report
from congthuong.core.document.figures_json import figures_json
from congthuong.core.document.model import Document
from congthuong.core.document.writers.together import FORMATS, write_formats
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.folder import read_folder
from congthuong.core.ledger.model import Dataset, Observation

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "tra-vinh-2020-h1"


def load_example(home: Path) -> Dataset:
    """The example province in a new SQLite database below `home`, loaded as `congthuong example load` does."""
    os.environ["CONGTHUONG_HOME"] = str(home)
    from congthuong.command.database import open_database

    open_database(f"sqlite:///{home / 'so.sqlite3'}", may_be_new=True)
    from congthuong.apps.reports.services import load_dataset

    dataset = read_folder(EXAMPLE)
    load_dataset(dataset)
    return dataset


def compose_from_database(change: int = 0, *, drawn: bool = True) -> Document:
    """What a composing asks of the database and of the composer: declaration, book, tree.

    `change` > 0 moves every value by so many units of its last place after it was read, so that nothing a
    former composing left in a cache (a picture, a laid-out paragraph) can be used again; without `drawn` the
    pictures stay as they were.
    """
    from congthuong.apps.reports.queries import dataset_to_ask, definition_for

    definition = definition_for()
    return tree_of(moved(dataset_to_ask(definition), change, drawn=drawn), definition)


def tree_of(dataset: Dataset, definition: Definition | None = None) -> Document:
    declared = definition or Definition.of(dataset)
    return compose_report(Book(dataset, declared.as_of), declared).document


def write(document: Document, figures: bytes, formats: Iterable[str] = FORMATS) -> dict[str, bytes]:
    """The floor: the writers alone, one after another. `figures` (figures.json, attached to the PDF) is ready
    too."""
    return {name: write_formats(document, figures, [name])[name] for name in formats}


def whole_job(change: int = 0, formats: Iterable[str] = FORMATS, *, drawn: bool = True) -> dict[str, bytes]:
    """Database -> tree -> figures.json -> files: all that `congthuong report compose` does but the disk."""
    document = compose_from_database(change, drawn=drawn)
    return write_formats(document, figures_json(document), formats)


def moved(dataset: Dataset, by: int, *, drawn: bool = True) -> Dataset:
    """Every value but zero moved by `by` units of its last place; without `drawn` those in charts stay."""
    if not by:
        return dataset
    still = set() if drawn else indicators_drawn(dataset)
    return replace(
        dataset,
        observations=tuple(
            one if one.indicator in still else _moved(one, by) for one in dataset.observations
        ),
    )


def indicators_drawn(dataset: Dataset) -> set[str]:
    """The indicators of the groups that the report's charts draw."""
    groups = {str(one["rows"]).split("|")[0].strip() for one in dataset.report.get("chart", ())}  # type: ignore[attr-defined]
    return {one.code for one in dataset.indicators if groups & set(one.groups)}


def _moved(one: Observation, by: int) -> Observation:
    step = Decimal(by).scaleb(-one.decimals)
    return replace(one, value=one.value + step) if one.value else one
