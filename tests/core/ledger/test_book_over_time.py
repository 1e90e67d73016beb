"""A year in which a place changed, an estimate that nobody corrected: what the book must not add up wrongly."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from congthuong.core.ledger import compare
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.model import Observation, Place, PlaceChange
from congthuong.core.quantities import IncompatibleUnits, Period
from core.ledger.tiny import book, indicator, observed

MERGER, LATER = date(2025, 7, 1), date(2026, 6, 12)
WHOLE, HALF = Period.of("2025"), Period.of("2025-H1")
PLACES = [
    *(Place(code, name, "tỉnh", "province", "", None, MERGER) for code, name in (("83", "Bến Tre"), ("84", "Trà Vinh"))),
    Place("86", "Vĩnh Long", "tỉnh", "province", "", None, MERGER),
    Place("86", "Vĩnh Long mới", "tỉnh", "province", "", MERGER, None),
]  # fmt: skip
MERGED = [PlaceChange(code, None, "86", MERGER, MERGER, "merge") for code in ("83", "84", "86")]
PIECES = {"83": "12", "84": "24", "86": "10"}


def merged(rows: Iterable[Observation], as_of: date = LATER, **more: Any) -> Book:
    return book([indicator("a", **more)], rows, as_of, places=PLACES, changes=MERGED)


def of_three(period: str, basis: str = "actual", day: date = date(2025, 12, 31)) -> list[Observation]:
    return [
        observed("a", period, value, basis, place=place, recorded_on=day) for place, value in PIECES.items()
    ]


def test_a_year_across_a_merger_adds_its_first_half_on_the_new_territory():
    """46 by three provinces, then 30 by one; beside it 2024 by the same three."""
    rows = [*of_three("2025-H1"), observed("a", "2025-H2", "30", place="86"), *of_three("2024")]
    asked = merged(rows)
    year = asked.know("a", "86", WHOLE)

    assert year.value == Decimal(76)
    assert compare.same_period(asked, year).value == Decimal(46)
    quarters = [*of_three("2025-Q1"), *of_three("2025-Q2"), observed("a", "2025-Q3", "8", place="86")]
    assert merged(quarters).know("a", "86", Period.of("2025-9M")).value == Decimal(100)


def test_the_plan_of_a_year_across_a_merger_is_that_of_the_unit_that_is_meant():
    """Each old province had its own; the new one has all three until it sets another."""
    plans = of_three("2025", "plan", date(2024, 12, 10))
    first, second = observed("a", "2025-H1", "5", place="86"), observed("a", "2025-H2", "5", place="86")
    asked = merged([*plans, first, second])
    old, new = asked.know("a", "86", HALF), asked.know("a", "86", Period.of("2025-H2"))

    assert compare.plan_of_year(asked, old).value == Decimal(10)
    assert compare.plan_of_year(asked, new).value == Decimal(46)
    reset = observed("a", "2025", "60", "plan", place="86", recorded_on=date(2025, 9, 1))
    asked = merged([*plans, first, second, reset])
    assert compare.plan_of_year(asked, new).value == Decimal(60)
    assert (
        asked.know("a", "86", WHOLE, "plan", territory=date(2025, 6, 30)).value is None
    )  # its own was replaced
    assert merged(plans[:2]).know("a", "86", WHOLE, "plan").value is None


def test_a_year_that_was_published_on_the_new_territory_is_not_added_again():
    asked = merged(
        [*of_three("2025-H1"), observed("a", "2025", "99", place="86", recorded_on=date(2026, 1, 9))]
    )
    assert asked.know("a", "86", WHOLE).value == Decimal(99)


def test_an_old_unit_has_nothing_of_the_time_after_it():
    asked = merged([*of_three("2025-H1"), observed("a", "2025-H2", "30", place="86")])
    assert asked.know("a", "86", WHOLE, territory=date(2025, 6, 30)).value is None


# --- bases ---

MONTHS = [observed("a", f"2020-{month:02}", "90", recorded_on=date(2020, 9, 1)) for month in range(1, 7)]
ESTIMATE = observed("a", "2020-H1", "600", "estimate", recorded_on=date(2020, 6, 10))


def test_months_that_came_in_go_before_an_estimate_that_nobody_corrected():
    half = Period.of("2020-H1")
    for day, value, basis in ((date(2020, 6, 12), 600, "estimate"), (date(2021, 6, 12), 540, "actual")):
        known = book([indicator("a")], [*MONTHS, ESTIMATE], day).know("a", "84", half)
        assert (known.value, known.basis) == (value, basis)
    five = book([indicator("a")], [*MONTHS[:5], ESTIMATE], date(2021, 6, 12)).know("a", "84", half)
    assert five.value == Decimal(600)


def test_a_total_whose_parts_are_done_goes_before_its_estimate_and_an_estimate_may_use_what_is_done():
    what = [indicator("a"), indicator("b"), indicator("c", formula="a + b")]
    half, later = Period.of("2020-H1"), date(2021, 6, 12)
    a, b = observed("a", "2020-H1", "300"), observed("b", "2020-H1", "200")
    total = observed("c", "2020-H1", "600", "estimate")
    guess = observed("b", "2020-H1", "250", "estimate")

    assert book(what, [a, b, total], later).know("c", "84", half).value == Decimal(500)
    assert book(what, [a, guess], later).know("c", "84", half, "estimate").value == Decimal(550)
    assert (
        book(what, [a, b], later).know("c", "84", half, "estimate").value is None
    )  # nothing of it is estimated
    months = [*MONTHS[:5], observed("a", "2020-06", "80", "estimate")]
    assert book(what, months, later).know("a", "84", half, "estimate").value == Decimal(530)


def test_what_is_done_is_not_measured_by_a_forecast_of_last_year():
    rows = [observed("a", "2019-H1", "100", "forecast"), observed("a", "2020-H1", "120", "estimate")]
    asked = book([indicator("a")], [*rows, observed("a", "2021-H1", "150", "forecast"),
                                    observed("a", "2020-H1", "130", "forecast")])  # fmt: skip
    done = asked.know("a", "84", Period.of("2020-H1"))
    assert compare.same_period(asked, done).value is None
    ahead = asked.know("a", "84", Period.of("2020-H1"), "forecast")
    assert compare.same_period(asked, ahead).value == Decimal(100)


# --- units ---


def test_a_share_is_taken_in_one_unit():
    asked = book(
        [indicator("a", "MWh"), indicator("b", "triệu kWh"), indicator("c", "tấn"), indicator("d", "đề án")],
        [observed("a", "2020-H1", "500", unit="MWh"), observed("b", "2020-H1", "1", unit="triệu kWh"),
         observed("c", "2020-H1", "7", unit="tấn"), observed("d", "2020-H1", "4", unit="đề án")],
    )  # fmt: skip
    part, whole, weight, things = (asked.know(one, "84", Period.of("2020-H1")) for one in "abcd")

    assert compare.share(part, whole, "ty-trong").value == Decimal(50)
    assert compare.share(things, weight, "ty-le").value is not None
    with pytest.raises(IncompatibleUnits):
        compare.share(part, weight, "ty-trong")


def test_only_what_is_in_per_cent_changes_by_points():
    rate, each = indicator("a", "%", kind="ratio"), indicator("b", "kWh", kind="ratio")
    asked = book([rate, each], [
        *(observed("a", period, value, unit="%") for period, value in (("2020-H1", "34"), ("2019-H1", "12"))),
        *(observed("b", period, value, unit="kWh") for period, value in (("2020-H1", "1500"), ("2019-H1", "1200"))),
    ])  # fmt: skip
    changes = []
    for code in "ab":
        known = asked.know(code, "84", Period.of("2020-H1"))
        found = compare.change(asked, known, compare.same_period(asked, known), "so-cung-ky")
        changes.append((found.value, found.unit.symbol))
    assert changes == [(Decimal(22), "điểm phần trăm"), (Decimal(25), "%")]


def test_a_plan_and_what_is_done_in_one_period_are_two_figures():
    what = [indicator("a"), indicator("b", formula="a * 2")]
    rows = [observed("a", period, value, basis) for period, value, basis in (
        ("2020-H1", "5", "actual"), ("2020-H1", "6", "plan"), ("2019-H1", "4", "actual"))]  # fmt: skip
    asked, half = book(what, rows), Period.of("2020-H1")
    refs = []
    for code in "ab":
        for basis in ("actual", "plan"):
            known = asked.know(code, "84", half, basis)  # type: ignore[arg-type]
            refs.append(compare.change(asked, known, compare.same_period(asked, known), "so-cung-ky").ref)
    assert refs == ["a.2020-H1.so-cung-ky", "a.2020-H1.plan.so-cung-ky", "b.2020-H1.so-cung-ky", "b.2020-H1.plan.so-cung-ky"]  # fmt: skip
