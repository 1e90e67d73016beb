"""A form without the rows of others still works out: what named them goes with them, what stays says the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from congthuong.core.forms.known import Known
from congthuong.core.forms.narrowing import asked_of, narrowed
from congthuong.core.forms.reading import read_form
from congthuong.core.forms.rules import evaluate
from congthuong.core.problems import Problems
from core.forms.form_examples import CATALOGUE, RICE, dec, rice

KNOWN: Known = replace(CATALOGUE, organisations=frozenset({"cty-a", "cty-b"}))
THOM = 'code = "thom"\nlabel = "Gạo thơm"\n'
OF_A = RICE.replace(THOM, THOM + 'organisations = ["cty-a"]\n', 1)
FORM = read_form(OF_A, "gao.toml", KNOWN)


def test_a_form_for_all_is_the_same_for_each():
    form = rice()
    assert narrowed(form, "cty-a") is form
    assert narrowed(FORM, "cty-a") is FORM


def test_a_rule_and_a_share_of_a_rule_about_rows_of_others_are_gone():
    """Kept, the rule would ask a mill about rice that it is not asked for."""
    other = narrowed(FORM, "cty-b")
    assert [row.code for row in other] == ["trang", "nep", "tong"]
    assert [(rule.code, rule.rows) for rule in other.rules] == [("bien_dong", ("trang",))]


def test_the_total_of_a_section_adds_what_is_left():
    other = narrowed(FORM, "cty-b")
    result = evaluate(other, {("trang", "ky"): dec("12"), ("nep", "ky"): dec("3")})
    assert result.values["tong", "ky"] == 15 and result.findings == ()


def test_a_total_that_names_a_row_of_others_is_not_asked_either():
    text = OF_A.replace('total = "tong(san_luong)"', 'total = "trang + thom"', 1)
    other = narrowed(read_form(text, "gao.toml", KNOWN), "cty-b")
    assert [row.code for row in other] == ["trang", "nep"]


def test_a_unit_that_no_row_concerns_is_not_asked():
    text = RICE
    for row in ("trang", "thom", "nep"):
        text = text.replace(f'code = "{row}"\n', f'code = "{row}"\norganisations = ["cty-a"]\n', 1)
    form = read_form(text, "gao.toml", KNOWN)
    assert asked_of(form, "cty-a") and not asked_of(form, "cty-b")


def test_a_column_that_needs_a_row_which_some_are_not_asked_for_is_refused():
    text = OF_A.replace('formula = "ky / cung_ky * 100"', 'formula = "ky / thom__ky * 100"', 1)
    with pytest.raises(Problems) as told:
        read_form(text, "gao.toml", KNOWN)
    assert "đơn vị không được hỏi đủ dòng" in told.value.problems[0].message


CALLED = 'code = "tong"\nindicator = "gao_xay_xat"\n'


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (RICE, "tong"),
        (
            RICE.replace(CALLED, 'indicator = "gao_xay_xat"\n').replace('"tong"', '"gao_xay_xat"'),
            "gao_xay_xat",
        ),
    ],
    ids=["code", "indicator"],
)
def test_a_row_keeps_its_units_whether_it_is_called_by_its_code_or_by_its_indicator(text: str, row: str):
    """A product that brings the form anew would ask every mill for what one of them makes."""
    form = read_form(text, "gao.toml", KNOWN, units={row: ("cty-a",)})
    assert {one.code: one.organisations for one in form if one.organisations} == {row: ("cty-a",)}


def test_a_row_that_says_whom_it_concerns_is_left_as_it_says():
    form = read_form(OF_A, "gao.toml", KNOWN, units={"thom": ("cty-b",), "nep": ("cty-b",)})
    concerned = {row.code: row.organisations for row in form if row.organisations}
    assert concerned == {"thom": ("cty-a",), "nep": ("cty-b",)}
