"""What is known from elsewhere, for comparing a report with: the book of the ledger, or an earlier report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from congthuong.core.audit.intervals import exactly, growth, minus, percent_of, signed
from congthuong.core.audit.model import Basis, Claim, Role, Statement, Understanding
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.compare import plan_of_year, same_period
from congthuong.core.ledger.known import Known
from congthuong.core.ledger.model import Indicator
from congthuong.core.quantities import PERCENT, Interval, Period, Unit, write_date, write_quantity
from congthuong.core.quantities.units import fold

Kind = Literal["level", "change", "attainment", "plan"]
_LEVELS: frozenset[Role] = frozenset({"level", "count"})
_RATE_DECIMALS = 2
_SIGNS = regex.compile(r"[^\p{L}\p{M}\p{Nd}\s]+")


@dataclass(frozen=True, slots=True)
class KnownFigure:
    """A figure of a name in a period. `key` is the name folded as subjects are; `interval` is what it may stand for,
    in `unit`; a "change" is against the same period of last year and signed; `text` is how it is shown."""

    key: str
    kind: Kind
    interval: Interval
    unit: Unit
    period: str
    basis: Basis
    text: str


@dataclass(frozen=True)
class KnownFigures:
    """`about` names where they are from ("sổ số liệu đến ngày 12/6/2020"), `binding` whether the ledger says so: a
    report that differs from it is wrong, one that differs from an earlier report may have been corrected."""

    about: str
    binding: bool
    figures: tuple[KnownFigure, ...]


def figures_of_book(book: Book, periods: frozenset[Period] = frozenset()) -> KnownFigures:
    """Every indicator of the book's place in every period that has observations, and in those asked for besides."""
    asked = {one.period for one in book.observations()} | periods
    figures = [
        figure
        for indicator in book.indicators.values()
        for period in sorted(asked | {one.whole_year() for one in asked})
        for figure in _of_indicator(book, indicator, period)
    ]
    return KnownFigures(f"sổ số liệu đến ngày {write_date(book.as_of)}", True, tuple(dict.fromkeys(figures)))


def figures_of_report(understanding: Understanding) -> KnownFigures:
    """The levels, plans and rates that a report states with a subject and a period; none where it names no year."""
    stated = understanding.statements if understanding.year is not None else ()
    figures = [figure for one in stated for figure in _of_statement(one)]
    return KnownFigures(f"báo cáo trước ({understanding.reading.name})", False, tuple(dict.fromkeys(figures)))


def name_key(name: str) -> str:
    """A name as the keys of statements are: folded, without signs."""
    return " ".join(_SIGNS.sub(" ", fold(name)).split())


def _of_indicator(book: Book, indicator: Indicator, period: Period) -> Iterator[KnownFigure]:
    if indicator.calendar == "management":
        return  # a report names the half-year, not the days on which it is cut off
    known = book.know(indicator.code, book.home, period)
    now = _interval(known)
    plan = book.know(indicator.code, book.home, period, "plan")
    if (planned := _interval(plan)) is not None:
        yield _figure(plan, "plan", planned, plan.unit, period, plan.printed())
    if now is None:
        return
    yield _figure(known, "level", now, known.unit, period, known.printed())
    if indicator.kind == "index":
        yield from _rate(known, "change", minus(now, exactly(100)), period)
    elif indicator.kind in ("flow", "stock"):
        base = _interval(same_period(book, known).in_unit(known.unit, known.decimals))
        yield from _rate(known, "change", growth(now, base) if base else None, period)
        target = _interval(plan_of_year(book, known).in_unit(known.unit, known.decimals))
        yield from _rate(known, "attainment", percent_of(now, target) if target else None, period)


def _rate(known: Known, kind: Kind, rate: Interval | None, period: Period) -> Iterator[KnownFigure]:
    if rate is not None:
        middle = (rate.low + rate.high) / 2
        word = "" if kind != "change" else "giảm " if middle < 0 else "tăng "
        text = word + write_quantity(abs(middle) if word else middle, PERCENT, _RATE_DECIMALS)
        yield _figure(known, kind, rate, PERCENT, period, text)


def _figure(
    known: Known, kind: Kind, interval: Interval, unit: Unit, period: Period, text: str
) -> KnownFigure:
    basis: Basis = known.basis if known.basis in ("actual", "estimate", "plan", "forecast") else ""  # type: ignore[assignment]
    return KnownFigure(name_key(known.name), kind, interval, unit, period.code, basis, text)


def _interval(known: Known) -> Interval | None:
    """What a value of the book may stand for; an unrounded result of the book stands for itself."""
    if known.value is None:
        return None
    if known.low is not None and known.high is not None:
        return Interval(known.low, known.high)
    half = exactly(5).low.scaleb(-known.decimals - 1) if known.how == "observation" else exactly(0).low
    return Interval(known.value - half, known.value + half)


def _of_statement(statement: Statement) -> Iterator[KnownFigure]:
    if statement.period is None or " " not in statement.key:
        return
    for claim in statement.claims:
        if claim.role in _LEVELS:
            yield KnownFigure(statement.key, "level", claim.loose, claim.unit, statement.period.code,
                              statement.basis, claim.text)  # fmt: skip
        elif claim.role == "plan":
            year = statement.period.whole_year().code
            yield KnownFigure(statement.key, "plan", claim.loose, claim.unit, year, "plan", claim.text)
        elif rate := _rate_told(claim):
            word = {"up": "tăng ", "down": "giảm "}.get(claim.direction, "")
            yield KnownFigure(statement.key, rate, signed(claim), claim.unit, statement.period.code, statement.basis,
                              word + claim.text)  # fmt: skip


def _rate_told(claim: Claim) -> Kind | None:
    """The rates that a later report may be held to: against the same period of last year, and of the year's plan."""
    if claim.role == "change" and claim.base == "same_period" and claim.unit.base == "%" and claim.direction:
        return "change"
    return "attainment" if claim.role == "attainment" and claim.base == "plan" else None
