"""One indicator's observations: what is known, what was known before, a picture of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from congthuong.apps.ledger.models import Observation
from congthuong.apps.ledger.queries import rows_as_of
from congthuong.apps.ledger.records import KEY, items_text, observation_record
from congthuong.core.document.charts import bar_chart, line_chart
from congthuong.core.document.figures_words import BASIS_NAMES
from congthuong.core.document.model import Chart, Figure, Origin
from congthuong.core.ledger.model import Indicator
from congthuong.core.ledger.model import Observation as Record
from congthuong.core.quantities import IncompatibleUnits, Period, convert, write_quantity

MOST_BARS = 24
FEWEST_ON_A_LINE = 4
NEWEST_FIRST = ("-period_last", "-period_first", "items", "place", "basis", "id")


@dataclass(frozen=True, slots=True)
class Known:
    """The last known value of a key, and every earlier one, the newest first."""

    row: Observation
    earlier: tuple[Observation, ...]


def known_of(indicator: str, day: date | None) -> QuerySet[Observation]:
    return rows_as_of(day, [indicator]).order_by(*NEWEST_FIRST)


def with_earlier(rows: Sequence[Observation]) -> list[Known]:
    """One query for the history of all these rows, whatever their number."""
    if not rows:
        return []
    keys = {_key(row) for row in rows}
    same = Q(
        indicator_id__in={row.indicator_id for row in rows},
        period__in={row.period for row in rows},
        place__in={row.place for row in rows},
    )
    earlier: dict[tuple[str, ...], list[Observation]] = defaultdict(list)
    last = {_key(row): (row.recorded_on, row.pk) for row in rows}
    for one in Observation.objects.filter(same).order_by("-recorded_on", "-id"):
        key = _key(one)
        if key in keys and (one.recorded_on, one.pk) < last[key]:
            earlier[key].append(one)
    return [Known(row, tuple(earlier[_key(row)])) for row in rows]


def _key(row: Observation) -> tuple[str, ...]:
    return tuple(getattr(row, name) for name in KEY)


def records_of(indicators: Iterable[str] | None, day: date | None) -> list[Record]:
    """The last known observations of these indicators (of all when None), for a file."""
    return [observation_record(row) for row in rows_as_of(day, indicators).order_by("id")]


def chart_of(
    what: Indicator, place: str, day: date | None, source: str, item_name: Callable[[str], str]
) -> Chart | None:
    """A picture of the indicator at one place: a line over periods of one kind where there are enough,
    else bars of the last periods; of a breakdown the items of its last period. None without values."""
    rows = [observation_record(row) for row in rows_as_of(day, [what.code], [place]).order_by("id")]
    totals = sorted((one for one in rows if not one.items), key=lambda one: (one.period, one.basis))
    if not totals:
        return _by_items(what, rows, source, item_name)
    kinds = defaultdict(list)
    for one in totals:
        kinds[one.period.kind, one.period.calendar].append(one)
    longest = max(kinds.values(), key=lambda own: len({one.period for one in own}))
    if len({one.period for one in longest}) >= FEWEST_ON_A_LINE:
        return _line(what, longest, source)
    bars = [(f"{_upper(one.period.name)} ({BASIS_NAMES[one.basis]})", _figure(what, one)) for one in totals]
    return bar_chart(what.name, bars[-MOST_BARS:], what.unit.symbol, source)


def _line(what: Indicator, rows: Sequence[Record], source: str) -> Chart:
    by_basis: dict[str, list[tuple[str, Figure]]] = defaultdict(list)
    for one in rows[-4 * MOST_BARS :]:
        by_basis[BASIS_NAMES[one.basis]].append((_upper(one.period.name), _figure(what, one)))
    return line_chart(what.name, tuple(by_basis.items()), what.unit.symbol, source)


def _by_items(
    what: Indicator, rows: Sequence[Record], source: str, item_name: Callable[[str], str]
) -> Chart | None:
    if not rows:
        return None
    last = max(one.period for one in rows)
    own = [one for one in rows if one.period == last][:MOST_BARS]
    bars = [(item_name(items_text(one.items)), _figure(what, one)) for one in own]
    return bar_chart(f"{what.name}, {last.name}", bars, what.unit.symbol, source)


def _figure(what: Indicator, one: Record) -> Figure:
    try:
        value = convert(one.value, one.unit, what.unit)
    except IncompatibleUnits:  # stated in another kind of unit: it keeps its place, without a bar
        return Figure(f"{what.code}.{one.period.code}", "", None, what.unit.symbol, Origin("missing"))
    decimals = one.decimals if one.unit == what.unit else what.decimals
    text = write_quantity(value, what.unit, decimals)
    return Figure(f"{what.code}.{one.period.code}", text, value, what.unit.symbol, Origin("observation"))


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def period_name(code: str) -> str:
    return _upper(Period.of(code).name)
