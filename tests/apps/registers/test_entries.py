"""Registers' rows on both times, and what they announce to the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from congthuong.apps.ledger.sources import Announced
from congthuong.apps.registers import queries
from congthuong.apps.registers.models import Entry
from congthuong.apps.registers.services import entries_append
from congthuong.apps.reports.services import load_dataset
from congthuong.core.ledger.measures import EVERYWHERE, Area, Measured, Question
from congthuong.core.ledger.model import Dataset, Row, RowsMeasure
from congthuong.core.quantities import Period, unit_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
JUNE_12, JUNE_20 = date(2020, 6, 12), date(2020, 6, 20)
HALF = Period.of("2020-H1")
MAY = Period.of("2020-05")


@pytest.fixture
def press(small: Dataset) -> Row:
    """The row of the oil press, stored with the rest of the small folder."""
    load_dataset(small)
    return small.rows[0]


def keys(recorded: date, effective: date) -> list[str]:
    return [entry.key for entry in queries.entries_as_of(recorded, effective=effective).order_by("key")]


def test_rows_come_back_as_they_were_given(small: Dataset):
    load_dataset(small)

    assert queries.registers() == small.registers
    assert queries.rows_as_of(JUNE_12, queries.registers()) == small.rows
    assert queries.rows_as_of(date(2020, 6, 11), queries.registers()) == ()


@pytest.mark.usefixtures("press")
def test_what_was_true_on_a_day():
    assert keys(JUNE_12, date(2020, 3, 1)) == []
    assert keys(JUNE_12, date(2020, 5, 31)) == ["a", "b"]
    assert keys(JUNE_12, date(2020, 6, 1)) == ["a"]  # the kiln's last day was 31 May


def test_what_was_true_on_a_day_as_known_on_another(press: Row):
    ended = replace(press, effective_to=date(2020, 5, 1), recorded_on=JUNE_20)
    assert entries_append([ended]) == 1

    assert keys(JUNE_12, date(2020, 5, 15)) == ["a", "b"]
    assert keys(JUNE_20, date(2020, 5, 15)) == ["b"]
    old, new = Entry.objects.filter(key="a").order_by("id")
    assert (old.supersedes, new.supersedes) == (None, old)


def test_the_same_rows_again_are_no_news(press: Row):
    assert entries_append([press]) == 0
    assert entries_append([replace(press, source="Quyết định đã đính chính")]) == 1
    assert entries_append([replace(press, source="Quyết định đã đính chính")]) == 0
    assert Entry.objects.filter(key="a").count() == 2


def told(measure: RowsMeasure, period: Period, *, place: str = "", as_of: date = JUNE_12) -> Measured | None:
    """What the ledger is answered about the projects."""
    (register,) = queries.registers()
    area = Area(frozenset({place}), whole=False) if place else EVERYWHERE
    (answer,) = Announced().measure(register, [Question(measure, area, period)], as_of)
    return answer


COUNT, TOTAL = RowsMeasure("de_an", "stock"), RowsMeasure("de_an", "stock", field="kinh_phi")


@pytest.mark.usefixtures("press")
def test_a_measure_opens_the_rows_it_counted():
    assert told(COUNT, MAY) == Measured(Decimal(2), 2, ("a", "b"))
    assert told(COUNT, HALF) == Measured(Decimal(1), 1, ("a",))
    assert told(COUNT, MAY, place="844") == Measured(Decimal(1), 1, ("b",))
    assert told(TOTAL, MAY) == Measured(Decimal(334_700_000), 2, ("a", "b"))
    assert told(COUNT, MAY, as_of=date(2020, 6, 11)) is None  # nothing was known then: missing, never zero


def test_a_sum_with_an_unknown_part_is_unknown(press: Row):
    entries_append([replace(press, values=dict(press.values) | {"kinh_phi": None})])

    assert told(TOTAL, MAY) == Measured(None, 2, ("a", "b"))


def test_a_register_may_gain_a_column_and_old_rows_stay_readable(small: Dataset):
    load_dataset(small)
    (register,) = small.registers
    extra = replace(register.fields[0], code="ghi_chu", name="Ghi chú", unit=None)
    wider = replace(register, fields=(*register.fields, extra))

    load_dataset(replace(small, registers=(wider,)))

    assert queries.registers() == (wider,)
    assert queries.rows_as_of(JUNE_12, queries.registers()) == small.rows
    assert unit_of("đồng") == wider.fields[1].unit
