"""An estimate stands in a report until the return arrives: it must be what its name says, and marked."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.stats.imputation import (
    METHOD_NAMES,
    EmptyCommonBase,
    Estimate,
    Input,
    NoBase,
    NoResponders,
    NothingToCarry,
    Responder,
    carry_last,
    plan_share,
    responding_growth,
)


def others(*rows: tuple[str, str | None, str | None]) -> list[Responder]:
    """(unit, now, base) as text; None is missing."""
    return [Responder(unit, *(None if one is None else Decimal(one) for one in rest)) for unit, *rest in rows]


# By hand: Càng Long and Trà Cú have both; 126 + 84 = 210 now, 120 + 80 = 200 before, so 5 per cent more.
REPORTED = others(
    ("Càng Long", "126", "120"), ("Trà Cú", "84", "80"), ("Duyên Hải", "50", None), ("Cầu Kè", None, "40")
)


def test_the_last_value_is_carried_over_gaps_and_names_its_period():
    history = [("2026-01", Decimal(7)), ("2026-02", Decimal("7.5")), ("2026-03", None)]

    assert carry_last("Cầu Ngang", history) == Estimate(
        "Cầu Ngang", Decimal("7.5"), "last_value", Decimal(1), (Input("last", Decimal("7.5"), "2026-02"),), 0
    )


def test_a_reported_zero_is_carried_and_a_missing_value_is_not_zero():
    assert carry_last("A", [("2026-01", Decimal(0))]).value == 0
    with pytest.raises(NothingToCarry):
        carry_last("A", [("2026-01", None)])
    with pytest.raises(NothingToCarry):
        carry_last("A", [])


def test_growth_of_those_that_responded_moves_the_units_own_base():
    estimate = responding_growth("Cầu Ngang", Decimal(60), REPORTED)

    assert estimate == Estimate(
        "Cầu Ngang",
        Decimal(63),
        "responding_growth",
        Decimal("1.05"),
        (Input("base", Decimal(60)), Input("sum_now", Decimal(210)), Input("sum_base", Decimal(200))),
        2,
    )
    assert estimate.is_estimate


def test_a_plan_is_taken_as_far_as_the_others_came():
    # 30 of 100 and 10 of 60: a quarter of the plans.
    estimate = plan_share("Cầu Ngang", Decimal(48), others(("A", "30", "100"), ("B", "10", "60")))

    assert (estimate.value, estimate.method, estimate.ratio, estimate.responders) == (
        Decimal(12),
        "plan_share",
        Decimal("0.25"),
        2,
    )
    assert [one.name for one in estimate.inputs] == ["plan", "sum_now", "sum_plan"]


def test_the_unit_itself_is_no_responder():
    with pytest.raises(NoResponders):
        responding_growth("A", Decimal(60), others(("A", "70", "60")))


@pytest.mark.parametrize(
    ("base", "words"), [(None, "chưa có"), (Decimal(0), "bằng 0"), (Decimal(-3), "là số âm")]
)
def test_no_estimate_is_made_out_of_an_empty_base(base: Decimal | None, words: str) -> None:
    with pytest.raises(NoBase) as problem:
        responding_growth("Cầu Ngang", base, REPORTED)
    assert words in problem.value.message
    assert "Cầu Ngang" in problem.value.message


def test_no_estimate_is_made_of_too_few_or_of_nothing():
    with pytest.raises(NoResponders) as problem:
        responding_growth("Cầu Ngang", Decimal(60), REPORTED, least=3)
    assert problem.value.fields == {"unit": "Cầu Ngang", "responders": 2, "least": 3}
    with pytest.raises(NoResponders):
        plan_share("Cầu Ngang", Decimal(60), [])
    with pytest.raises(EmptyCommonBase):
        responding_growth("Cầu Ngang", Decimal(60), others(("A", "5", "0")))


amounts = st.decimals("0.01", "1e9", places=2)
groups = st.lists(st.tuples(amounts, amounts), min_size=1, max_size=12)


@given(amounts, groups)
def test_the_estimate_is_the_ratio_of_sums(base, pairs):
    given_rows = [Responder(str(i), now, before) for i, (now, before) in enumerate(pairs)]
    exact = Fraction(base) * sum(Fraction(n) for n, _ in pairs) / sum(Fraction(b) for _, b in pairs)

    estimate = responding_growth("x", base, given_rows)

    assert abs(Fraction(estimate.value) - exact) <= abs(exact) / 10**24
    # Adding the estimate to both sums leaves the growth as it was.
    ratio = (sum(n for n, _ in pairs) + estimate.value) / (sum(b for _, b in pairs) + base)
    assert abs(ratio - estimate.ratio) <= estimate.ratio * Decimal("1e-20")


@given(amounts, groups, st.randoms(use_true_random=False))
def test_the_order_of_the_responders_does_not_matter(base, pairs, chance):
    rows = [Responder(str(i), now, before) for i, (now, before) in enumerate(pairs)]
    mixed = list(rows)
    chance.shuffle(mixed)

    assert responding_growth("x", base, rows) == responding_growth("x", base, mixed)


def test_every_method_has_a_name_for_people():
    assert set(METHOD_NAMES) == {"last_value", "responding_growth", "plan_share"}
