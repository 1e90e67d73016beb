"""Medians and quartiles decide who is asked: they must be the textbook's."""

from __future__ import annotations

import math
import statistics
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.stats.robust import median, median_deviation, power, quantile, robust_scores

values = st.lists(st.decimals("-1e6", "1e6", places=3), min_size=2, max_size=40)
TINY = Fraction(1, 10**15)


@given(values)
def test_quartiles_are_those_of_definition_7(numbers):
    expected = statistics.quantiles([Fraction(one) for one in numbers], n=4, method="inclusive")

    found = [quantile(numbers, Decimal(share)) for share in ("0.25", "0.5", "0.75")]

    assert all(abs(Fraction(one) - two) < TINY for one, two in zip(found, expected, strict=True))
    assert (quantile(numbers, Decimal(0)), quantile(numbers, Decimal(1))) == (min(numbers), max(numbers))


@given(values)
def test_the_median_deviation_is_the_median_of_distances(numbers):
    exact = [Fraction(one) for one in numbers]
    middle = statistics.median(exact)

    assert abs(Fraction(median_deviation(numbers)) - statistics.median(abs(x - middle) for x in exact)) < TINY


@given(st.decimals("0.001", "1e9", places=3), st.decimals("0", "1", places=2))
def test_powers_are_those_of_the_machine_within_its_precision(base, exponent):
    assert math.isclose(float(power(base, exponent)), float(base) ** float(exponent), rel_tol=1e-12)


def test_a_square_root_is_exact_to_the_last_digit():
    assert power(Decimal(2), Decimal("0.5")) == Decimal("1.414213562373095048801688724")
    assert power(Decimal(144), Decimal("0.5")) == 12
    assert power(Decimal(2), Decimal("0.25")) == Decimal("1.189207115002721066717499971")
    assert power(Decimal(7), Decimal(0)) == 1


# Iglewicz and Hoaglin's formula, by hand: median 10, distances 1 0 1 2 0 1 0 1 1 40, their median 1.
SAMPLE = [9, 10, 11, 12, 10, 9, 10, 11, 9, 50]


def test_a_robust_score_is_the_distance_in_median_deviations():
    scores = robust_scores({f"d{i}": Decimal(one) for i, one in enumerate(SAMPLE)})

    assert (scores.middle, scores.deviation, scores.unjudged) == (10, 1, None)
    assert scores.scores["d9"] == Decimal("0.6745") * 40
    assert [unit for unit, one in scores.scores.items() if abs(one) > Decimal("3.5")] == ["d9"]


@given(st.lists(st.integers(-1000, 1000), min_size=10, max_size=30), st.integers(1, 50), st.integers(-99, 99))
def test_robust_scores_do_not_depend_on_the_unit_of_measure(numbers, factor, shift):
    plain = robust_scores({str(i): Decimal(one) for i, one in enumerate(numbers)})
    moved = robust_scores({str(i): Decimal(one) * factor + shift for i, one in enumerate(numbers)})

    assert plain.unjudged == moved.unjudged
    assert all(abs(plain.scores[unit] - moved.scores[unit]) < Decimal("1e-15") for unit in plain.scores)


def test_too_few_or_all_alike_cannot_be_judged():
    nine = {str(i): Decimal(i) for i in range(9)}

    assert robust_scores(nine | {"missing": None}).unjudged == "too_few"
    assert robust_scores(nine, least=9).unjudged is None
    assert robust_scores({str(i): Decimal(5) for i in range(12)}).unjudged == "no_spread"
    assert robust_scores({}, least=0).unjudged == "too_few"


def test_what_has_no_answer_is_refused():
    with pytest.raises(ValueError, match="no values"):
        median([])
    with pytest.raises(ValueError, match="between 0 and 1"):
        quantile([Decimal(1)], Decimal(2))
    with pytest.raises(ValueError, match="positive base"):
        power(Decimal(0), Decimal("0.5"))
