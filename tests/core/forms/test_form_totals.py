"""Totals are the sums they say they are, a missing part makes them missing, and one cell moves only what hangs on it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.forms.data import form_data
from congthuong.core.forms.figures import cumulated_before, cumulated_to, figures_of
from congthuong.core.forms.model import Cell
from congthuong.core.forms.reading import stored_form
from congthuong.core.forms.rules import evaluate
from congthuong.core.forms.totals import plan_of, work_out
from congthuong.core.problems import Problems
from congthuong.core.quantities import Period
from core.forms.form_examples import changed, dec, rice

FORM = rice()
FIGURES = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False)
RETURNS = st.fixed_dictionaries(
    {("trang", "ky"): FIGURES, ("thom", "ky"): FIGURES, ("nep", "ky"): FIGURES | st.none()}
)
SHOWN = st.dictionaries(
    st.sampled_from(
        [(row, column) for row in ("trang", "thom", "nep", "tong") for column in ("cong_don", "cung_ky")]
    ),
    FIGURES | st.none(),
)
Return = dict[Cell, Decimal | None]


@given(RETURNS)
def test_the_total_is_the_sum_of_what_is_stated(typed: Return):
    values = work_out(FORM, typed)
    assert values["tong", "ky"] == sum(value for value in typed.values() if value is not None)


@given(RETURNS, st.sampled_from(["trang", "thom"]))
def test_a_missing_part_makes_the_total_missing_and_never_smaller(typed: Return, row: str):
    assert work_out(FORM, {**typed, (row, "ky"): None})["tong", "ky"] is None


@given(RETURNS, SHOWN, st.sampled_from(sorted(FORM.typed)), FIGURES)
def test_one_cell_changed_moves_what_hangs_on_it_and_nothing_else(
    typed: Return, shown: Return, cell: Cell, value: Decimal
):
    before, after = work_out(FORM, typed, shown), work_out(FORM, {**typed, cell: value}, shown)
    hanging: set[Cell] = {cell}
    plan = plan_of(FORM)
    for one in plan.order:  # in the order of working out, so one pass is enough
        inputs = set(plan.formulas[one].inputs) if one in plan.formulas else {plan.cumulated[one]}
        if inputs & hanging:
            hanging.add(one)
    assert {one for one in FORM.cells if before[one] != after[one]} <= hanging


@given(RETURNS, SHOWN)
def test_working_out_twice_changes_nothing(typed: Return, shown: Return):
    values = work_out(FORM, typed, shown)
    again = work_out(FORM, {cell: value for cell, value in values.items() if cell in FORM.typed}, shown)
    assert again == values


@given(RETURNS, SHOWN)
def test_a_published_form_works_out_the_same(typed: Return, shown: Return):
    assert evaluate(stored_form(form_data(FORM)), typed, shown) == evaluate(FORM, typed, shown)


def test_what_was_cumulated_before_is_added_to_this_period():
    values = work_out(FORM, {("trang", "ky"): dec("10")}, {("trang", "cong_don"): dec("100")})
    assert values["trang", "cong_don"] == 110
    assert work_out(FORM, {("trang", "ky"): dec("10")}, {})["trang", "cong_don"] is None


def test_a_change_beyond_its_limits_is_found_with_its_arithmetic():
    typed: Return = {("trang", "ky"): dec("90"), ("thom", "ky"): dec("1")}
    found = evaluate(FORM, typed, {("trang", "cung_ky"): dec("30"), ("thom", "cung_ky"): dec("1")}).soft
    assert [(one.rule, one.cells[0], one.arithmetic) for one in found] == [
        ("bien_dong", ("trang", "ky"), "90 / 30 × 100 − 100 = 200,00%")
    ]
    assert found[0].message == "Gạo trắng: 90 tấn so với cùng kỳ 30 là 200,00%. Hãy giải trình."


def test_a_required_blank_and_a_negative_figure_are_hard():
    hard = evaluate(FORM, {("trang", "ky"): dec("-1")}).hard
    assert {(one.rule, one.cells[0]) for one in hard} == {
        ("dau", ("trang", "ky")),
        ("bat-buoc", ("thom", "ky")),
    }


def test_a_rule_says_nothing_where_a_figure_is_missing():
    assert evaluate(FORM, {("trang", "ky"): dec("1"), ("thom", "ky"): dec("9")}).soft == ()


MISTAKES = {
    "cycle": ('total = "tong(san_luong)"', 'total = "tong + thom"', "tong → tong"),
    "unit": (
        'unit = "tấn"\ndecimals = 2\ntotal',
        'unit = "kWh"\ndecimals = 2\ntotal',
        "section[san_luong].row[tong].unit",
    ),
    "indicator": ('indicator = "gao_xay_xat"', 'indicator = "gao_xay_xa"', "có phải «gao_xay_xat»?"),
    "row twice": ('code = "thom"', 'code = "trang"', "row[trang]: mã «trang» dùng 2 lần"),
    "attribute": ("{goc}", "{goc.__class__}", "rule[bien_dong].message"),
    "filler": ('kinds = ["enterprise"]', 'kinds = ["doanh"]', "fillers.kinds"),
    "slip": ("required = false", "requird = false", "có phải «required»?"),
    "formula": ('formula = "ky / cung_ky * 100"', 'formula = "ky / cungky * 100"', "Có phải «cung_ky»?"),
    "float": ("low = -50", "low = -50.5", "rule[bien_dong].low"),
    "no history": ('against = "cung_ky"\n', "", "rule[bien_dong].against"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_a_form_is_told_with_its_place(name: str):
    old, new, said = MISTAKES[name]
    with pytest.raises(Problems) as problem:
        rice(changed(old, new))
    text = str(problem.value)
    assert "Biểu gao.toml, " in text
    assert said in text


@pytest.mark.parametrize(
    ("period", "to", "before"),
    [
        ("2020-01", "2020-01", None),
        ("2020-05", "2020-01..2020-05", "2020-01..2020-04"),
        ("2020-07", "2020-01..2020-07", "2020-H1"),
        ("2020-12", "2020", "2020-01..2020-11"),
        ("2020-Q2", "2020-H1", "2020-Q1"),
        ("QL-2020-H1", "QL-2020-H1", None),
        ("2020", "2020", None),
    ],
)
def test_what_is_cumulated_is_counted_from_the_years_beginning(period: str, to: str, before: str | None):
    assert cumulated_to(Period.of(period)) == Period.of(to)
    found = cumulated_before(Period.of(period))
    assert (found.code if found else None) == before


def test_only_what_the_unit_states_goes_to_the_ledger():
    values = work_out(
        FORM, {("trang", "ky"): dec("1"), ("thom", "ky"): dec("2")}, {("trang", "cung_ky"): dec("5")}
    )
    assert [(one.cell, one.value) for one in figures_of(FORM, values, Period.of("2020-05"))] == [
        (("tong", "ky"), 3)
    ]
