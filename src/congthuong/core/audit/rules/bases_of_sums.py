"""What the rates of parts say of the whole wherever parts were seen to add up, in one sentence or in several.

"2.936,1 triệu USD, tăng 21,4%; xuất khẩu 1.804,9 (tăng 26,8%), nhập khẩu 1.131,2 (tăng 13,7%)": the bases of the two are the
base of both. Asked of the sums that other rules found, where every figure has its own change against one base.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from congthuong.core.audit import intervals, slips, telling
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules.mistyped import LastRule
from congthuong.core.quantities import Interval

_BASES = ("same_period", "previous")


def bases_of_sums(text: Understanding, relations: Sequence[Relation]) -> Iterator[Relation]:
    known = {frozenset(one.claims) for one in relations if one.rule == "bases-of-parts"}
    for one in relations:
        if one.rule != "sum-of-parts" or one.verdict != "consistent" or len(one.claims) < 3:
            continue
        if not text.tells(one.claims):
            continue
        amounts = [text.claims_by_id[name] for name in one.claims]
        if any(amount.role not in ("level", "count") or amount.qualifier for amount in amounts):
            continue
        for base in _BASES:
            rates = [_rate(text, amount, base) for amount in amounts]
            told = [rate for rate in rates if rate is not None]
            over = frozenset(claim.id for claim in (*amounts, *told))
            if len(told) == len(amounts) and over not in known:
                known.add(over)
                yield from _compared(text, amounts, told)


def _rate(text: Understanding, amount: Claim, base: str) -> Claim | None:
    one = text.statement_of(amount)
    if one.first("level", "count") is not amount:
        return None
    rates = [
        rate
        for rate in one.of("change")
        if rate.unit.base == "%" and rate.direction and rate.start > amount.start
    ]
    named = [rate for rate in rates if rate.base == base]
    return named[0] if len(named) == 1 else None


def _compared(text: Understanding, amounts: Sequence[Claim], rates: Sequence[Claim]) -> Iterator[Relation]:
    whole, above = amounts[-1], rates[-1]
    bases = [
        intervals.base_of(intervals.within(amount, whole.unit), intervals.signed(rate))
        for amount, rate in zip(amounts, rates, strict=True)
        if intervals.alike(amount.unit, whole.unit)
    ]
    if len(bases) != len(amounts) or any(base is None for base in bases):
        return
    found = [base for base in bases if base is not None]
    total = intervals.total(found[:-1])
    implied = intervals.growth(whole.loose, total)
    if implied is None:
        return
    holds = implied.overlaps(intervals.widened(intervals.signed(above), intervals.last_place(above)))
    apart = abs(telling.middle(implied) - telling.middle(intervals.signed(above)))
    if not holds and (apart < 1 or not _slipped(implied, found, amounts, rates)):
        return  # rates are printed of figures before they were rounded: half a point says nothing
    shown = telling.amount(telling.middle(total), whole)
    yield Relation(
        "bases-of-parts",
        "consistent" if holds else "suspicious",
        (
            *(claim.id for pair in zip(amounts[:-1], rates[:-1], strict=True) for claim in pair),
            whole.id,
            above.id,
        ),
        f"cùng kỳ của các phần cộng lại khoảng {shown}; của toàn bộ khoảng "
        f"{telling.amount(telling.middle(found[-1]), whole)}",
        f"{telling.about(text.statement_of(whole).subject)}: mức cùng kỳ suy ra từ các phần cộng lại khoảng {shown}, "
        f"không khớp với {whole.text} và {above.text} của toàn bộ. Hãy xem lại các tỷ lệ tăng, giảm.",
        telling.amount(abs(telling.middle(implied)), above),
    )


def _slipped(
    implied: Interval, bases: Sequence[Interval], amounts: Sequence[Claim], rates: Sequence[Claim]
) -> bool:
    """Whether one rate mistyped explains that the bases miss each other."""
    if _near(rates[-1], implied):
        return True
    for at in range(len(bases) - 1):
        others = intervals.total([*bases[:at], *bases[at + 1 : -1]])
        rest = intervals.minus(bases[-1], others)
        own = intervals.within(amounts[at], amounts[-1].unit)
        wanted = intervals.growth(own, rest) if rest.low > 0 else None
        if wanted is not None and _near(rates[at], wanted):
            return True
    return False


def _near(rate: Claim, wanted: Interval) -> bool:
    if rate.direction == "down":
        wanted = Interval(-wanted.high, -wanted.low)
    return wanted.high > 0 and slips.near_slip(rate, wanted, strict=True) is not None


LAST: tuple[LastRule, ...] = (bases_of_sums,)
