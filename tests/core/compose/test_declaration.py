"""`bao-cao.toml` as people type it: a slip is told with its table, its key and the key that was meant.

Each of these was a KeyError, a ValueError, a TypeError or an InvalidOperation in English; "addresses" left the paper
without its addressees and nobody was told.
"""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from congthuong.core.compose.engine import UnknownWord
from congthuong.core.compose.report import Definition, UnknownHome, compose_report
from congthuong.core.ledger.book import Book
from congthuong.core.problems import Problem, Problems
from report.example import compose, dataset


def declared(change: Any) -> Definition:
    settings = copy.deepcopy(dict(dataset().report))
    change(settings)
    return Definition(settings)


def told(change: Any) -> tuple[Problem, ...]:
    with pytest.raises(Problems) as problems:
        _ = declared(change).declared
    return problems.value.problems


def rename(table: dict[str, Any], old: str, new: str) -> None:
    table[new] = table.pop(old)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda s: rename(s["table"][0], "caption", "capton"), "table[bieu_san_pham].capton: không có mục này; có phải «caption»?"),
        (lambda s: rename(s["table"][0]["column"][1], "show", "shows"), "table[bieu_san_pham].column[2].show: thiếu mục «show»"),
        (lambda s: rename(s["signature"], "position", "positon"), "signature.positon: không có mục này; có phải «position»?"),
        (lambda s: rename(s["letterhead"], "agency", "agncy"), "letterhead.agency: thiếu mục «agency»"),
        (lambda s: rename(s, "addressees", "adressees"), "adressees: không có mục này; có phải «addressees»?"),
        (lambda s: s.update(letterhead="UBND TỈNH"), "letterhead: phải là bảng"),
        (lambda s: s.pop("signature"), "signature: thiếu phần [signature]"),
        (lambda s: s.update(table="bảng"), "table: phải là các bảng [[table]]"),
        (lambda s: s.update(date="12 tháng sáu"), "date: "),
        (lambda s: s.update(template=[]), "template: thiếu mục «template»"),
        (lambda s: s["table"][0]["column"][0].update(width="x"), "column[1].width: «x» không phải độ rộng"),
        (lambda s: s["table"][0]["column"][0].update(width=float("nan")), "width: «nan» không phải độ rộng"),
        (lambda s: s["table"][0]["column"][0].update(align="giua"), "align: «giua» không dùng được; hãy viết một trong: left, center, right"),
        (lambda s: s["table"][0]["row"][0].update(unit="tỷ kWh/"), "row[1].unit: Không có đơn vị «tỷ kWh/»"),
        (lambda s: s["table"][0]["row"][0].update(decimals="một"), "row[1].decimals: phải là số nguyên"),
        (lambda s: s["table"][0]["row"][0].pop("decimals"), "row[1].decimals: hãy ghi số chữ số thập phân của dòng"),
        (lambda s: s["annex"][0].update(landscape="co"), "annex[1].landscape: phải là true hoặc false"),
        (lambda s: s["chart"].append(s["chart"][0]), "mã «tang_truong_san_pham» khai hai lần"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_its_table_its_key_and_what_to_do(change: Any, says: str) -> None:
    problems = told(change)
    assert any(says in one.message for one in problems), [one.message for one in problems]
    assert all("bao-cao.toml" in one.message for one in problems)


def test_every_slip_is_told_at_once_and_a_missing_part_once() -> None:
    def change(settings: dict[str, Any]) -> None:
        del settings["letterhead"]
        settings["period"] = "2020-H9"
        settings["chart"][0]["labl"] = ""

    assert [one.fields["path"] for one in told(change)] == [
        "period", "letterhead", "chart[tang_truong_san_pham].labl",
    ]  # fmt: skip


def test_a_signing_day_is_written_as_the_closing_day_is() -> None:
    for written in ("12/6/2020", "2020-06-12", date(2020, 6, 12)):
        made = declared(lambda settings, day=written: settings.update(date=day, as_of=day))
        assert made.declared.letterhead.date == made.declared.as_of == made.as_of == date(2020, 6, 12)


def test_a_place_that_is_not_in_the_catalogue_is_one_sentence_and_no_report_of_gaps() -> None:
    """The example with place = "99" was composed with 159 gaps."""
    elsewhere = replace(dataset(), report={**dataset().report, "place": "99"})
    with pytest.raises(UnknownHome, match="«99»"):
        compose(elsewhere)
    nowhere = replace(elsewhere, places=(), place_changes=())
    definition = Definition.of(nowhere)
    assert compose_report(Book(nowhere, definition.as_of), definition, draft=True).missing


def test_the_period_may_be_written_by_its_name() -> None:
    definition = declared(lambda s: s.update(period="6 tháng đầu năm 2020"))

    assert (definition.declared.period.code, definition.period.code) == ("2020-H1", "2020-H1")


def test_a_row_laid_out_for_an_indicator_that_is_none_is_told() -> None:
    """Its layout would silently be missing from the annex."""
    settings = copy.deepcopy(dict(dataset().report))
    settings["table"][0]["row"][0]["indicator"] = "dien_san_xua"
    with pytest.raises(UnknownWord, match="«dien_san_xuat»"):
        compose(replace(dataset(), report=settings))
