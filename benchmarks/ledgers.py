"""Databases beside the loaded one, with more observations, and composing from each of them in turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.growth import observations_times
from benchmarks.subject import compose_from_database
from benchmarks.timing import Side
from congthuong.core.ledger.model import Dataset


def ledger_sides(home: Path, dataset: Dataset, sizes: Sequence[int]) -> dict[str, Side]:
    """For each size a copy of the open database with so many times the observations."""
    return {str(size): _composing_from(_copy(home, dataset, size)) for size in sizes}


def _copy(home: Path, dataset: Dataset, size: int) -> Path:
    from django.db import connection

    from congthuong.apps.ledger.services import import_observations

    base, path = Path(connection.settings_dict["NAME"]), home / f"so-{size}.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    _on(path, lambda: import_observations(observations_times(dataset, size).observations, file_name="đo"))
    _switch(base)
    return path


def _composing_from(path: Path) -> Side:
    return lambda _number: _on(path, compose_from_database)


def _on(path: Path, do: Callable[[], object]) -> None:
    _switch(path)
    do()


def _switch(path: Path) -> None:
    from django.db import connection

    if str(connection.settings_dict["NAME"]) != str(path):
        connection.close()
        connection.settings_dict["NAME"] = str(path)
