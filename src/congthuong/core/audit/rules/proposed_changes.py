"""Changes whose level or whose base stands apart: the level told in the sentence before, the base in a clause on the year
before, what there was at the start."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from congthuong.core.audit.model import Claim
from congthuong.core.audit.rules import equations
from congthuong.core.audit.rules.equations import Equation
from congthuong.core.audit.rules.nearby import is_amount, like
from congthuong.core.audit.rules.operands import Row, digits
from congthuong.core.audit.rules.stages import stage
from congthuong.core.audit.subjects import words_of
from congthuong.core.quantities import UnknownPeriod

_BACK = 40
_ROUND = 16
_MOST = 3
_LEVELS = ("level", "count", "after", "part", "average")


def changed_apart(row: Row, result: Claim) -> Iterator[Equation]:
    """The readings of a change that its own statement leaves without a level, or without a base."""
    if digits(result) < 2:
        return
    own = row.text.statement_of(result).first("level", "count", "after", "part", "average")
    base = _base_after(row, result)
    if base is not None and own is None:
        for now in _levels_before(row, result, base):
            yield from _moved(now, base, result)
    elif base is None and own is not None:
        apart = (
            *_of_the_year_before(row, result, own),
            *_at_the_start(row, result, own),
            *_one_step_before(row, result, own),
        )
        for earlier in apart:
            yield from _moved(own, earlier, result)


def _moved(now: Claim, base: Claim, result: Claim) -> Iterator[Equation]:
    if min(digits(now), digits(base)) < 2:
        return
    if result.role == "change" and result.unit.base == "%" and now.unit.base not in ("%", "‰"):
        yield from equations.growth(now, base, result, "change-of-level")
    elif result.role == "difference" and like(result, now) and result.direction in ("up", "down"):
        first, second = (now, base) if result.direction == "up" else (base, now)
        yield equations.difference(first, second, result, "difference-of-levels")


def _base_after(row: Row, result: Claim) -> Claim | None:
    here = row.at[result.id]
    for claim in row.claims[here + 1 : here + 3]:
        if claim.role == "base" and claim.statement == result.statement:
            return claim
    return None


def _levels_before(row: Row, result: Claim, base: Claim) -> Sequence[Claim]:
    """The levels before a change that name what it names, the nearest first; else the nearest of the sentence."""
    here = row.at[result.id]
    named = words_of(f"{row.text.statement_of(result).subject} {result.lead}")
    before = [
        claim
        for claim in reversed(row.claims[max(0, here - _BACK) : here])
        if claim.role in _LEVELS and not claim.qualifier and _one_measure(claim, base)
    ]
    alike = [one for one in before if len(named & _words(row, one)) > 1]
    return (alike or [one for one in before if row.reach(one, result) == 0])[:_MOST]


def _words(row: Row, claim: Claim) -> frozenset[str]:
    return words_of(f"{row.text.statement_of(claim).subject} {claim.lead}")


def _one_measure(first: Claim, second: Claim) -> bool:
    return is_amount(first) and like(first, second) and first.unit.exponent == second.unit.exponent


def _of_the_year_before(row: Row, result: Claim, own: Claim) -> Iterator[Claim]:
    """Figures of the paragraph told of a year before, under words of the same name."""
    period = row.text.statement_of(result).period
    if period is None or result.base not in ("", "same_period"):
        return
    try:
        earlier = period.same_period_last_year()
    except UnknownPeriod:
        return
    here, named = row.at[result.id], _words(row, own)
    found = [
        claim
        for claim in row.claims[max(0, here - _ROUND) : here + _ROUND]
        if claim.piece == result.piece
        and row.text.statement_of(claim).period == earlier
        and claim.role in _LEVELS
        and not claim.qualifier
        and _one_measure(claim, own)
    ]
    alike = [one for one in found if named & _words(row, one)]
    yield from (alike or found if len(found) == 1 else alike)[:2]


def _one_step_before(row: Row, result: Claim, own: Claim) -> Iterator[Claim]:
    """ "- Kỳ 01/3: xăng RON95-III 26.830 đồng/lít …", "- Kỳ 11/3: xăng RON95-III 29.820 đồng/lít, tăng 2.990": the level of
    the same name in the item before."""
    one = row.text.statement_of(result)
    if result.role != "difference" or result.base not in ("", "previous") or not one.key:
        return
    here = row.at[own.id]
    for claim in reversed(row.claims[max(0, here - 2 * _MOST) : here]):
        other = row.text.statement_of(claim)
        if other.key == one.key and claim.role in _LEVELS and one.piece - other.piece == 1:
            if _one_measure(claim, own) and not claim.qualifier:
                yield claim
            return


def _at_the_start(row: Row, result: Claim, own: Claim) -> Iterator[Claim]:
    """ "Nợ đầu năm 1.046,8 tỷ đồng, …; dư nợ cuối kỳ 1.000,4 tỷ đồng, giảm 46,4 tỷ đồng so với đầu năm"."""
    if result.base != "year_start" or result.role != "difference":
        return
    here = row.at[own.id]
    for claim in reversed(row.claims[max(0, here - _MOST * 2) : here]):
        if row.reach(claim, own) == 0 and _one_measure(claim, own) and stage(row, claim) == "opening":
            yield claim
            return
