"""The annotated texts: plain text, its operands with their places, its relations."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from .arithmetic import Bounds, bounds_of, holds, read_number
from .build import DATA


@dataclass(frozen=True)
class Operand:
    """A number (or words, when `words`) that stands in relations; `start`, `end` are characters of the text."""

    id: str
    start: int
    end: int
    surface: str
    exact: bool
    words: bool
    english: bool

    def bounds(self, text: str, *, loose: bool) -> Bounds:
        number = read_number(self.surface, english=self.english)
        return bounds_of(
            number, exact=self.exact, loose=loose, before=text[max(0, self.start - 12) : self.start]
        )


@dataclass(frozen=True)
class Annotated:
    """A relation a careful reader finds. `operands` are ids, the result last; `items` where listed things start."""

    kind: str
    strict: bool
    check: str
    operands: tuple[str, ...]
    items: tuple[int, ...] = ()


@dataclass(frozen=True)
class Page:
    """One annotated text."""

    name: str
    text: str
    operands: Mapping[str, Operand]
    relations: tuple[Annotated, ...]

    def holds(self, relation: Annotated, *, loose: bool = False, instead: Operand | None = None) -> bool:
        """Whether the relation's numbers can all be true, with `instead` in the place of the operand of its id."""
        operands = {name: self.operands[name] for name in relation.operands}
        if instead is not None:
            operands[instead.id] = instead
        if relation.items:
            return read_number(operands[relation.operands[0]].surface).value == len(relation.items)
        values = {name: one.bounds(self.text, loose=loose) for name, one in operands.items() if not one.words}
        return holds(relation.check, values, {name: one.surface for name, one in operands.items()})

    def with_surface(self, name: str, surface: str) -> Operand:
        return replace(self.operands[name], surface=surface)


def load(path: Path) -> Page:
    """The page of an annotation file and the text beside it."""
    notes = json.loads(path.read_text(encoding="utf-8"))
    operands = {
        row["id"]: Operand(
            row["id"],
            row["start"],
            row["end"],
            row["surface"],
            row.get("is") == "exact",
            row.get("is") == "words",
            row.get("english", False),
        )
        for row in notes["operands"]
    }
    relations = tuple(
        Annotated(
            row["kind"], row["strict"], row["check"], tuple(row["operands"]), tuple(row.get("items", ()))
        )
        for row in notes["relations"]
    )
    return Page(path.stem, path.with_suffix(".txt").read_text(encoding="utf-8"), operands, relations)


def pages(folder: Path = DATA) -> list[Page]:
    """The annotated texts in `texts/` of a folder."""
    return [load(path) for path in sorted((folder / "texts").glob("*.json"))]
