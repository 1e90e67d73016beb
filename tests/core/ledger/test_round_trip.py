"""What goes out as a table comes back the same; nothing that a user wrote starts a formula there."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from congthuong.core.ledger.export import TextTooLong, observations_csv, observations_xlsx
from congthuong.core.ledger.folder import read_folder
from congthuong.core.ledger.records import HEADER_ALIASES, Catalogue, read_observations
from congthuong.core.ledger.tables import read_table
from core.ledger.tiny import DAY

EXAMPLE = read_folder(Path(__file__).resolve().parents[3] / "examples" / "tra-vinh-2020-h1")
CATALOGUE = Catalogue(
    indicators={one.code: one for one in EXAMPLE.indicators},
    codelists={one.code: one for one in EXAMPLE.codelists},
    place_codes=frozenset(place.code for place in EXAMPLE.places),
    recorded_on=DAY,
)


@pytest.mark.parametrize(
    ("name", "write"), [("so-lieu.csv", observations_csv), ("so-lieu.xlsx", observations_xlsx)]
)
def test_every_observation_of_the_example_comes_back_as_it_went(name, write) -> None:  # type: ignore[no-untyped-def]
    back, problems = read_observations(
        read_table(name, write(EXAMPLE.observations), HEADER_ALIASES), CATALOGUE
    )
    assert problems == []
    assert back == list(EXAMPLE.observations)


def test_a_workbook_is_vietnamese_and_its_numbers_add_up() -> None:
    """A person sums the column in the spreadsheet: text that looks like numbers gives 0."""
    sheet = openpyxl.load_workbook(io.BytesIO(observations_xlsx(EXAMPLE.observations))).active
    heading, *rows = sheet.iter_rows()
    column = {cell.value: place for place, cell in enumerate(heading)}
    by_basis = {row[column["Loại số liệu"]].value for row in rows}
    assert by_basis == {"thực hiện", "ước thực hiện", "dự ước", "kế hoạch"}
    assert {row[column["Trạng thái"]].value or "" for row in rows} == {"", "suy ra"}
    assert {row[column["Lần công bố"]].value or "" for row in rows} <= {"", "lần đầu", "chính thức"}
    values = [row[column["Giá trị"]] for row in rows]
    assert all(cell.data_type == "n" for cell in values)
    output = next(one for one, row in zip(values, rows, strict=True) if row[0].value == "gtsxcn")
    assert (output.value, output.number_format) == (19125.44, "#,##0.00")
    assert all(row[column["Ngày ghi nhận"]].is_date for row in rows)
    assert all(row[column["Địa bàn"]].value == "84" for row in rows)


def test_a_number_longer_than_a_cell_holds_and_stated_zeros_come_back() -> None:
    output = next(one for one in EXAMPLE.observations if one.indicator == "gtsxcn")
    given = [
        replace(output, value=Decimal("1234567890123456.78")),
        replace(output, period=output.period.whole_year(), value=Decimal("0.80"), decimals=2),
    ]
    back, problems = read_observations(
        read_table("a.xlsx", observations_xlsx(given), HEADER_ALIASES), CATALOGUE
    )
    assert problems == []
    assert back == given


def test_a_problem_names_the_column_as_the_file_does() -> None:
    """A person looks for «Giá trị», not for «value»."""
    rows = "Chỉ tiêu;Địa bàn;Kỳ;Loại số liệu;Giá trị;Đơn vị\ngtsxcn;84;2020-H1;ước thực hiện;mười;tấn\ngtsxcn;84;2020-H1;chắc;1;tỷ đồng\n"
    _, problems = read_observations(read_table("a.csv", rows.encode(), HEADER_ALIASES), CATALOGUE)
    assert [one.fields["column"] for one in problems] == ["Giá trị", "Đơn vị", "Loại số liệu"]
    assert "ước thực hiện" in problems[-1].message
    assert "estimate" not in problems[-1].message
    table = read_table("a.csv", "Chỉ tiêu;Địa bàn;Kỳ\ngtsxcn;84;2020-H1\n".encode(), HEADER_ALIASES)
    _, (missing,) = read_observations(table, CATALOGUE)
    assert "Loại số liệu, Giá trị, Đơn vị tính" in missing.message


@pytest.mark.parametrize("start", ["=1+1", "+84", "-cmd", "@SUM(A1)", "\t=1"])
def test_no_cell_of_user_text_starts_a_formula(start: str) -> None:
    one = replace(EXAMPLE.observations[0], note=start)
    data = observations_csv([one])
    cells = next(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert not cells["note"].startswith(("=", "+", "-", "@", "\t"))
    back, _ = read_observations(read_table("a.csv", data), CATALOGUE)
    assert back[0].note == start


@pytest.mark.parametrize(
    ("name", "write"), [("so-lieu.csv", observations_csv), ("so-lieu.xlsx", observations_xlsx)]
)
def test_a_note_comes_back_as_it_was_whatever_signs_it_begins_with(name, write) -> None:  # type: ignore[no-untyped-def]
    """A note "'=1" came back "=1"."""
    notes = ["=1", "'=1", "''=1", "-5 tấn", "'-5", "'tháng tư", "''", "'", "a'=1", "x" * 32_000]
    output = next(one for one in EXAMPLE.observations if one.indicator == "gtsxcn")
    given = [replace(output, note=note, place=str(83 + n), source=note) for n, note in enumerate(notes)]
    known = replace(CATALOGUE, place_codes=frozenset(one.place for one in given))
    back, problems = read_observations(read_table(name, write(given), HEADER_ALIASES), known)
    assert problems == []
    assert [(one.note, one.source) for one in back] == [(note, note) for note in notes]


@pytest.mark.parametrize(("length", "write"), [(32_767, observations_xlsx), (140_000, observations_csv)])
def test_a_note_longer_than_a_cell_is_refused_and_does_not_vanish(length, write) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(TextTooLong, match="«Ghi chú» dài"):
        write([replace(EXAMPLE.observations[0], note="x" * length)])


@pytest.mark.parametrize(
    ("name", "write"), [("so-lieu.csv", observations_csv), ("so-lieu.xlsx", observations_xlsx)]
)
def test_who_recorded_a_figure_goes_and_comes_with_it(name, write) -> None:  # type: ignore[no-untyped-def]
    output = next(one for one in EXAMPLE.observations if one.indicator == "gtsxcn")
    given = replace(output, recorded_by="=Phòng Thống kê, bà Ng. T. H.")
    (back,), problems = read_observations(read_table(name, write([given]), HEADER_ALIASES), CATALOGUE)
    assert problems == []
    assert back.recorded_by == "=Phòng Thống kê, bà Ng. T. H."

    rows = f"Chỉ tiêu;Địa bàn;Kỳ;Loại số liệu;Giá trị;Đơn vị;Người ghi\ngtsxcn;84;2020-H1;ước;10;tỷ đồng;{'a' * 151}\n"
    _, (told,) = read_observations(read_table("a.csv", rows.encode(), HEADER_ALIASES), CATALOGUE)
    assert (told.fields["row"], told.fields["column"]) == (2, "Người ghi")
    assert "dài 151 chữ, nhiều nhất 150 chữ" in told.message


def test_a_figure_says_up_to_which_day_it_counts() -> None:
    """What is done counts to the end of its period, while that runs to the day it was told; a plan counts nothing yet."""
    output = next(
        one for one in EXAMPLE.observations if one.indicator == "gtsxcn" and one.basis == "estimate"
    )
    done = replace(output, basis="actual", counted_to=None)
    assert done.period.last > done.recorded_on
    assert done.counts_to == done.recorded_on
    past = replace(done, period=done.period.same_period_last_year())
    assert past.counts_to == past.period.last
    assert replace(done, counted_to=date(2020, 6, 8)).counts_to == date(2020, 6, 8)
    assert [replace(done, basis=basis).counts_to for basis in ("estimate", "plan", "forecast")] == [None] * 3
