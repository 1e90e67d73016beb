"""What the page of what communes lack asks for: some of the rows, in an order, with how many each filter would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from congthuong.apps.rural.models.communes import LEVELS
from congthuong.apps.rural.queries.standing import Stands
from congthuong.web.folding import fold

LACKING, NOW, EVERY_YEAR = "con-thieu", "hien-nay", "moi-nam"
WHICH: Final = (LACKING, NOW, EVERY_YEAR)

FILTERS: Final[Mapping[str, Callable[[Stands], str]]] = {
    "huyen": lambda one: one.district,
    "tieu-chi": lambda one: one.criterion,
    "muc": lambda one: one.level,
    "nam": lambda one: str(one.year or ""),
    "trang-thai": lambda one: one.state,
}
"""The name of a filter in the address -> what a row says by it."""

ORDERS: Final[Mapping[str, Callable[[Stands], str | int]]] = {
    "xa": lambda one: fold(one.commune),
    "huyen": lambda one: fold(one.district_name),
    "tieu-chi": lambda one: one.criterion,
    "muc": lambda one: LEVELS.index(one.level) + 1 if one.level in LEVELS else 0,
    "nam": lambda one: one.year or 0,
    "trang-thai": lambda one: fold(one.state),
    "con-thieu": lambda one: fold(one.lacks),
    "cho": lambda one: len(one.markets),
    "dang-lam": lambda one: fold(one.doing),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """`chosen`: filter -> the values of which a row must have one; `order`: a column, "-" before it: falling."""

    which: str = LACKING
    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """`facets`: filter -> value -> how many rows it would leave, with the choices in the other filters."""

    rows: list[Stands]
    facets: Mapping[str, Counter[str]]


def found(standing: Iterable[Stands], wanted: Wanted) -> Found:
    rows: list[Stands] = []
    facets: dict[str, Counter[str]] = {name: Counter() for name in FILTERS}
    words = fold(wanted.text).split()
    for one in standing:
        if not _is_of(one, wanted.which) or not _says(one, words):
            continue
        said = {name: way(one) for name, way in FILTERS.items()}
        missed = [name for name, values in wanted.chosen.items() if values and said[name] not in values]
        if not missed:
            rows.append(one)
        for name in missed if len(missed) == 1 else () if missed else FILTERS:
            facets[name][said[name]] += 1
    return Found(_sorted(rows, wanted.order), facets)


def _is_of(one: Stands, which: str) -> bool:
    if which == EVERY_YEAR:
        return True
    return one.latest and (which == NOW or one.is_lacking)


def _says(one: Stands, words: Iterable[str]) -> bool:
    text = fold(
        " ".join([one.commune, one.district_name, one.lacks, one.doing, *(str(each) for each in one.markets)])
    )
    return all(word in text for word in words)


def _sorted(rows: list[Stands], order: str) -> list[Stands]:
    """What a row does not tell stands last, either way."""
    name, falling = order.removeprefix("-"), order.startswith("-")
    if name not in ORDERS:
        return rows
    by = ORDERS[name]
    told = sorted((one for one in rows if by(one)), key=by, reverse=falling)
    return [*told, *(one for one in rows if not by(one))]
