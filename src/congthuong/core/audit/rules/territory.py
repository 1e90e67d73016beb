"""Provinces, districts and communes before and after 1 July 2025, from the shipped table; see docs/decisions."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

import regex

from congthuong.core.quantities.units import fold

MERGED: Final = 2025
"""The year in which 63 provinces became 34 and districts ended."""
_DASH: Final = regex.compile(r"\s*[-–]\s*")
_SPELLINGS: Final = {"bắc cạn": "bắc kạn", "đắc lắc": "đắk lắk", "đăk lăk": "đắk lắk", "đắc nông": "đắk nông", "đăk nông": "đắk nông", "huế": "thừa thiên huế", "bà rịa vũng tàu": "bà rịa - vũng tàu", "tphcm": "hồ chí minh", "hcm": "hồ chí minh"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class District:
    """A district-level unit: `xa` are the numbers of its xã about 2021 and in June 2025; `communes` of either."""

    kind: str
    name: str
    province: str
    xa: tuple[int, ...]
    communes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Province:
    """A province of before July 2025, the one that it became, and the year since which its numbers are sure."""

    name: str
    became: str
    sure: int
    districts: tuple[District, ...]

    def xa(self) -> tuple[int, int]:
        """All its xã about 2021 and in June 2025."""
        first = sum(one.xa[0] for one in self.districts)
        return first, sum(one.xa[-1] for one in self.districts)


@lru_cache(maxsize=1 << 15)
def key(name: str) -> str:
    """A place's name for comparing: one tone placement, one dash, common spellings as one."""
    folded: str = _DASH.sub(" - ", fold(name))
    return _SPELLINGS.get(folded, folded)


@cache
def provinces() -> dict[str, Province]:
    """By the key of their names."""
    found: dict[str, Province] = {}
    text = (files(__package__) / "places.txt").read_text(encoding="utf-8")
    for block in text.split("\nP\t")[1:]:
        first, *rows = block.rstrip("\n").split("\n")
        name, became, sure = first.split("\t")
        districts = tuple(_district(row, name) for row in rows)
        found[key(name)] = Province(name, became, int(sure), districts)
    return found


def _district(row: str, province: str) -> District:
    _, kind, name, first, second, communes = row.split("\t")
    numbers = tuple(0 if number == "-" else int(number) for number in (first, second))
    return District(kind, name, province, numbers, frozenset(map(key, communes.split(";"))))


@cache
def districts() -> dict[str, tuple[District, ...]]:
    """All districts of a name, by the key of the name."""
    found: dict[str, list[District]] = {}
    for province in provinces().values():
        for one in province.districts:
            found.setdefault(key(one.name), []).append(one)
    return {name: tuple(ones) for name, ones in found.items()}


@cache
def _successors() -> dict[str, frozenset[str]]:
    """A province's name of today -> the keys of the old ones it was made of."""
    found: dict[str, set[str]] = {}
    for one in provinces().values():
        found.setdefault(key(one.became), set()).add(key(one.name))
    return {name: frozenset(old) for name, old in found.items()}


def is_province(name: str) -> bool:
    return key(name) in provinces() or key(name) in _successors()


def parts(name: str, year: int | None) -> frozenset[str]:
    """The old provinces, by their keys, that a province named in a text of that year covers."""
    own = frozenset({key(name)}) & provinces().keys()
    if year is not None and year < MERGED:
        return own
    return own | _successors().get(key(name), frozenset())


@cache
def gates() -> dict[str, frozenset[str]]:
    """A border gate's key -> the keys of the old provinces where one of that name lies."""
    data = tomllib.loads((files(__package__) / "gates.toml").read_text(encoding="utf-8"))["gates"]
    return {key(gate): frozenset(map(key, owners)) for gate, owners in data.items()}
