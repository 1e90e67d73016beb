"""What is typed wrong though it could be right is told before a director signs it; nothing right is accused."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from congthuong.core.ledger.book import Book
from congthuong.core.ledger.folder import folder_files, read_dataset, read_folder
from congthuong.core.ledger.model import RESPONDENTS, Dataset
from congthuong.core.ledger.plausible import Doubt, doubts
from congthuong.core.problems import Problems
from congthuong.core.quantities import Period, unit_of
from core.ledger.tiny import DAY, book, indicator, observed

FOLDER = Path(__file__).resolve().parents[3] / "examples" / "tra-vinh-2020-h1"
EXAMPLE = read_folder(FOLDER)
CONTRADICTED = ("ntm_xa_xac_nhan.2020-H1.actual", "ntm_xa_nang_cao.2020-H1.actual")
"""The report says 08 and 05 communes and names eleven and two (docs/mau-thuan-trong-bao-cao-goc.md): told, and kept."""


def doubted(code: str, period: str, value: str, basis: str = "estimate") -> tuple[Doubt, ...]:
    """The doubts over the example's figures with one of them typed otherwise."""
    observations = tuple(
        replace(one, value=Decimal(value))
        if (one.indicator, one.period.code, one.basis) == (code, period, basis)
        else one
        for one in EXAMPLE.observations
    )
    return doubts_beside(replace(EXAMPLE, observations=observations))


def doubts_beside(data: Dataset) -> tuple[Doubt, ...]:
    """What is doubted beside the report's own contradictions."""
    return tuple(one for one in doubts(Book(data, DAY)) if one.reference not in CONTRADICTED)


def test_nothing_of_the_real_report_is_doubted_but_where_it_contradicts_itself() -> None:
    told = doubts(Book(EXAMPLE, DAY))
    assert [(one.reference, one.slip) for one in told] == [(one, "rows") for one in CONTRADICTED]


@pytest.mark.parametrize(
    ("period", "basis", "value", "slip", "says"),
    [
        ("2020-H1", "estimate", "0", "zero", "bằng 0"),
        ("2020-H1", "estimate", "1912544", "magnitude", "khoảng 100 lần"),
        ("2020-H1", "estimate", "1912.544", "magnitude", "khoảng 10 lần"),
        ("2020-H1", "estimate", "19.12544", "magnitude", "khoảng 1.000 lần"),
        ("2020-H1", "estimate", "43994", "date", "12/6/2020"),
        ("2020-H1", "estimate", "91125.44", "digits", "19.125,44"),
        ("2020-H1", "estimate", "46000", "part", "lớn hơn cả năm"),
        ("2020", "forecast", "452660", "magnitude", "khoảng 10 lần"),
        ("2020", "plan", "4540", "magnitude", "nhỏ hơn khoảng 10 lần"),
        ("2020-H1", "estimate", "3000", "far", "5 lần"),
    ],
)
def test_a_likely_slip_is_told_with_what_it_was_held_against(
    period: str, basis: str, value: str, slip: str, says: str
) -> None:
    own = [one for one in doubted("gtsxcn", period, value, basis) if one.slip == slip]
    assert own, doubted("gtsxcn", period, value, basis)
    assert own[0].reference == f"gtsxcn.{period}.{basis}"
    assert says in own[0].message
    assert own[0].beside


def test_a_wrong_figure_does_not_accuse_its_neighbours() -> None:
    """One typed ×100 is named once: a person looks at one cell, not at four."""
    told = doubted("gtsxcn", "2020-H1", "1912544")
    assert [one.reference for one in told] == ["gtsxcn.2020-H1.estimate"]


def test_a_respondents_own_figure_was_asked_about_in_its_return() -> None:
    wrong = next(one for one in EXAMPLE.observations if one.indicator == "gtsxcn" and one.basis == "estimate")
    mill = ((RESPONDENTS, "cty-a"),)
    own = (replace(wrong, items=mill), replace(wrong, items=mill, basis="actual", value=wrong.value * 1000))
    assert doubts_beside(replace(EXAMPLE, observations=(*EXAMPLE.observations, *own))) == ()


