"""Formulas are arithmetic over indicator codes and nothing else."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.stats.formula import BadFormula, Formula, FormulaCycle, check_cycles


def worth(text: str, **values: Decimal | None) -> Decimal | None:
    return Formula.parse(text).evaluate(lambda name, _summed: values[name])


def test_the_share_of_households_with_electricity() -> None:
    value = worth("ho_dung_dien / tong_so_ho * 100", ho_dung_dien=Decimal(278435), tong_so_ho=Decimal(281360))
    assert value == Decimal(278435) / Decimal(281360) * 100


@given(a=st.decimals("-1e6", "1e6", places=3), b=st.decimals("0.001", "1e6", places=3))
def test_a_formula_gives_what_decimal_arithmetic_gives(a: Decimal, b: Decimal) -> None:
    assert worth("(a - b) / b * 100 + 0.1", a=a, b=b) == (a - b) / b * 100 + Decimal("0.1")


@given(typed=st.decimals("0", "1e12", places=15, allow_nan=False))
def test_a_typed_number_counts_exactly_as_it_is_typed(typed: Decimal) -> None:
    assert worth(format(typed, "f")) == typed


def test_the_arithmetic_is_shown_the_vietnamese_way() -> None:
    formula = Formula.parse("(tong(a) - b) * 0.5")
    shown = formula.written({"a": "1.234,5 tấn", "b": "04 tấn"})
    assert shown == "(tổng(1.234,5 tấn) − 04 tấn) × 0,5"


def test_a_missing_input_or_a_division_by_zero_gives_nothing_never_zero() -> None:
    assert worth("a + b", a=Decimal(1), b=None) is None
    assert worth("max(a, b)", a=Decimal(1), b=None) is None
    assert worth("a / b", a=Decimal(1), b=Decimal(0)) is None


@pytest.mark.parametrize(
    "text",
    [
        "", "a +", "a.b", "__import__('os')", "a ** 9999999", "open('x')", "[a]", "a if b else c", "lambda: a",
        "a; b", "'chữ'", "True", "tong(a + b)", "min()", "(" * 500 + "a" + ")" * 500, "a[0]", "f(a)",
        "1e999999", "1e5 * a", "0x10", "1_000 * a", "1j", "a\n+ b", "a # b", "𝐚 + 1", "a // b", "a % b", "+a", "a:=1",
        "9" * 400, "-" * 900 + "a", "+".join("a" * 400), "+".join("a" * 5000), "max(a=1)", "min(*a)", "a - tong(a)",
    ],
)  # fmt: skip
def test_everything_else_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(BadFormula, match="Công thức"):
        Formula.parse(text)


def test_a_circle_of_formulas_is_shown_in_order() -> None:
    formulas = {"a": Formula.parse("b + 1"), "b": Formula.parse("c * 2"), "c": Formula.parse("a")}
    with pytest.raises(FormulaCycle) as circle:
        check_cycles(formulas)
    named = circle.value.fields["cycle"].split(" → ")
    assert named[0] == named[-1]
    assert all(after in formulas[before].names for before, after in pairwise(named))


def test_formulas_come_in_an_order_in_which_they_can_be_computed() -> None:
    order = check_cycles({"a": Formula.parse("b + c"), "b": Formula.parse("c")})
    assert order.index("c") < order.index("b") < order.index("a")
