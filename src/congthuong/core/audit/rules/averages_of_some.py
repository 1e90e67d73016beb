"""An average and the total right before it: "cộng dồn 874 tiêu chí, bình quân 13,0 tiêu chí/xã".

That the total is spread on things of the name is sure; how many there are may have been told anywhere before. So every
number of such things is tried (`borne_out.py`), the nearest first.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim
from congthuong.core.audit.rules import equations
from congthuong.core.audit.rules.averages import may_be_held, spreading
from congthuong.core.audit.rules.equations import Equation
from congthuong.core.audit.rules.means import NO_TOTAL, TIMES, Average, read_average
from congthuong.core.audit.rules.nearby import is_amount
from congthuong.core.audit.rules.operands import Row, begins_alike, counts, digits, is_measure
from congthuong.core.quantities.units import fold

_BACK: Final = 150
_AHEAD: Final = 20
_NEAR: Final = 3
_ONE: Final = Decimal(1)


def averages_of_some(row: Row) -> Iterator[list[Equation]]:
    """For each such average, its total over every number of the things; other totals around come after."""
    means = spreading(row)
    for at, claim in enumerate(row.claims):
        average = read_average(row, claim, claim.piece in means)
        if average is None or average.scale != _ONE or not _is_told(row, average):
            continue
        if average.per.split(" ")[0] in TIMES or digits(claim) < 2:
            continue
        total = _total(row, at, average)
        numbers = list(_numbers(row, at, average, total)) if total is not None else []
        made = [each for number in numbers for each in _spread(total, number, claim)]
        if made and not any(each.holds for each in _otherwise(row, at, average, numbers)):
            yield made


def _is_told(row: Row, average: Average) -> bool:
    """ "Bình quân 13,0 tiêu chí/xã", "mỗi chuyến thu 89,0 triệu đồng"."""
    if may_be_held(row, average):
        return average.said
    claim = average.claim
    plain = claim.role in ("average", "level") and not claim.qualifier
    return plain and bool(_EACH.fullmatch(fold(claim.lead)))


_EACH: Final = pattern(r"[,;\s]*(?:tính ra\s+)?(?:mỗi|một)\s(?:\p{L}+\s?){1,4}")


def _spread(total: Claim | None, number: Claim, claim: Claim) -> Iterator[Equation]:
    if total is not None and number is not total:
        yield from equations.ratio(total, number, claim, "average", scale=_ONE)


def _is_total(claim: Claim, average: Average) -> bool:
    plain = is_amount(claim) and claim.unit.base not in NO_TOTAL and "/" not in claim.unit.base
    return plain and claim.role != "average" and claim.unit.base == average.top.base


def _total(row: Row, at: int, average: Average) -> Claim | None:
    """The amount of what is averaged right before it, a percentage between them or not."""
    for claim in reversed(row.claims[max(0, at - _NEAR) : at]):
        if claim.piece != average.claim.piece:
            return None
        if _is_total(claim, average):
            return claim if row.reach(claim, average.claim) == 0 and not claim.qualifier else None
    return None


def _numbers(row: Row, at: int, average: Average, total: Claim | None) -> Iterator[Claim]:
    for claim in (*reversed(row.claims[max(0, at - _BACK) : at]), *row.claims[at + 1 : at + 1 + _AHEAD]):
        if claim is total or claim.qualifier or is_measure(claim.unit) or claim.value <= 1:
            continue
        named = counts(claim, average.per) == 0 or begins_alike(average.per, fold(claim.unit.base))
        if is_amount(claim) and claim.unit.is_count and named:
            yield claim


def _otherwise(row: Row, at: int, average: Average, numbers: list[Claim]) -> Iterator[Equation]:
    """Other totals around over the same numbers."""
    for claim in (*row.claims[max(0, at - _BACK // 3) : at], *row.claims[at + 1 : at + 1 + _NEAR]):
        if _is_total(claim, average):
            for number in numbers:
                yield from _spread(claim, number, average.claim)
