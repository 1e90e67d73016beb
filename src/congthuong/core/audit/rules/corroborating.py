"""Readings that are too loose to say anything alone, and are heard where another arithmetic wants the same figure.

"583 vụ (kiểm tra định kỳ 96 vụ, đột xuất 487 vụ), tăng 62 vụ, tức tăng 11,9%; phát hiện 412 vụ (70,7%)": figures in brackets or
in a row after one that they may make up, a change told by its amount and by its rate, what is added and by how much it raises.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import regex

from congthuong.core.audit import intervals
from congthuong.core.audit.model import Claim
from congthuong.core.audit.rules import equations
from congthuong.core.audit.rules.equations import Equation
from congthuong.core.audit.rules.nearby import depths, is_amount, like
from congthuong.core.audit.rules.operands import Row, digits
from congthuong.core.audit.rules.proposed import Known
from congthuong.core.quantities import Interval
from congthuong.core.quantities.units import fold

_ROW: Final = 8
_MOST: Final = 4
_BACK: Final = 14
_FAR: Final = 8
_NOTHING: Final = intervals.exactly(0)
"""What the amount and the rate themselves would have to be is not asked here."""
_EARLIER: Final = regex.compile(
    r"(?:so với|so)\s[^();.]{0,40}\([^();.]{0,30}\Z|\(\s*(?:năm|quý|tháng|tuần|kỳ|vụ|cùng kỳ|cuối|đầu)\s[^();.]{0,50}\Z"
)
_NO_PART: Final = frozenset({"base", "plan", "average", "before", "difference", "range"})
_RAISES: Final = regex.compile(r"[^();.,]{0,20}\(\s*(?:tăng|bằng|thêm)\s*(?:thêm\s*)?")


def readings(row: Row, known: Known) -> Iterator[Equation]:
    deep = depths(row)
    for at, claim in enumerate(row.claims):
        if claim.qualifier:
            continue
        if is_amount(claim) and claim.role not in _NO_PART:
            yield from _made_up(row, known, at, claim)
        if claim.role == "difference":
            yield from _amount_and_rate(row, deep, at, claim)
        elif claim.role == "change" and claim.unit.base == "%":
            yield from _added(row, at, claim)


def _made_up(row: Row, known: Known, at: int, whole: Claim) -> Iterator[Equation]:
    """The two to four amounts of its kind right after a figure, in its sentence."""
    parts: list[Claim] = []
    for claim in row.claims[at + 1 : at + 1 + _ROW]:
        if row.reach(claim, whole) or claim.role in _NO_PART or len(parts) == _MOST:
            break
        if claim.unit.base == "%" or not like(claim, whole):
            continue
        if claim.qualifier or not is_amount(claim) or claim.unit.exponent != whole.unit.exponent:
            break
        parts.append(claim)
        if len(parts) > 1 and frozenset(one.id for one in parts) not in known.rows:
            yield equations.total(tuple(parts), whole)


def _amount_and_rate(row: Row, deep: Mapping[str, int], at: int, step: Claim) -> Iterator[Equation]:
    """ "tăng 62 vụ, tức tăng 11,9%": what there was, and what there is, by the two together."""
    for beside in (at + 1, at - 1):
        rate = row.claims[beside] if 0 <= beside < len(row.claims) else step
        if rate.role != "change" or rate.unit.base != "%" or row.reach(rate, step) or rate.qualifier:
            continue
        if rate.direction != step.direction or rate.direction not in ("up", "down") or not rate.value:
            continue
        if rate.base and step.base and rate.base != step.base:
            continue
        if min(digits(step), digits(rate)) > 1:
            yield from _moved(row, deep, min(at, beside), step, rate)
        return


def _moved(row: Row, deep: Mapping[str, int], at: int, step: Claim, rate: Claim) -> Iterator[Equation]:
    """What the two together make of the levels before them; and where one is that level, of what it is set against."""
    near = [claim for claim in row.claims[max(0, at - _BACK) : at + 4] if _is_level(row, claim, step)]
    bases = [claim for claim in near if _is_base(row, claim)]
    levels = [one for one in near if one not in bases and one.start < step.start][-_FAR:]
    for claim in [one for one in levels if deep[one.id] <= deep[step.id]][-2:]:
        yield from _by_both(step, rate, claim, before=False)
    for base in bases[-2:]:
        then = list(_by_both(step, rate, base, before=True))
        yield from then
        for now in levels:
            if all(one.holds for one in then) or all(
                one.holds for one in _by_both(step, rate, now, before=False)
            ):
                larger, smaller = (now, base) if step.direction == "up" else (base, now)
                yield equations.difference(larger, smaller, step, "difference-of-levels")


def _is_level(row: Row, claim: Claim, step: Claim) -> bool:
    told = is_amount(claim) and claim.role not in ("plan", "average", "range") and not claim.qualifier
    return told and like(claim, step) and claim.piece == step.piece


def _is_base(row: Row, claim: Claim) -> bool:
    return claim.role in ("base", "before") or bool(_EARLIER.search(fold(row.before(claim, 60))))


def _by_both(step: Claim, rate: Claim, claim: Claim, *, before: bool) -> Iterator[Equation]:
    """A figure as what was before a change, or as what is after it."""
    moved = intervals.within(step, claim.unit) if intervals.alike(step.unit, claim.unit) else step.interval
    share = Interval(rate.low / 100, rate.high / 100)
    base = intervals.over(moved, share) if share.low > 0 else None
    if base is None:
        return
    after = intervals.plus(base, moved) if rate.direction == "up" else intervals.minus(base, moved)
    needed = base if before else after
    shown = f"{step.text}, {rate.text}: {'trước đó' if before else 'nay'} {claim.text}"
    yield Equation("rate-and-amount", (step, rate, claim), (_NOTHING, _NOTHING, needed), shown)


def _added(row: Row, at: int, rate: Claim) -> Iterator[Equation]:
    """ "giao 13.526,8 tỷ đồng, sau đó bổ sung 1.345,8 tỷ đồng (tăng 9,95%)": what is added, over what there was."""
    if at < 2:
        return
    base, added = row.claims[at - 2], row.claims[at - 1]
    words = row.text.piece_of(rate).text
    if row.reach(base, rate) or row.reach(added, rate) or not (is_amount(base) and like(base, added)):
        return
    if is_amount(added) and _RAISES.fullmatch(fold(words[added.end : rate.start])):
        yield from equations.ratio(added, base, rate, "rate-and-amount", scale=intervals.exactly(100).low)
