"""A year to date that the months do not give is a wrong figure in a published table."""

from __future__ import annotations

import csv
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.stats.index_chain import IndexMonth, rounding_reach, year_to_date

SERIES = Path(__file__).parents[2] / "data" / "audit" / "index-series.csv"
CENT = Decimal("0.01")


def published() -> list[tuple[str, list[IndexMonth], list[Decimal]]]:
    lines = [line for line in SERIES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    found = []
    for code, rows in groupby(csv.DictReader(lines), key=lambda row: row["code"]):
        taken = list(rows)
        months = [
            IndexMonth(*(Decimal(row[name]) for name in ("previous_on_year", "on_month", "on_year")))
            for row in taken
        ]
        found.append((code, months, [Decimal(row["year_to_date"]) for row in taken]))
    return found


@pytest.mark.parametrize(
    ("code", "months", "stated"), published(), ids=lambda one: one if isinstance(one, str) else ""
)
def test_every_published_year_to_date_is_reproduced_within_a_hundredth(code, months, stated):
    assert len(stated) == 8
    for computed, printed in zip(year_to_date(months), stated, strict=True):
        assert abs(round(computed, 2) - printed) <= CENT


indices = st.decimals("40", "250", places=2)
chains = st.lists(st.builds(IndexMonth, indices, indices, indices), min_size=1, max_size=12)


@given(chains)
def test_january_is_the_month_itself_and_the_year_lies_between_its_months(months):
    computed = year_to_date(months)

    assert computed[0] == months[0].on_year
    # A month counts as revised, except the last.
    counted = [months[at + 1].previous_on_year for at in range(len(months) - 1)] + [months[-1].on_year]
    assert min(counted) - CENT <= computed[-1] <= max(counted) + CENT


@given(chains)
def test_a_later_month_leaves_the_months_before_it_as_they_were(months):
    assert year_to_date(months)[:-1] == year_to_date(months[:-1])


@given(st.integers(1, 12), indices)
def test_one_rate_in_every_month_is_the_rate_of_the_year(length, rate):
    months = [IndexMonth(rate, Decimal(100), rate)] * length

    assert abs(year_to_date(months)[-1] - rate) < Decimal("1e-20")


@given(chains, st.data())
def test_rounding_the_inputs_moves_the_result_no_further_than_its_reach(months, data):
    half = Decimal("0.005")
    steps = st.decimals(-half, half, places=4)
    moved = [
        IndexMonth(*(value + data.draw(steps) for value in (one.previous_on_year, one.on_month, one.on_year)))
        for one in months
    ]

    gap = abs(year_to_date(moved)[-1] - year_to_date(months)[-1])
    assert gap <= rounding_reach(months, half) * Decimal("1.05") + Decimal("0.0001")


def test_an_index_that_is_not_positive_is_refused():
    with pytest.raises(ValueError, match="positive"):
        year_to_date([IndexMonth(Decimal(100), Decimal(100), Decimal(0))])


def test_no_months_have_no_reach():
    assert rounding_reach([], CENT) == 0
