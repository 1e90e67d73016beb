"""Columns of typed registers: Django's fields that also know what pages, files and reports need of them.

A column's name is the code under which officers meet it in templates and files (`ten`, `ngay_cap`), its verbose name is
its heading. Choices are words, not codes: the word that stands in the row is the word that is read
(docs/decisions/0020-registers-are-typed-over-one-history.md). What only describes a column (unit, words) is left out of
migrations, so that a new word needs none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

_TOLD_NOWHERE_ELSE = (
    "unit", "display", "negative", "grouped", "words", "register", "levels", "choices", "classification",
)  # fmt: skip


class _Described:
    """Leaves the description out of what a migration keeps."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()  # type: ignore[misc]
        return name, path, list(args), {k: v for k, v in kwargs.items() if k not in _TOLD_NOWHERE_ELSE}


class Text(_Described, models.CharField):  # type: ignore[type-arg]
    """Words of any kind; with `words` one of these."""

    def __init__(self, *args: Any, words: Iterable[str] = (), **kwargs: Any) -> None:
        self.words = tuple(words)
        kwargs.setdefault("max_length", 300)
        kwargs.setdefault("blank", True)
        if self.words:
            kwargs["choices"] = [(word, word) for word in self.words]
        super().__init__(*args, **kwargs)


class ClassCode(Text):
    """The code of a class of the catalogue, of a version in force while the row is true (`classes.py`)."""

    def __init__(self, *args: Any, classification: str = "vsic", **kwargs: Any) -> None:
        self.classification = classification
        kwargs.setdefault("max_length", 10)
        super().__init__(*args, **kwargs)


class Number(_Described, models.DecimalField):  # type: ignore[type-arg]
    """A figure with its unit; empty is missing, never zero. `display`: decimals when said in another unit. Not
    `grouped` is one that names rather than counts, as a year: 2020, never 2.020."""

    def __init__(
        self,
        *args: Any,
        unit: str = "",
        display: Mapping[str, int] | None = None,
        negative: bool = False,
        grouped: bool = True,
        **kwargs: Any,
    ) -> None:
        self.unit, self.display, self.negative, self.grouped = unit, dict(display or {}), negative, grouped
        kwargs.setdefault("max_digits", 20)
        kwargs.setdefault("decimal_places", 0)
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class Day(_Described, models.DateField):  # type: ignore[type-arg]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class PlaceCode(_Described, models.CharField):  # type: ignore[type-arg]
    """The code of a unit of the catalogue, of the `levels` named (any when none is)."""

    def __init__(self, *args: Any, levels: Iterable[str] = (), **kwargs: Any) -> None:
        self.levels = tuple(levels)
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)


class DocumentNumber(_Described, models.CharField):  # type: ignore[type-arg]
    """The number of a document of the catalogue: one document has one date everywhere."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 80)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class RowKey(_Described, models.CharField):  # type: ignore[type-arg]
    """The key of a row of another register."""

    def __init__(self, *args: Any, register: str = "", **kwargs: Any) -> None:
        self.register = register
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)


Column = Text | Number | Day | PlaceCode | DocumentNumber | RowKey
COLUMNS = (Text, Number, Day, PlaceCode, DocumentNumber, RowKey)