def test_a_computed_rate_over_a_hundred_is_told() -> None:
    half = Period.of("QL-2020-H1")
    stated = [
        replace(next(one for one in EXAMPLE.observations if one.indicator == "hs_buu_chinh"), indicator=code, period=half, qualifier="", value=Decimal(value))
        for code, value in (("hs_da_giai_quyet", 5515), ("hs_dung_han", 5551))
    ]  # fmt: skip
    typed = replace(EXAMPLE, observations=(*EXAMPLE.observations, *stated))
    told = [one for one in doubts(Book(typed, DAY)) if one.slip == "bounds"]
    assert [one.reference for one in told] == ["hs_ty_le_dung_han.QL-2020-H1.formula"]
    assert "100%" in told[0].message


def test_a_rate_stated_against_its_own_inputs_is_told_and_one_that_agrees_is_not() -> None:
    """Half the households where the counts beside it say nearly all: nobody else would see it."""
    rate = next(one for one in EXAMPLE.observations if one.indicator == "ty_le_ho_dien")

    def told(value: str) -> list[tuple[str, str]]:
        stated = replace(rate, period=Period.of("2020-H1"), basis="actual", value=Decimal(value), decimals=2)
        data = replace(EXAMPLE, observations=(*EXAMPLE.observations, stated))
        return [(one.reference, one.slip) for one in doubts_beside(data)]

    assert told("50") == [("ty_le_ho_dien.2020-H1.actual", "formula")]
    assert told("98.96") == []  # as the counts give it: 278.435 of 281.360


def test_a_rate_that_may_move_freely_and_a_first_figure_are_not_doubted() -> None:
    made = book(
        [indicator("ty_le", "%", kind="ratio"), indicator("moi")],
        [
            observed("ty_le", "2020-H1", "40", unit="%"),
            observed("ty_le", "2019-H1", "2", unit="%"),
            observed("moi", "2020-H1", "7"),
        ],
    )
    assert doubts(made) == ()


@pytest.mark.parametrize(
    ("path", "old", "new", "column"),
    [
        ("so-lieu/chi-tieu-chinh.csv", '"19.125,44"', '"-19.125,44"', "value"),
        (
            "so-lieu/van-phong.csv",
            '"12,3",%,,final,implied,"11,75","12,85"',
            '"112,3",%,,final,implied,"111,75","112,85"',
            "value",
        ),
        ("so/thu_tuc.csv", "13,8", "13,-8", "cat_giam"),
    ],
)
def test_a_value_out_of_bounds_is_refused_with_its_row(path: str, old: str, new: str, column: str) -> None:
    files = dict(folder_files(FOLDER))
    text = files[path].decode()
    assert old in text
    files[path] = text.replace(old, new, 1).encode()
    with pytest.raises(Problems) as told:
        read_dataset(files)
    (problem,) = told.value.problems
    row = text[: text.index(old)].count("\n") + 1
    assert (problem.code, problem.fields["row"], problem.fields["column"]) == ("CT-223", row, column)
    assert "Hãy xem lại" in problem.message


def test_what_a_district_states_against_its_register_names_the_district() -> None:
    depots = next(one for one in EXAMPLE.observations if one.indicator == "ntm_xa_xac_nhan")
    elsewhere = replace(
        depots, indicator="tm_kho_xang_dau", place="844", value=Decimal(7), unit=unit_of("kho")
    )
    told = doubts_beside(replace(EXAMPLE, observations=(*EXAMPLE.observations, elsewhere)))
    (said,) = [one.message for one in told if one.slip == "rows"]
    assert said.startswith("Kho xăng dầu, Huyện Càng Long, 6 tháng đầu năm 2020: 7 kho: ")
