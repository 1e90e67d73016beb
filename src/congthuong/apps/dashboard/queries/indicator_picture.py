"""A picture of one indicator: one kind of period at a time, of one place, of all or of one unit that reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from congthuong.apps.dashboard.queries.indicator_rows import Frequency, frequency_of
from congthuong.apps.ledger.records import items_text
from congthuong.core.document.charts import bar_chart, time_chart
from congthuong.core.document.figures_words import BASIS_NAMES
from congthuong.core.document.model import Chart, Figure, Origin
from congthuong.core.document.time_specs import Moment
from congthuong.core.ledger.model import BASES, RESPONDENTS, Indicator
from congthuong.core.ledger.model import Observation as Record
from congthuong.core.quantities import IncompatibleUnits, Period, convert, write_date, write_quantity
from congthuong.core.quantities.dates import write_month

MOST_BARS = 24
MOST_PERIODS = 60
NARROW = 330
"""px: the width of a telephone without its margins, so that letters keep their size there."""
KNOWN = ("actual", "estimate")
MAGNITUDES = ("flow", "stock")
"""Their bars begin at zero; a rate or an index is a line."""


@dataclass(frozen=True, slots=True)
class Picture:
    """`narrow` is the same for a telephone, None where there is only one; `frequency` what it shows."""

    chart: Chart
    narrow: Chart | None = None
    frequency: Frequency | None = None


def picture_of(
    what: Indicator,
    records: Sequence[Record],
    wanted: Frequency | None,
    source: str,
    item_name: Callable[[str], str],
) -> Picture | None:
    """records: of one place. None without values. Without a wish the frequency of which most is known, the finer first."""
    series = _one_series(records)
    if not series:
        chart = _by_items(what, records, source, item_name)
        return Picture(chart) if chart else None
    by_frequency: dict[Frequency, list[Record]] = defaultdict(list)
    for one in series:
        by_frequency[frequency_of(one.period)].append(one)
    frequency = wanted if wanted in by_frequency else _fullest(by_frequency)
    moments = _moments(what, by_frequency[frequency])
    how: dict[str, Any] = {"as_bars": what.kind in MAGNITUDES}
    title, unit = what.name, what.unit.symbol
    return Picture(
        time_chart(title, moments, unit, source, **how),
        time_chart(title, moments, unit, source, **how, width=NARROW),
        frequency,
    )


def _one_series(records: Sequence[Record]) -> list[Record]:
    """Totals; else the values of the one unit that was chosen. Several side by side are no course of time."""
    totals = [one for one in records if not one.items]
    if totals:
        return totals
    whose = {one.items for one in records}
    alone = len(whose) == 1 and any(codelist == RESPONDENTS for one in whose for codelist, _item in one)
    return list(records) if alone else []


def _fullest(by_frequency: Mapping[Frequency, Sequence[Record]]) -> Frequency:
    return min(
        by_frequency,
        key=lambda one: (-len({record.period for record in by_frequency[one]}), one.rank),
    )


def _moments(what: Indicator, records: Iterable[Record]) -> list[Moment]:
    known: dict[Period, dict[str, Record]] = defaultdict(dict)
    for one in records:
        known[one.period][one.basis] = one
    return [_moment(what, period, known.get(period, {})) for period in _axis(known)]


def _moment(what: Indicator, period: Period, own: Mapping[str, Record]) -> Moment:
    """An estimate gives way to what was done: both in one place would be a figure too many."""
    marks = {basis: (BASIS_NAMES[basis], _figure(what, one)) for basis, one in own.items()}
    value = next((marks[basis] for basis in KNOWN if basis in marks), None)
    return Moment(_upper(period.name), _short(period), value, marks.get("plan"), marks.get("forecast"))


def _axis(known: Iterable[Period]) -> list[Period]:
    """Every period from the first to the last, the unknown ones too; of a long course its last part."""
    there = sorted(known)
    axis = [there[-1]]
    while axis[-1] > there[0] and len(axis) < MOST_PERIODS:
        axis.append(axis[-1].previous())
    return sorted({*axis, *(one for one in there if one >= axis[-1])})[-MOST_PERIODS:]


def _short(period: Period) -> str:
    year = period.year
    match period.kind:
        case "day":
            return write_date(period.first).rpartition("/")[0]
        case "month":
            return f"{write_month(period.last.month)}/{year}"
        case "quarter":
            return f"{('I', 'II', 'III', 'IV')[(period.last.month - 1) // 3]}/{year}"
        case "half":
            return f"{'đầu' if period.last.month <= 6 else 'cuối'} {year}"
        case "months":
            return f"{period.first.month}–{period.last.month}/{year}"
        case "years":
            return f"{period.first.year}–{year}"
        case _:
            return str(year)


def _by_items(
    what: Indicator, rows: Sequence[Record], source: str, item_name: Callable[[str], str]
) -> Chart | None:
    """The parts in the last period for which something was done or estimated, else in the last one."""
    done = [one for one in rows if one.basis in KNOWN] or rows
    if not done:
        return None
    last = max(one.period for one in done)
    firm_last = sorted(done, key=lambda one: BASES.index(one.basis), reverse=True)
    own = {one.items: one for one in firm_last if one.period == last}
    bars = [(item_name(items_text(items)), _figure(what, own[items])) for items in sorted(own)]
    title = f"{what.name}, {last.name}"
    if len(bars) > MOST_BARS:
        bars = sorted(bars, key=lambda bar: bar[1].value or Decimal(0), reverse=True)[:MOST_BARS]
        title = f"{title}: {MOST_BARS} số lớn nhất"
    return bar_chart(title, bars, what.unit.symbol, source)


def _figure(what: Indicator, one: Record) -> Figure:
    name = f"{what.code}.{one.period.code}"
    try:
        value = convert(one.value, one.unit, what.unit)
    except IncompatibleUnits:  # stated in another kind of unit: it keeps its place, without a mark
        return Figure(name, "", None, what.unit.symbol, Origin("missing"))
    decimals = one.decimals if one.unit == what.unit else what.decimals
    text = write_quantity(value, what.unit, decimals)
    return Figure(name, text, value, what.unit.symbol, Origin("observation"))


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
