"""The arithmetic of an official report, on the numbers of a real one (Trà Vinh, first half of 2020)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.quantities import round_half_up
from congthuong.core.stats.comparisons import (
    attainment,
    contribution,
    cumulated,
    difference,
    growth_rate,
    index_growth,
    point_change,
    remaining,
    share,
)

amounts = st.decimals("0.01", "1e9", places=2)


@pytest.mark.parametrize(
    ("computed", "printed"),
    [
        (attainment(Decimal("19125.44"), Decimal(45400)), "42.13"),
        (remaining(Decimal(45266), Decimal("19125.44")), "26140.56"),
        (remaining(Decimal(34135), Decimal(15997)), "18138"),
        (point_change(Decimal(99), Decimal("98.96")), "0.04"),
        (share(Decimal(59526), Decimal(7460886)), "0.80"),
        (share(Decimal(278435), Decimal(281360)), "98.96"),
        (index_growth(Decimal("119.94")), "19.94"),
        (difference(Decimal(79), Decimal(57)), "22"),
    ],
)
def test_a_printed_comparison_of_the_report(computed: Decimal, printed: str) -> None:
    assert round_half_up(computed, -Decimal(printed).as_tuple().exponent) == Decimal(printed)


@pytest.mark.parametrize("compare", [growth_rate, attainment, share, difference, point_change, remaining])
def test_what_is_missing_stays_missing(compare) -> None:  # type: ignore[no-untyped-def]
    assert compare(None, Decimal(1)) is None
    assert compare(Decimal(1), None) is None


def test_a_base_of_zero_has_no_rate() -> None:
    assert growth_rate(Decimal(5), Decimal(0)) is None


def test_a_smaller_loss_is_not_called_a_fall() -> None:
    """(−5) / (−10) − 1 is −50 %, and a report would say "giảm 50%" of what became better."""
    assert growth_rate(Decimal(-5), Decimal(-10)) is None
    assert contribution(Decimal(3), Decimal(1), Decimal(-10)) is None
    assert share(Decimal(5), Decimal(0)) is None


def test_one_missing_part_makes_the_sum_missing() -> None:
    assert cumulated([Decimal(1), None, Decimal(3)]) is None
    assert cumulated([]) is None
    assert cumulated([Decimal(1), Decimal(2)]) == Decimal(3)


@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=8))
def test_contributions_of_the_parts_add_up_to_the_growth_of_the_whole(
    parts: list[tuple[Decimal, Decimal]],
) -> None:
    whole, base = sum(now for now, _ in parts), sum(then for _, then in parts)
    added = sum(contribution(now, then, base) or Decimal(0) for now, then in parts)
    assert abs(added - (growth_rate(Decimal(whole), Decimal(base)) or Decimal(0))) < Decimal("1e-9")
