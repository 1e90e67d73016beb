"""Rows of a data folder's plain tables -> records of the catalogue: places and their changes, classes, documents.

A mistake is a ValueError whose text is a Vietnamese sentence; folder.py says in which file and row it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from congthuong.core.ledger.citing import DIRECTIONS, LINKS
from congthuong.core.ledger.model import ClassItem, LegalDocument, Place, PlaceChange
from congthuong.core.problems import nearest
from congthuong.core.quantities import read_date

Cell = Callable[[str], str]
PLACE_COLUMNS = ("code", "name", "kind", "level", "parent", "valid_from", "valid_to")
CHANGE_COLUMNS = ("old_code", "old_valid_from", "new_code", "new_valid_from", "date", "kind", "law")
CLASS_COLUMNS = ("version", "level", "code", "parent", "name_vi", "name_en")
DOCUMENT_COLUMNS = ("number", "kind", "date", "issuer", "abstract", "topic", "note")
DOCUMENT_OPTIONAL = ("direction", "area", "asks", *LINKS)
LEVELS = ("province", "district", "commune")
CHANGE_KINDS = ("merge", "split", "rename", "transfer")


def place_of(cell: Cell) -> Place:
    return Place(
        code=_need(cell, "code"),
        name=cell("name"),
        kind=cell("kind"),
        level=_one_of(cell, "level", LEVELS),
        parent=cell("parent"),
        valid_from=_day_or_none(cell("valid_from")),
        valid_to=_day_or_none(cell("valid_to")),
    )


def change_of(cell: Cell) -> PlaceChange:
    return PlaceChange(
        old_code=_need(cell, "old_code"),
        old_valid_from=_day_or_none(cell("old_valid_from")),
        new_code=_need(cell, "new_code"),
        new_valid_from=_day_or_none(cell("new_valid_from")),
        date=day_of(_need(cell, "date")),
        kind=_one_of(cell, "kind", CHANGE_KINDS),
        law=cell("law"),
    )


def class_of(cell: Cell) -> ClassItem:
    return ClassItem(
        version=_need(cell, "version"),
        code=_need(cell, "code"),
        parent=cell("parent"),
        level=_level(cell("level")),
        name_vi=cell("name_vi"),
        name_en=cell("name_en"),
    )


def document_of(cell: Cell) -> LegalDocument:
    if not cell("number"):
        raise ValueError("thiếu số ký hiệu văn bản")
    return LegalDocument(
        number=cell("number"),
        kind=cell("kind"),
        issuer=cell("issuer"),
        date=_day_or_none(cell("date")),
        abstract=cell("abstract"),
        topics=_several(cell("topic")),
        note=cell("note"),
        direction=_direction(cell("direction")),
        area=cell("area"),
        asks=cell("asks"),
        links=tuple((kind, number) for kind in LINKS for number in _several(cell(kind))),
    )


def day_of(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else read_date(str(value))


def _day_or_none(value: str) -> date | None:
    return day_of(value) if value else None


def _need(cell: Cell, column: str) -> str:
    if not cell(column):
        raise ValueError(f"cột «{column}» để trống")
    return cell(column)


def _one_of(cell: Cell, column: str, allowed: Sequence[str]) -> str:
    word = cell(column)
    if word in allowed:
        return word
    guess = nearest(word.lower(), allowed)
    hint = f" (có phải «{guess}»?)" if guess else ""
    raise ValueError(f"cột «{column}» là «{word}»{hint}; viết một trong: {', '.join(allowed)}")


def _level(text: str) -> int:
    if not text.isdecimal() or len(text) > 2:
        raise ValueError(f"cột «level»: «{text}» không phải số nguyên của một cấp")
    return int(text)


def _several(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(";") if one.strip())


def _direction(text: str) -> str:
    if text not in DIRECTIONS:
        raise ValueError(f"cột «direction»: «{text}» không phải in (đến) hoặc out (đi)")
    return text
