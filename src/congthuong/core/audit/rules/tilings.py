"""Months that make a quarter, quarters that make a year: amounts of one subject whose periods fill a longer one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final

import regex

from congthuong.core.audit import intervals, slips, subjects, telling
from congthuong.core.audit.model import Claim, Relation, Statement, Understanding, Verdict
from congthuong.core.audit.rules import Rule
from congthuong.core.quantities import UNITLESS, Interval, Period
from congthuong.core.quantities.units import fold

_AROUND: Final = 12
"""Statements before and after the whole's among which its parts stand."""
_MOST: Final = 12
_PIECES: Final = 2
_DAY: Final = timedelta(days=1)
_REVISED: Final = Decimal("0.02")
"""Months are revised inside the quarter without a word; a gap below this is no slip unless one digit explains it."""
_FAR: Final = Decimal("0.1")

Tile = tuple[Period, Claim]


def periods_that_fill(text: Understanding) -> Iterator[Relation]:
    """ "Quý I … (tháng 1 là …)", "theo quý: quý I …; quý II …": the parts of a period add up to it.

    One row of parts may stand near several amounts of the longer period. Where it adds up to one of them that is meant;
    where to none, only an amount of the very same subject is held against it.
    """
    by_parts: dict[tuple[str, ...], list[tuple[bool, Relation]]] = {}
    for one in text.statements:
        whole = one.first("level", "count", "plan")
        if whole is None or one.period is None or one.period.kind in ("day", "month", "years"):
            continue
        if whole.unit.base in ("%", "‰", "") or "/" in whole.unit.base:
            continue
        tiles = _filled(one.period, _tiles(text, one, whole))
        parts = [claim for _, claim in tiles]
        if not parts or (whole.role == "plan" and not _STILL.search(fold(f"{parts[-1].lead}"))):
            continue
        relation = _added(one, parts, whole)
        if relation is not None:
            same = all(_same(text, one, text.statement_of(part)) for part in parts)
            by_parts.setdefault(tuple(part.id for part in parts), []).append((same, relation))
    for found in by_parts.values():
        agreeing = [relation for _, relation in found if relation.verdict in ("consistent", "rounding")]
        yield from agreeing[:1] or [relation for same, relation in found if same][:1]


_STILL: Final = regex.compile(r"(?<!\p{L})(?:phải|cần|còn)(?!\p{L})")


def _same(text: Understanding, one: Statement, other: Statement) -> bool:
    """Whether a part surely is of the whole's subject: named alike but for a word, or in a row that says it goes "theo quý"
    about what its paragraph is about."""
    if one.key == other.key or (other.parent == one.index and not other.key):
        return True
    if _headed(other.key):
        return one.piece == other.piece and _opens(text, one)
    first, second = subjects.words_of(one.key), subjects.words_of(other.key)
    return len(first & second) >= 2 and len(first ^ second) <= 1


def _opens(text: Understanding, one: Statement) -> bool:
    """Whether a statement is the first of its piece with an amount."""
    before = text.statements[max(0, one.index - _AROUND) : one.index]
    return not any(other.piece == one.piece and other.first("level", "count") for other in before)


def _tiles(text: Understanding, one: Statement, whole: Claim) -> list[Tile]:
    """The amounts of shorter periods around, the nearest first; the month before as the base of a month's change too."""
    assert one.period is not None
    near = text.statements[max(0, one.index - _AROUND) : one.index + _AROUND + 1]
    found: list[Tile] = []
    within = [
        other
        for other in near
        if other.claims
        and other.period is not None
        and other is not one
        and abs(other.piece - one.piece) <= _PIECES
        and (other.period.kind == "month" or _inside(other.period, one.period))
    ]
    for other in sorted(within, key=lambda other: abs(other.index - one.index)):
        assert other.period is not None
        forecast = one.basis != other.basis and "forecast" in (one.basis, other.basis)
        if forecast or not _one_subject(one, other):
            continue
        claim = other.first("level", "count", "remaining")
        if claim is not None and _may_add(claim, whole):
            found.append((other.period, claim))
            base = other.first("base")
            monthly = other.period.kind == "month"
            if base is not None and base.base == "previous" and monthly and _may_add(base, whole):
                before = other.period.first - _DAY
                found.append((Period.of(f"{before:%Y-%m}"), base))
    return [(period, claim) for period, claim in found if _inside(period, one.period)]


