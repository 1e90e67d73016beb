"""Shares told in a row of their own, in the order of the amounts they are of, or by the names of these.

"… nhà ở 31.475 tỷ đồng, hạ tầng 9.618 tỷ đồng, lĩnh vực khác 7.167 tỷ đồng. Ba lĩnh vực chiếm lần lượt 65,22%, 19,93% và
14,85%": each amount over the whole is the share in its place. The whole is one of the amounts told before, or what the
amounts come to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final

from congthuong.core.audit import intervals, telling
from congthuong.core.audit.model import Claim, Relation, Understanding, Verdict
from congthuong.core.audit.rules.nearby import LaterRule, is_amount, like, stands_for
from congthuong.core.audit.rules.operands import Row, digits, row_of
from congthuong.core.quantities import Interval

_BACK: Final = 24
_WHOLES: Final = 40
_LEAST: Final = 2
_MOST: Final = 8
_SHARES: Final = ("share", "level", "attainment", "after", "remaining")


def aligned(text: Understanding, explained: frozenset[str]) -> Iterator[Relation]:
    """Rows of shares that no rule explained, beside a row of as many amounts before them or after."""
    row = row_of(text)
    for rates in _rows(row, text.claims):
        if any(rate.id in explained for rate in rates) or sum(rate.decimals for rate in rates) < len(rates):
            continue
        for parts in _amount_rows(row, rates):
            whole, off = _whole_of(row, parts, rates)
            if whole is not None:
                yield from _shared(text, parts, whole, rates, off)
                break


def _rows(row: Row, claims: Sequence[Claim]) -> Iterator[tuple[Claim, ...]]:
    """Percentages of one sentence with nothing but each other between them."""
    for (_, is_rate), run in groupby(claims, key=lambda one: (row.sentence.get(one.id), _is_share(one))):
        found = tuple(run)
        if is_rate and _LEAST <= len(found) <= _MOST and sum(one.value for one in found) < _OVER:
            yield found


_OVER: Final = Decimal(101)


def _is_share(claim: Claim) -> bool:
    return claim.unit.base == "%" and claim.role in _SHARES and not claim.qualifier and 0 < claim.value < 100


def _amount_rows(row: Row, rates: Sequence[Claim]) -> Iterator[tuple[Claim, ...]]:
    """As many amounts of one unit side by side, the nearest first: those before the shares, then those right after."""
    first, last = row.at[rates[0].id], row.at[rates[-1].id]
    before = row.claims[max(0, first - _BACK) : first]
    after = row.claims[last + 1 : last + 1 + len(rates)]
    yield from _of_one_unit(after, rates)
    for unit in dict.fromkeys(one.unit.base for one in reversed(before) if is_amount(one)):
        same = [
            one for one in before if is_amount(one) and one.unit.base == unit and row.reach(one, rates[0]) < 2
        ]
        for start in range(len(same) - len(rates), -1, -1):
            yield from _of_one_unit(same[start : start + len(rates)], rates)


def _of_one_unit(found: Sequence[Claim], rates: Sequence[Claim]) -> Iterator[tuple[Claim, ...]]:
    alike = len(found) == len(rates) and all(is_amount(one) and like(one, found[0]) for one in found)
    if alike and all(digits(one) > 1 and not one.qualifier for one in found):
        yield tuple(found)


def _whole_of(row: Row, parts: Sequence[Claim], rates: Sequence[Claim]) -> tuple[Claim | None, int | None]:
    """The amount before that the shares are of, and the place of the one share that does not come out."""
    here = row.at[parts[0].id]
    for whole in reversed(row.claims[max(0, here - _WHOLES) : here]):
        if not is_amount(whole) or whole.unit.base != parts[0].unit.base or whole.qualifier:
            continue
        off = [at for at, pair in enumerate(zip(parts, rates, strict=True)) if not _holds(*pair, whole)]
        if not off and len(rates) > 1:
            return whole, None
        if len(off) == 1 and len(rates) > _LEAST:
            return whole, off[0]
    return None, None


def _holds(part: Claim, rate: Claim, whole: Claim) -> bool:
    computed = _percent(part, whole)
    return computed is not None and computed.overlaps(rate.interval)


def _percent(part: Claim, whole: Claim) -> Interval | None:
    return intervals.percent_of(stands_for(part, part), stands_for(whole, part))


def _shared(
    text: Understanding, parts: Sequence[Claim], whole: Claim, rates: Sequence[Claim], off: int | None
) -> Iterator[Relation]:
    for at, (part, rate) in enumerate(zip(parts, rates, strict=True)):
        computed = _percent(part, whole)
        point = telling.middle(computed) if computed is not None else Decimal(0)
        fits = telling.amount(point, rate)
        close = computed is not None and computed.overlaps(
            intervals.widened(rate.interval, intervals.last_place(rate))
        )
        verdict: Verdict = "consistent" if at != off else "rounding" if close else "suspicious"
        yield Relation(
            "share-of-whole",
            verdict,
            (part.id, whole.id, rate.id),
            f"{part.text} / {whole.text} = {telling.amount(point, rate, more=2)}",
            f"{telling.about(text.statement_of(part).subject)}: {part.text} trên {whole.text} là {fits}, báo cáo ghi "
            f"{rate.text}. Hãy xem lại ba số này.",
            fits,
        )


LATER: tuple[LaterRule, ...] = (aligned,)
