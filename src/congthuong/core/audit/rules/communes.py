"""Communes since 1 July 2025, when districts ended: against the province they are said to lie in, and their number.

Only of provinces whose list of today is known, and only in reports that are surely of after that day. Before it,
a commune is held to the provinces of its time. Quiet where the text says that it speaks of a unit of before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

import regex

from congthuong.core.audit.model import Finding, Understanding
from congthuong.core.audit.report_time import report_period
from congthuong.core.audit.rules import territory
from congthuong.core.audit.rules.around import clause
from congthuong.core.audit.rules.place_names import (
    ALL_COMMUNES,
    COMMUNE,
    NAME,
    known_province,
    own_province,
    shortened,
    texts,
)
from congthuong.core.audit.rules.reported import report_day
from congthuong.core.audit.rules.territory import key

MERGED_ON: Final = date(2025, 7, 1)
_KIND: Final = r"(?i:xã|phường|thị\s+trấn|đặc\s+khu)"
_IN_PROVINCE: Final = regex.compile(
    rf"(?P<kind>{_KIND})\s+(?P<communes>{COMMUNE}(?:\s*,\s*(?:{_KIND}\s+)?{COMMUNE}){{0,20}}(?:\s+và\s+(?:{_KIND}\s+)?{COMMUNE})?)"
    rf"\s*[-–,(]?\s*(?:(?i:thuộc|của)\s+)?(?i:tỉnh)\s+(?P<province>{NAME})"
)
_EACH: Final = regex.compile(rf"(?:(?P<kind>{_KIND})\s+)?(?P<name>{COMMUNE})(?=\s*,|\s+và\s|\s*\Z)")
_OF_BEFORE: Final = regex.compile(
    r"(?i)\b(?:cũ|trước\s+(?:đây|khi|sáp\s+nhập)|sáp\s+nhập|hợp\s+nhất|nhập\s+vào|nguyên\s+là)\b"
)
_WHOLE_PROVINCE: Final = regex.compile(r"(?i:toàn\s+tỉnh|cả\s+tỉnh)")


@dataclass(frozen=True, slots=True)
class Commune:
    """A unit of today and, where known, the units that it took over: "xã Nguyệt Hóa"."""

    kind: str
    name: str
    before: tuple[str, ...]


@cache
def communes_now() -> dict[str, dict[str, Commune]]:
    """Province -> commune, both by the keys of their names; no two communes of a province share a name."""
    found: dict[str, dict[str, Commune]] = {}
    text = (files(__package__) / "communes.txt").read_text(encoding="utf-8")
    for block in text.split("\nP\t")[1:]:
        province, *rows = block.rstrip("\n").split("\n")
        units = found.setdefault(key(province), {})
        for row in rows:
            _, kind, name, before = row.split("\t")
            units[key(name)] = Commune(kind, name, tuple(before.split(";")) if before else ())
    return found


def after_the_merger(understanding: Understanding) -> bool | None:
    """Whether the report is surely of since 1 July 2025, or surely of before; None where it does not say."""
    made = report_day(understanding)
    if made is not None:
        return made >= MERGED_ON
    year = understanding.year
    if year is None or year != MERGED_ON.year:
        return None if year is None else year > MERGED_ON.year
    period = report_period(understanding.reading, year)
    return True if period is not None and period.first >= MERGED_ON else None


def communes_in_provinces(understanding: Understanding) -> Iterator[Finding]:
    """ "Xã Nguyệt Hóa, tỉnh Vĩnh Long": since July 2025 a part of phường Nguyệt Hóa."""
    after = after_the_merger(understanding)
    if after is None:
        return
    for index, text in texts(understanding):
        if "tỉnh" not in text.lower():
            continue
        for found in _IN_PROVINCE.finditer(text):
            province = known_province(found["province"])
            around = text[slice(*clause(text, found.start(), found.end()))]
            if province is None or _OF_BEFORE.search(around):
                continue
            kind = " ".join(found["kind"].lower().split())
            for one in _EACH.finditer(found["communes"]):
                kind = " ".join(one["kind"].lower().split()) if one["kind"] else kind
                told = (
                    _wrong_now(kind, one["name"], province)
                    if after
                    else _wrong_then(one["name"], province, understanding.year)
                )
                if told is not None:
                    end = found.start("province") + len(province)
                    span = understanding.span(index, found.start(), end)
                    yield Finding("place-in-province", "suspicious", told[0], "", (span,), told[1])


def _wrong_now(kind: str, name: str, province: str) -> tuple[str, str] | None:
    """What is wrong with a commune of a province of today, and what would fit."""
    units = communes_now().get(key(province))
    if units is None or name.isdigit():
        return None
    unit = units.get(key(name))
    if unit is not None:
        if unit.kind == kind:
            return None
        right = f"{unit.kind} {unit.name}"
        return (
            f"Từ ngày 01/7/2025, {unit.name} (tỉnh {province}) là {unit.kind}, không phải {kind}. Hãy sửa lại.",
            right,
        )
    heirs = {unit.name: unit for unit in units.values() if key(f"{kind} {name}") in map(key, unit.before)}
    if len(heirs) == 1:
        ((_, heir),) = heirs.items()
        right = f"{heir.kind} {heir.name}"
        return (
            f"Từ ngày 01/7/2025, {kind} {name} thuộc {right}, tỉnh {province}. Hãy ghi tên hiện nay, hoặc ghi «(cũ)».",
            right,
        )
    if any(_had(old, name) for old in territory.parts(province, MERGED_ON.year)):
        return (
            f"Từ ngày 01/7/2025, tỉnh {province} không còn {kind} {name}. Hãy ghi tên hiện nay, hoặc ghi «(cũ)».",
            "",
        )
    if any(key(one) in units for one in shortened(name)):
        return None  # its last words may belong to what follows
    return (
        f"Danh mục hành chính từ ngày 01/7/2025 của tỉnh {province} không có {kind} {name}. Hãy kiểm tra hai địa danh.",
        "",
    )


def _wrong_then(name: str, province: str, year: int | None) -> tuple[str, str] | None:
    """The same before July 2025: told where one other province, and it alone, had a commune of that name.

    Not of the years before the lists: communes that were merged then are in none.
    """
    own = territory.provinces().get(key(province))
    if (
        own is None
        or year is None
        or year < own.sure
        or name.isdigit()
        or any(_had(key(province), one) for one in shortened(name))
    ):
        return None
    others = [one.name for place, one in territory.provinces().items() if _had(place, name)]
    if len(others) != 1:
        return None
    return (
        f"{name} thuộc tỉnh {others[0]}, không thuộc tỉnh {province}. Hãy kiểm tra hai địa danh.",
        f"tỉnh {others[0]}",
    )


def _had(province: str, name: str) -> bool:
    """Whether a province of before July 2025, by its key, had a commune of that name."""
    return any(key(name) in one.communes for one in territory.provinces()[province].districts)


def number_of_communes_now(understanding: Understanding) -> Iterator[Finding]:
    """ "Toàn tỉnh có 35/106 xã": the whole is the number of xã of the province, or of all its communes."""
    if not after_the_merger(understanding):
        return
    own = own_province(understanding)
    units = communes_now().get(own) if own is not None else None
    if units is None:
        return
    xa = sum(one.kind == "xã" for one in units.values())
    for claim in understanding.claims:
        if claim.role != "whole" or claim.unit.base != "xã" or claim.value in (xa, len(units)):
            continue
        text = understanding.piece_of(claim).text
        words = text[slice(*clause(text, claim.start, claim.end))]
        if (
            not _WHOLE_PROVINCE.search(words)
            or _OF_BEFORE.search(words)
            or not ALL_COMMUNES.match(claim.tail)
        ):
            continue
        message = (
            f"Từ ngày 01/7/2025, tỉnh của báo cáo có {xa} xã, tính cả phường là {len(units)} đơn vị; báo cáo ghi tổng số "
            f"{claim.value} xã. Hãy kiểm tra, hoặc ghi rõ là số xã thuộc diện nào."
        )
        yield Finding("communes-of-district", "suspicious", message, "", (claim.span,), str(xa), (claim.id,))


RULES: Final = (communes_in_provinces, number_of_communes_now)
