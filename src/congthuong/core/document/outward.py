"""A document as it leaves the house: every figure still says how it came about, no longer whose rows were counted.

Who is inside opens the rows in the software, by their rights. A file that is sent or published goes to everybody, and
rows name people, households and inspected firms that its text does not.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from congthuong.core.document.model import Document, Figure, Origin

T = TypeVar("T")


def outward(document: Document) -> Document:
    """The same document, whose figures keep number, formula, source and count, and lose the rows that were counted, their
    keys and address in the software, and the person who recorded them. What is printed does not change."""
    return _changed(document, {})


def _changed(value: T, known: dict[int, Figure]) -> T:
    """The value with every figure in it changed, itself where there is none. A figure met before is changed once."""
    if isinstance(value, Figure):
        if id(value) not in known:
            known[id(value)] = replace(value, origin=_told_outside(value.origin, known))
        return known[id(value)]  # type: ignore[return-value]  # T is Figure here
    if isinstance(value, tuple):
        parts = tuple(_changed(one, known) for one in value)
        same = all(new is old for new, old in zip(parts, value, strict=True))
        return value if same else parts  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        changes: dict[str, Any] = {}
        for field in fields(value):
            old = getattr(value, field.name)
            if (new := _changed(old, known)) is not old:
                changes[field.name] = new
        return replace(value, **changes) if changes else value
    return value


def _told_outside(origin: Origin, known: dict[int, Figure]) -> Origin:
    inputs = _changed(origin.inputs, known)
    return replace(origin, inputs=inputs, rows=(), row_keys=(), opens="", recorded_by="")
