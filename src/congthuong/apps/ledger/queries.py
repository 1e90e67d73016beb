"""What the ledger knew on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from congthuong.apps.ledger import models
from congthuong.apps.ledger.records import KEY, READ, items_text, observation_record
from congthuong.core.ledger.model import Observation as Record
from congthuong.core.ledger.model import ObservationKey
from congthuong.web.prepared import Prepared, named


def rows_as_of(
    day: date | None = None,
    indicators: Iterable[str] | None = None,
    places: Iterable[str] | None = None,
    received_until: datetime | None = None,
    items: Iterable[str] | None = None,
    begun_from: date | None = None,
) -> QuerySet[models.Observation]:
    """For each key the last value known on `day`, in one query; narrowed to indicators and places if given.

    Without a day: the last value there is.
    Among values recorded for the same day the one that came later counts. `received_until` leaves out what
    this database had not yet received: what a report made at that moment could know. `items` (breakdowns written out)
    and `begun_from` (periods that begin on that day or later) narrow it further.
    """
    known = models.Observation.objects.all()
    if day is not None:
        known = known.filter(recorded_on__lte=day)
    if indicators is not None:
        known = known.filter(indicator_id__in=list(indicators))
    if places is not None:
        known = known.filter(place__in=list(places))
    if received_until is not None:
        known = known.filter(recorded_at__lte=received_until)
    if items is not None:
        known = known.filter(items__in=list(items))
    if begun_from is not None:
        known = known.filter(period_first__gte=begun_from)
    newest_first = [F("recorded_on").desc(), F("id").desc()]
    rank = Window(RowNumber(), partition_by=[F(name) for name in KEY], order_by=newest_first)
    return known.annotate(rank=rank).filter(rank=1)


def observations_as_of(
    day: date | None = None,
    indicators: Iterable[str] | None = None,
    places: Iterable[str] | None = None,
    *,
    items: Iterable[str] | None = None,
    begun_from: date | None = None,
) -> tuple[Record, ...]:
    """The same as the core's records, in the order in which they were written."""
    if day is not None and indicators is None and places is None and items is None and begun_from is None:
        return tuple(map(observation_record, map(ObservationRow._make, ALL_KNOWN.rows(day))))
    narrowed = rows_as_of(day, indicators, places, items=items, begun_from=begun_from)
    rows = narrowed.order_by("id").values_list(*READ, named=True)
    return tuple(observation_record(row) for row in rows)


ObservationRow = named(READ)
ALL_KNOWN = Prepared(lambda day: rows_as_of(day).order_by("id").values_list(*READ), date)
"""What every report reads."""


def history(observation: models.Observation) -> QuerySet[models.Observation]:
    """Every value ever recorded for the key, oldest knowledge first."""
    key = {name: getattr(observation, name) for name in KEY}
    return models.Observation.objects.filter(**key).order_by("recorded_on", "id")


def stated_values() -> Callable[[ObservationKey, Decimal], bool]:
    """Whether a key ever had this value. The values of an indicator are read when one of it is first asked for."""
    kept: dict[str, frozenset[tuple[str, str, str, str, Decimal]]] = {}

    def is_stated(key: ObservationKey, value: Decimal) -> bool:
        indicator, place, period, basis, items = key
        if indicator not in kept:
            rows = models.Observation.objects.filter(indicator_id=indicator)
            kept[indicator] = frozenset(rows.values_list("place", "period", "basis", "items", "value"))
        return (place, period, basis, items_text(items), value) in kept[indicator]

    return is_stated
