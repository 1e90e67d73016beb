"""Columns that a file lacks and that one value may stand in for all of its rows."""

from __future__ import annotations

from collections.abc import Container

from congthuong.apps.registers.columns import Column
from congthuong.apps.registers.kinds import RegisterKind


def lacking(kind: RegisterKind, given: Container[str]) -> list[Column]:
    """What every row must say, and the file has no column for."""
    return [one for one in kind.columns() if not one.blank and one.name not in given]


def fillable(kind: RegisterKind) -> list[Column]:
    """Not what names a thing or a person, nor what may not repeat."""
    own = {kind.label, *kind.unique, *kind.erasable, *kind.series}
    return [one for one in kind.columns() if not one.blank and one.name not in own]
