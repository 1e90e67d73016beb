"""Templates are kept ready between reports; what one report says must never reach another."""

from __future__ import annotations

import pytest

from congthuong.core.compose.engine import Composer, TemplateProblem, UnknownWord
from congthuong.core.document.model import Inline, Text


def said(names: dict[str, object], template: str) -> tuple[Inline, ...]:
    return Composer(names).line("mau/thu.md", template)


def test_one_template_says_each_reports_own_names() -> None:
    template = "Năm {{ nam_nay }}: {% moi x trong nhom %}{{ x }}{{ dau }}{% het %}"

    first = said({"nam_nay": "2020", "nhom": ("a", "b"), "dau": ";"}, template)
    second = said({"nam_nay": "2021", "nhom": ("c",), "dau": "."}, template)

    assert [one.text for one in first if isinstance(one, Text)] == ["Năm ", "2020", ": ", "a", ";", "b", ";"]
    assert [one.text for one in second if isinstance(one, Text)] == ["Năm ", "2021", ": ", "c", "."]


def test_a_constant_in_braces_stands_in_every_report_that_uses_the_template() -> None:
    template = 'Sở {{ "Công Thương" }}'

    assert [said({}, template) for _ in range(2)] == [(Text("Sở "), Text("Công Thương"))] * 2


def test_a_name_known_to_one_report_is_still_unknown_to_the_next() -> None:
    said({"gtsxcn": "19"}, "{{ gtsxcn }}")

    with pytest.raises(UnknownWord, match="gtsxcn"):
        said({"gtsxc": "19"}, "{{ gtsxcn }}")


def test_a_template_cannot_reach_what_a_rendering_hands_in() -> None:
    with pytest.raises(TemplateProblem, match="_placed"):
        said({}, "{{ _placed }}")


def test_an_expression_of_a_column_sees_the_row_it_is_asked_for() -> None:
    composer = Composer({"nam_nay": "2020"})

    assert [composer.evaluate("bao-cao.toml", "x", {"x": row}) for row in ("một", "hai")] == ["một", "hai"]
