"""Comparisons of what the book knows: each is again `Known`, with its inputs and the arithmetic shown.

Bases are those the book knew on its day. The change of a rate is in percentage points; the growth of an
index is its distance from 100; the plan of a half-year report is the whole year's plan.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from congthuong.core.ledger.book import Book
from congthuong.core.ledger.known import Known, weakest_basis
from congthuong.core.quantities import PERCENT, PERCENT_POINT, Period, Unit, is_measured
from congthuong.core.stats import comparisons

RATE_DECIMALS = 2
# What a book itself answers.
STATED = ("observation", "count", "sum", "formula", "cumulation", "territory", "missing")


def same_period(book: Book, known: Known) -> Known:
    """What the same period of last year was, on the territory the place has now."""
    return _other_period(book, known, _period(known).same_period_last_year())


def previous_period(book: Book, known: Known) -> Known:
    return _other_period(book, known, _period(known).previous())


def plan_of_year(book: Book, known: Known) -> Known:
    """Of the unit that the place was in the period, whatever became of it by the end of the year."""
    year, named = _period(known).whole_year(), _period(known).last
    return book.know(known.indicator, known.place, year, "plan", known.items, territory=named)


def change(book: Book, known: Known, base: Known, tag: str) -> Known:
    """Growth in per cent; of what is itself in per cent the change in percentage points; for an index its growth.

    An index whose base is the same period of last year says nothing of another period: then it is missing.
    """
    kind = book.indicators[known.indicator].kind
    if kind == "index":
        value = comparisons.index_growth(known.value) if tag == "so-cung-ky" else None
        return _compared(known, tag, value, PERCENT, (known,), "a − 100", "{0} − 100", may_vanish=True)
    base = base.in_unit(known.unit, max(known.decimals, base.decimals))
    if known.unit == PERCENT:
        value = comparisons.point_change(known.value, base.value)
        return _compared(
            known, tag, value, PERCENT_POINT, (known, base), "a − b", "{0} − {1}", may_vanish=True
        )
    value = comparisons.growth_rate(known.value, base.value)
    return _compared(
        known,
        tag,
        value,
        PERCENT,
        (known, base),
        "(a / b − 1) × 100",
        "({0} / {1} − 1) × 100",
        may_vanish=True,
    )


def difference(known: Known, base: Known, tag: str = "hon-cung-ky") -> Known:
    """Absolute difference in the unit of the first; of two rates in percentage points."""
    base = base.in_unit(known.unit, max(known.decimals, base.decimals))
    value = comparisons.difference(known.value, base.value)
    decimals = max(known.decimals, base.decimals)
    unit = PERCENT_POINT if known.unit == PERCENT else known.unit
    return _compared(known, tag, value, unit, (known, base), "a − b", "{0} − {1}", decimals)


def attainment(known: Known, plan: Known) -> Known:
    plan = plan.in_unit(known.unit, max(known.decimals, plan.decimals))
    value = comparisons.attainment(known.value, plan.value)
    return _compared(known, "dat-ke-hoach", value, PERCENT, (known, plan), "a / b × 100", "{0} / {1} × 100")


def remaining(book: Book, known: Known) -> Known:
    """The year's forecast minus what is done: how the rest of the year is stated in these reports."""
    year = _period(known).whole_year()
    forecast = book.know(
        known.indicator, known.place, year, "forecast", known.items, territory=_period(known).last
    )
    forecast = forecast.in_unit(known.unit, max(known.decimals, forecast.decimals))
    value = comparisons.remaining(forecast.value, known.value)
    is_rate = known.unit == PERCENT
    unit = PERCENT_POINT if is_rate else known.unit
    decimals = max(RATE_DECIMALS if is_rate else 0, known.decimals, forecast.decimals)
    answer = _compared(
        known, "con-lai", value, unit, (forecast, known), "a − b", "{0} − {1}", decimals, may_vanish=is_rate
    )
    return replace(answer, ref=book.reference(known.indicator, known.place, known.items, year, "con-lai"))


def contribution(book: Book, part: Known, whole: Known) -> Known:
    """What a part adds to the growth of its whole against the same period, in percentage points."""
    part_base, whole_base = (
        base.in_unit(part.unit, max(part.decimals, base.decimals))
        for base in (same_period(book, part), same_period(book, whole))
    )
    value = comparisons.contribution(part.value, part_base.value, whole_base.value)
    inputs = (part, part_base, whole_base)
    return _compared(
        part,
        "dong-gop",
        value,
        PERCENT_POINT,
        inputs,
        "(a − b) / c × 100",
        "({0} − {1}) / {2} × 100",
        may_vanish=True,
    )


def share(part: Known, whole: Known, tag: str) -> Known:
    """Part in the whole, per cent, whatever units the two were stated in.

    Things that are counted may be compared with other things (68 sets in 119 projects), points with per cent. Raises
    IncompatibleUnits where a measured amount meets another: kilowatt-hours have no share in tonnes.
    """
    unlike = part.unit.base != whole.unit.base and not (is_measured(part.unit) and is_measured(whole.unit))
    same = whole if unlike else whole.in_unit(part.unit, max(part.decimals, whole.decimals))
    value = comparisons.share(part.value, same.value)
    return _compared(part, tag, value, PERCENT, (part, same), "a / b × 100", "{0} / {1} × 100")


def _period(known: Known) -> Period:
    if known.period is None:
        raise ValueError(f"{known.ref} has no period to compare with")
    return known.period


def _other_period(book: Book, known: Known, period: Period) -> Known:
    """What is done or estimated is not measured by a forecast of the base; what is planned or forecast may be."""
    base = book.know(known.indicator, known.place, period, None, known.items, territory=_period(known).last)
    if base.basis == "forecast" and known.basis in ("actual", "estimate"):
        return book.know(
            known.indicator, known.place, period, "actual", known.items, territory=_period(known).last
        )
    return base


def _compared(
    known: Known,
    tag: str,
    value: Decimal | None,
    unit: Unit,
    inputs: tuple[Known, ...],
    formula: str,
    pattern: str,
    decimals: int = RATE_DECIMALS,
    *,
    may_vanish: bool = False,
) -> Known:
    answer = Known(
        ref=_with_tag(known, tag),
        name=known.name,
        value=None if any(one.value is None for one in inputs) else value,
        unit=unit,
        decimals=decimals,
        how="comparison",
        indicator=known.indicator,
        place=known.place,
        period=known.period,
        basis=weakest_basis(inputs),
        items=known.items,
        formula=formula,
        inputs=inputs,
        may_vanish=may_vanish,
    )
    return replace(answer, steps=(answer.step(pattern.format(*(one.operand() for one in answer.inputs))),))


def _with_tag(known: Known, tag: str) -> str:
    """ "gtsxcn.2020-H1.estimate" -> "gtsxcn.2020-H1.so-cung-ky"; anything else keeps its whole reference, a plan too."""
    if known.how not in STATED or not known.indicator or known.ref.endswith(".plan"):
        return f"{known.ref}.{tag}"
    return f"{known.ref.rpartition('.')[0]}.{tag}"
