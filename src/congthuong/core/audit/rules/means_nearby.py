"""Averages whose divisor no words beside them name: months of a span told elsewhere, things counted just before.

"quý IV phải giải ngân 2.536,7 tỷ đồng, tức bình quân 845,6 tỷ đồng mỗi tháng", "47 dự án với tổng mức đầu tư 1.889,4 tỷ đồng,
bình quân 40,2 tỷ đồng". Found by trying, so that what comes out only confirms, and must be no chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from congthuong.core.audit import intervals
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.phrases import MEAN
from congthuong.core.audit.rules.averages import spreading
from congthuong.core.audit.rules.means import NO_TOTAL, read_average
from congthuong.core.audit.rules.nearby import LaterRule, in_order, is_amount, no_chance, stands_for
from congthuong.core.audit.rules.operands import Row, row_of
from congthuong.core.quantities import Interval, Unit

_SPANS: Final = {
    "tháng": tuple(range(2, 13)),
    "ngày": (7, 28, 29, 30, 31, 90, 91, 92, 181, 182, 184, 273, 274, 365, 366),
    "quý": (2, 3, 4),
}
"""Of how many months, days or quarters the spans of reports are."""
_TOTALS: Final = 4
_BACK: Final = 40
_BESIDE: Final = 3


def over_time(text: Understanding, explained: frozenset[str]) -> Iterator[Relation]:
    """total / months, days or quarters = average, for the total nearest that comes out."""
    row = row_of(text)
    means = spreading(row)
    for claim in text.claims:
        if claim.id in explained or claim.value <= 0 or not (claim.piece in means or "/" in claim.unit.base):
            continue
        average = read_average(row, claim, claim.piece in means)
        spans = _SPANS.get(average.per.split(" ")[0]) if average is not None else None
        if average is not None and spans:
            found = _divided(row, claim, average.top, spans)
            if found is not None:
                yield found


def _divided(row: Row, claim: Claim, top: Unit, spans: tuple[int, ...]) -> Relation | None:
    totals = (
        one
        for one in in_order(row, claim, back=_BACK)
        if is_amount(one) and one.piece == claim.piece and one.unit.base == top.base and one.role != "average"
    )
    tried = 0
    for total in islice(totals, _TOTALS):
        amount = intervals.within(total, top)
        for span in spans:
            tried += 1
            each = Interval(amount.low / span, amount.high / span)
            if no_chance(tried, each, claim.interval, intervals.last_place(claim)):
                shown = f"{total.text} / {span} = {claim.text}"
                return Relation("average", "consistent", (total.id, claim.id), shown)
    return None


def of_things_before(text: Understanding, explained: frozenset[str]) -> Iterator[Relation]:
    """total / number = average, the number and the total being the figures just before it in its sentence."""
    row = row_of(text)
    for at, claim in enumerate(text.claims):
        if claim.id in explained or not MEAN.search(claim.lead) or claim.unit.base in NO_TOTAL:
            continue
        before = [one for one in text.claims[max(0, at - _BESIDE) : at] if not row.reach(one, claim)]
        counts = [one for one in before if one.role == "count" and one.unit.is_count and one.value > 1]
        totals = [one for one in before if is_amount(one) and one.unit.base == claim.unit.base]
        if len(counts) != 1 or len(totals) != 1 or counts[0] is totals[0]:
            continue
        number, total = counts[0], totals[0]
        each = intervals.over(intervals.within(total, claim.unit), stands_for(number, number))
        if no_chance(1, each, claim.interval, intervals.last_place(claim)):
            shown = f"{total.text} / {number.text} = {claim.text}"
            yield Relation("average", "consistent", (total.id, number.id, claim.id), shown)


LATER: tuple[LaterRule, ...] = (over_time, of_things_before)
