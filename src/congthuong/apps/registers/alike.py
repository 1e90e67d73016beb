"""Rows that say the same in some columns: asked one by one for a row that is written alone, in batches for those of a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import Any, Protocol, TypeVar

from congthuong.apps.registers.rows import RegisterRow

R = TypeVar("R", bound=RegisterRow)
BATCH = 500
"""Values in one question: as many as any database takes."""
KEY = "key"
"""Under which rows of other registers name a row: no column of its own."""


class Alike(Protocol):
    def __call__(self, model: type[R], same: Mapping[str, Any], /) -> Collection[R]:
        """The rows that stand and say this, in the order in which they were kept."""


def rows_alike(model: type[R], same: Mapping[str, Any]) -> Collection[R]:
    return list(model._default_manager.filter(**same, withdrawn=False).order_by("pk"))


class Together:
    """For many rows that ask alike: what they may ask is read by a few hundred values at a time, and every question once.

    `asked`: what the rows say. A row of another register that some of them name is read with all that their column names. A
    question whose values none of them says (the level below theirs) is asked by itself.
    """

    def __init__(self, asked: Iterable[Mapping[str, Any]]) -> None:
        values: dict[str, set[Hashable]] = defaultdict(set)
        for row in asked:
            for name, value in row.items():
                if value not in (None, ""):
                    values[name].add(value)
        self._values = values
        self._read: dict[tuple[type, str, str, tuple[str, ...]], dict[tuple[Any, ...], list[Any]]] = {}
        self._alone: dict[tuple[type, tuple[tuple[str, Any], ...]], Collection[Any]] = {}
        self._added: list[RegisterRow] = []

    def add(self, row: RegisterRow) -> None:
        """A row that is to be kept with the others, as if it already were."""
        self._added.append(row)
        for (model, _by, _in, names), found in self._read.items():
            if isinstance(row, model):
                found.setdefault(_said(row, names), []).append(row)

    def __call__(self, model: type[R], same: Mapping[str, Any], /) -> Collection[R]:
        names = tuple(same)
        by, said_in = self._said_in(same)
        if not by:
            return self._by_itself(model, same)
        key = (model, by, said_in, names)
        if key not in self._read:
            self._read[key] = self._in_batches(model, by, self._values[said_in], names)
            for row in self._added:
                if isinstance(row, model):
                    self._read[key].setdefault(_said(row, names), []).append(row)
        return self._read[key].get(tuple(same.values()), [])

    def _said_in(self, same: Mapping[str, Any]) -> tuple[str, str]:
        """By which column of the question its rows are read, and in which column the rows that ask say it; ("", "") for none."""
        for name, value in same.items():
            if value in self._values.get(name, ()):
                return name, name
        if same.get(KEY):
            return next(
                ((KEY, name) for name, values in self._values.items() if same[KEY] in values), ("", "")
            )
        return "", ""

    def _by_itself(self, model: type[R], same: Mapping[str, Any]) -> Collection[R]:
        key = (model, tuple(same.items()))
        if key not in self._alone:
            self._alone[key] = rows_alike(model, same)
        told = tuple(same.values())
        added = [row for row in self._added if isinstance(row, model) and _said(row, tuple(same)) == told]
        return [*self._alone[key], *added]

    def _in_batches(
        self, model: type[R], by: str, said: Collection[Hashable], names: tuple[str, ...]
    ) -> dict[tuple[Any, ...], list[R]]:
        found: dict[tuple[Any, ...], list[R]] = defaultdict(list)
        values = sorted(said, key=str)
        for begin in range(0, len(values), BATCH):
            rows = model._default_manager.filter(
                **{f"{by}__in": values[begin : begin + BATCH]}, withdrawn=False
            )
            for row in rows.order_by("pk").iterator(chunk_size=2000):
                found[_said(row, names)].append(row)
        return found


def _said(row: RegisterRow, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)
