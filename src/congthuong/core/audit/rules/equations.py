"""Arithmetic that the layout of a text proposes between figures, with what each would be were the others right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from congthuong.core.audit import intervals
from congthuong.core.audit.model import Claim
from congthuong.core.quantities import Interval, Unit


@dataclass(frozen=True, slots=True)
class Equation:
    """Claims of one arithmetic, the result last; `needs` are what each would have to be, in its own unit."""

    rule: str
    claims: tuple[Claim, ...]
    needs: tuple[Interval, ...]
    shown: str
    sure: bool = False
    """Whether the words leave no other reading, so that one figure in doubt among confirmed ones is wrong."""

    certain: bool = False
    """Whether so little stands between the figures that they are of one arithmetic whichever of them is wrong."""

    @property
    def holds(self) -> bool:
        return self.needs[-1].overlaps(
            intervals.widened(_own(self.claims[-1]), intervals.last_place(self.claims[-1]))
        )

    @property
    def comes_out(self) -> bool:
        """Whether it holds, things counted to the last of them, all else up to its last place."""
        counted = all(claim.loose.low == claim.loose.high for claim in self.claims)
        return self.claims[-1].loose.overlaps(self.needs[-1]) if counted else self.holds


def _own(claim: Claim) -> Interval:
    """What a figure may stand for: things counted as they are, trailing zeros not taken for rounding."""
    return claim.loose if claim.loose.low == claim.loose.high else claim.interval


def _in(claim: Claim, unit: Unit) -> Interval:
    return _shifted(_own(claim), claim.unit.exponent - unit.exponent)


def _shifted(interval: Interval, places: int) -> Interval:
    return Interval(interval.low.scaleb(places), interval.high.scaleb(places)) if places else interval


def _to(interval: Interval, unit: Unit, claim: Claim) -> Interval:
    """An interval reckoned in a unit, in the claim's own."""
    return _shifted(interval, unit.exponent - claim.unit.exponent)


def total(parts: Sequence[Claim], whole: Claim, rule: str = "sum-of-parts") -> Equation:
    unit = whole.unit
    every = intervals.total([_in(part, unit) for part in parts])
    needs = []
    for part in parts:
        own, left = _in(part, unit), _in(whole, unit)
        others = Interval(every.low - own.low, every.high - own.high)
        needs.append(_to(intervals.minus(left, others), unit, part))
    shown = " + ".join(part.text for part in parts) + f" = {whole.text}"
    return Equation(rule, (*parts, whole), (*needs, every), shown)


def same(first: Claim, second: Claim) -> Equation:
    """One figure stated twice in one unit."""
    return Equation(
        "stated-twice", (first, second), (_own(second), _own(first)), f"{first.text} = {second.text}"
    )


def difference(larger: Claim, smaller: Claim, result: Claim, rule: str) -> Equation:
    unit = result.unit
    a, b, c = (_in(one, unit) for one in (larger, smaller, result))
    needs = (
        _to(intervals.plus(b, c), unit, larger),
        _to(intervals.minus(a, c), unit, smaller),
        intervals.minus(a, b),
    )
    return Equation(rule, (larger, smaller, result), needs, f"{larger.text} − {smaller.text} = {result.text}")


def balance(opening: Claim, into: Claim, out: Claim, result: Claim) -> Equation:
    """opening + into − out = result."""
    unit = result.unit
    a, b, c, d = (_in(one, unit) for one in (opening, into, out, result))
    needs = (
        _to(intervals.minus(intervals.plus(d, c), b), unit, opening),
        _to(intervals.minus(intervals.plus(d, c), a), unit, into),
        _to(intervals.minus(intervals.plus(a, b), d), unit, out),
        intervals.minus(intervals.plus(a, b), c),
    )
    shown = f"{opening.text} + {into.text} − {out.text} = {result.text}"
    return Equation("flow", (opening, into, out, result), needs, shown)


def ratio(part: Claim, whole: Claim, result: Claim, rule: str, *, scale: Decimal) -> Iterator[Equation]:
    """part / whole × scale = result; for averages the result in the unit that remains."""
    a, b, c = _own(part), _own(whole), _own(result)
    places = (
        part.unit.exponent - whole.unit.exponent
        if scale == 100
        else part.unit.exponent - result.unit.exponent
    )
    a = _shifted(a, places)
    if b.low <= 0 or c.low <= 0 or a.low <= 0:
        return
    quotient, by = intervals.over(a, b), intervals.over(a, c)
    if quotient is None or by is None:
        return
    factor = intervals.exactly(scale)
    back = intervals.over(intervals.times(c, b), factor)
    if back is None:
        return
    needs = (_shifted(back, -places), intervals.times(by, factor), intervals.times(quotient, factor))
    yield Equation(rule, (part, whole, result), needs, f"{part.text} / {whole.text} = {result.text}")


def growth(now: Claim, base: Claim, rate: Claim, rule: str) -> Iterator[Equation]:
    """(now / base − 1) × 100 = rate, a fall taken as negative."""
    a, b = _in(now, base.unit), _own(base)
    if b.low <= 0 or a.low <= 0:
        return
    signed = intervals.signed(rate, loose=False)
    factor = Interval(1 + signed.low / 100, 1 + signed.high / 100)
    grown = intervals.growth(a, b)
    if factor.low <= 0 or grown is None:
        return
    before = intervals.over(a, factor)
    if before is None:
        return
    rates = Interval(-grown.high, -grown.low) if rate.direction == "down" else grown
    needs = (_to(intervals.times(b, factor), base.unit, now), before, rates)
    yield Equation(rule, (now, base, rate), needs, f"({now.text} / {base.text} − 1) × 100 = {rate.text}")
