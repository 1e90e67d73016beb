"""An average grows by what its total grew over what its number grew.

"116,3 nghìn doanh nghiệp, tăng 3,1%; vốn 1.087,3 nghìn tỷ đồng, giảm 14,6%; bình quân một doanh nghiệp 9,3 tỷ đồng, giảm
17,2%": 0,854 / 1,031 − 1 = −17,2%.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from congthuong.core.audit import intervals, telling
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules.mistyped import LastRule
from congthuong.core.quantities import Interval

_WHOLE: Final = intervals.exactly(100)


def rates_of_averages(text: Understanding, relations: Sequence[Relation]) -> Iterator[Relation]:
    for one in relations:
        if one.rule != "average" or one.verdict != "consistent" or len(one.claims) != 3:
            continue
        if not text.tells(one.claims):
            continue
        rates = [_rate(text, text.claims_by_id[name]) for name in one.claims]
        total, number, average = rates
        if total is None or number is None or average is None:
            continue
        if len({rate.base or "same_period" for rate in (total, number, average)}) == 1:
            yield from _compared(total, number, average)


def _rate(text: Understanding, claim: Claim) -> Claim | None:
    found = [
        rate
        for rate in text.statement_of(claim).of("change")
        if rate.unit.base == "%" and rate.start > claim.start
    ]
    return found[0] if found else None


def _compared(total: Claim, number: Claim, average: Claim) -> Iterator[Relation]:
    grown = _factor(number)
    ratio = intervals.over(_factor(total), grown) if grown.low > 0 else None
    if ratio is None:
        return
    computed = intervals.minus(intervals.times(ratio, _WHOLE), _WHOLE)
    verdict = intervals.verdict(computed, intervals.signed(average), intervals.last_place(average))
    if verdict is None or verdict == "rounding":
        return  # rates are printed of figures that were rounded before
    point = telling.middle(computed)
    word = "tăng" if point >= 0 else "giảm"
    fits = f"{word} {telling.amount(abs(point), average)}"
    yield Relation(
        "average",
        "consistent" if verdict == "consistent" else "suspicious",
        (total.id, number.id, average.id),
        f"(1 {_written(total)}) / (1 {_written(number)}) − 1 = {telling.amount(point, average, more=1)}",
        f"Mức bình quân phải {fits} theo tốc độ của tổng và của số lượng, báo cáo ghi {average.text}. "
        "Hãy xem lại ba tốc độ này.",
        fits,
    )


def _factor(rate: Claim) -> Interval:
    return intervals.plus(_WHOLE, intervals.signed(rate))


def _written(rate: Claim) -> str:
    return f"{'−' if rate.direction == 'down' else '+'} {rate.text}"


LAST: tuple[LastRule, ...] = (rates_of_averages,)