def _one_subject(one: Statement, other: Statement) -> bool:
    """Whether a part may be of the whole's subject; a row may also be headed by its own words ("diễn biến theo quý")."""
    first, second = subjects.words_of(one.key), subjects.words_of(other.key)
    return first <= second or second <= first or _headed(other.key)


_HEADED: Final = regex.compile(
    r"(?<!\p{L})(?:theo (?:từng )?(?:quý|tháng)|diễn biến|lũy kế|kết quả)(?!\p{L})"
)


@lru_cache(maxsize=4096)
def _headed(key: str) -> bool:
    return bool(_HEADED.search(key))


def _may_add(claim: Claim, whole: Claim) -> bool:
    if claim.unit == UNITLESS:
        return (
            claim.decimals > 0
        )  # the unit stands in the words before the row: "theo quý (triệu USD): quý I 468,2"
    return claim.unit.base == whole.unit.base


def _inside(part: Period, whole: Period) -> bool:
    return part != whole and whole.first <= part.first and part.last <= whole.last and part.kind != "day"


def _filled(whole: Period, tiles: list[Tile]) -> list[Tile]:
    """Tiles that follow each other from the first day of the whole to its last; none when they leave a gap."""
    made: list[Tile] = []
    begins = whole.first
    while begins <= whole.last and len(made) < _MOST:
        tile = next((one for one in tiles if one[0].first == begins), None)
        if tile is None:
            return []
        made.append(tile)
        begins = tile[0].last + _DAY
    return made if len(made) > 1 and begins == whole.last + _DAY else []


def _added(one: Statement, parts: list[Claim], whole: Claim) -> Relation | None:
    placed = [replace(part, unit=whole.unit) if part.unit == UNITLESS else part for part in parts]
    total = intervals.total(intervals.within(part, whole.unit) for part in placed)
    verdict = _verdict(placed, total, whole)
    if verdict is None:
        return None
    point = sum((intervals.exact(part, whole.unit).low for part in placed), Decimal(0))
    more = max(0, *(part.decimals - whole.decimals for part in placed))
    fits = telling.amount(point, whole, more=more)
    return Relation(
        "parts-of-year",
        verdict,
        (*(part.id for part in parts), whole.id),
        " + ".join(part.text for part in parts) + f" = {fits}",
        f"{telling.about(one.subject)}: các phần của kỳ cộng lại là {fits}, báo cáo ghi cả kỳ {whole.text}. "
        "Hãy xem lại các số này.",
        fits,
    )


def _verdict(parts: list[Claim], total: Interval, whole: Claim) -> Verdict | None:
    verdict = intervals.verdict(total, whole.loose, intervals.last_place(whole) * len(parts))
    if verdict != "contradiction" or not whole.value:
        return verdict
    gap = abs((total.low + total.high) / 2 / whole.value - 1)
    slip = _one_slip(parts, total, whole, strict=gap < _REVISED)
    return "suspicious" if slip or gap > _FAR else None


def _one_slip(parts: list[Claim], total: Interval, whole: Claim, *, strict: bool) -> bool:
    if slips.near_slip(whole, total, strict=strict) is not None:
        return True
    for part in parts:
        if part.unit != whole.unit:
            continue
        others = Interval(total.low - part.loose.low, total.high - part.loose.high)
        if slips.near_slip(part, intervals.minus(whole.loose, others), strict=strict) is not None:
            return True
    return False


RULES: tuple[Rule, ...] = (periods_that_fill,)
