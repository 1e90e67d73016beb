"""A form goes out as a workbook and comes back with the figures that were typed, or with what is wrong where."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.forms.model import Cell
from congthuong.core.forms.workbook.layout import Layout
from congthuong.core.forms.workbook.problems import (
    HiddenBroken,
    NoFormSheet,
    OtherVersion,
    OtherWorkbook,
)
from congthuong.core.ledger.guard_refusals import SheetTooLarge, WorkbookWithLinks, WorkbookWithMacros
from congthuong.core.ledger.tables import TooLarge
from core.forms.filled_workbooks import (
    BEFORE,
    HEAD,
    TYPED,
    book_of,
    edited,
    filled,
    read,
    saved,
    spot,
    values,
    worked_out,
)
from core.forms.form_examples import rice

BLANK = dict.fromkeys(rice().typed)


def test_what_goes_out_comes_back() -> None:
    got = read(book_of())
    assert values(got) == BLANK | TYPED
    assert (got.problems, got.questions, got.by_labels) == ((), (), False)


@given(st.decimals(0, 10**9, allow_nan=False, places=2), st.integers(0, 10**14))
def test_any_figure_that_fits_comes_back_to_its_last_digit(first: Decimal, second: int) -> None:
    typed = {("trang", "ky"): first, ("thom", "ky"): Decimal(second)}
    assert values(read(book_of(filled(typed=typed)))) == BLANK | typed


def test_a_figure_longer_than_a_spreadsheet_holds_is_not_rounded() -> None:
    typed = {("trang", "ky"): Decimal("1234567890123456.78")}
    assert values(read(book_of(filled(typed=typed)))) == BLANK | typed


def test_every_cell_knows_the_revision_that_was_seen() -> None:
    got = read(book_of(filled(revisions={("trang", "ky"): 4})))
    assert (got.cells["trang", "ky"].seen, got.cells["nep", "ky"].seen) == (4, 0)


def test_only_what_is_to_be_typed_is_open_and_checked() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(book_of()))["Biểu"]
    form = rice()
    assert sheet.protection.sheet
    open_cells = {cell for cell in form.cells if not sheet.cell(**spot(*cell)).protection.locked}
    assert open_cells == form.typed
    checked = {
        cell for cell in form.cells
        if any(sheet.cell(**spot(*cell)).coordinate in one.cells for one in sheet.data_validations.dataValidation)
    }  # fmt: skip
    assert checked == form.typed
    assert "tấn" in sheet.data_validations.dataValidation[0].prompt


def test_after_an_approval_only_the_reopened_cells_are_open() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(book_of(filled(editable=frozenset({("thom", "ky")})))))["Biểu"]
    assert not sheet.cell(**spot("thom", "ky")).protection.locked
    assert sheet.cell(**spot("trang", "ky")).protection.locked


def test_totals_are_formulas_that_show_their_value_before_they_are_recalculated() -> None:
    data = book_of()
    formula = openpyxl.load_workbook(io.BytesIO(data))["Biểu"].cell(**spot("tong", "ky")).value
    cached = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["Biểu"].cell(**spot("tong", "ky")).value
    assert formula.startswith("=IFERROR(IF(OR(") and "SUM(C11:C13)" in formula
    assert Decimal(str(cached)) == Decimal("19152.94")


@pytest.mark.parametrize(
    "typed",
    [
        {("trang", "ky"): Decimal(5), ("thom", "ky"): Decimal("2.5")},
        {("trang", "ky"): Decimal(5)},
        {("trang", "ky"): Decimal(0), ("thom", "ky"): Decimal(0), ("nep", "ky"): Decimal(7)},
        {},
    ],
)
def test_the_sheet_works_out_what_the_program_works_out(typed: dict[Cell, Decimal | None]) -> None:
    """From other figures than those that were there before; a missing part makes a missing total."""

    def retype(sheet: Any) -> None:
        for cell in rice().typed:
            sheet.cell(**spot(*cell)).value = typed.get(cell)

    sheet = openpyxl.load_workbook(io.BytesIO(edited(book_of(), retype)))["Biểu"]
    want = filled(typed=typed)
    worked = [cell for cell in rice().cells if cell[1] != "cung_ky" and cell not in rice().typed]
    assert worked
    for cell in worked:
        shown, known = worked_out(sheet, sheet.cell(**spot(*cell)).coordinate), want.cells[cell].value
        assert (None if shown == "" else round(shown, 6)) == (known if known is None else round(known, 6)), (
            cell
        )


def test_nothing_that_was_typed_once_starts_a_formula() -> None:
    evil = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://a")')
    form = rice()
    for text in evil:
        section = replace(form.sections[0], name=text, rows=tuple(replace(row, label=text) for row in form.sections[0].rows))  # fmt: skip
        own = replace(form, name=text, symbol=text, sections=(section, *form.sections[1:]), columns=tuple(replace(one, name=text) for one in form.columns))  # fmt: skip
        what = replace(filled(own), head=replace(HEAD, organisation=text, sender=text))
        with zipfile.ZipFile(io.BytesIO(book_of(what))) as archive:
            sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        formulas = sheet.count("<f>")
        with zipfile.ZipFile(io.BytesIO(book_of())) as archive:
            assert formulas == archive.read("xl/worksheets/sheet1.xml").decode().count("<f>")
        assert "<hyperlink" not in sheet


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1 850 tấn và ít nữa", "không"),
        ("1,850", "1.850"),
        (1 / 3, "làm tròn"),
        (True, "TRUE"),
        (1e18, "quá lớn"),
        ("=1/3", "chưa có kết quả"),
        ("#DIV/0!", "báo lỗi"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_where_it_stands(typed: object, said: str) -> None:
    def change(sheet: Any) -> None:
        sheet.cell(**spot("trang", "ky")).value = typed

    got = read(edited(book_of(), change))
    assert ("trang", "ky") not in got.cells
    (problem,) = got.problems
    assert said in problem.message and "«Biểu», ô C11" in problem.message
    assert (problem.fields["row"], problem.fields["column"]) == (11, 3)


def test_figures_typed_the_vietnamese_way_are_read() -> None:
    def change(sheet: Any) -> None:
        sheet.cell(**spot("trang", "ky")).value = "1.234,5"
        sheet.cell(**spot("thom", "ky")).value = 0.1 + 0.2

    got = values(read(edited(book_of(), change)))
    assert (got["trang", "ky"], got["thom", "ky"]) == (Decimal("1234.5"), Decimal("0.3"))


def test_lines_that_moved_are_found_by_their_name() -> None:
    got = read(edited(book_of(), lambda sheet: sheet.insert_rows(11)))
    assert values(got) == BLANK | TYPED
    assert got.cells["trang", "ky"].at == "C12"


def test_a_line_that_is_gone_is_told() -> None:
    got = read(edited(book_of(), lambda sheet: sheet.delete_rows(12)))
    assert [one.code for one in got.problems] == ["CT-852"]
    assert "Gạo thơm" in got.problems[0].message
    assert ("thom", "ky") not in got.cells


def test_the_file_of_another_return_is_refused() -> None:
    with pytest.raises(OtherWorkbook):
        read(book_of(), head=replace(HEAD, ret=8))
    with pytest.raises(OtherVersion):
        read(book_of(), head=replace(HEAD, version=4))


def test_a_hidden_sheet_that_was_touched_is_refused() -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of()))
    book["_so_cong_thuong"]["B3"] = "ba"
    with pytest.raises(HiddenBroken):
        read(saved(book))


def own_sheet(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def test_a_sheet_of_ones_own_is_read_by_its_labels_and_asks() -> None:
    got = read(
        own_sheet([["Báo cáo"], ["STT", "CHỈ TIÊU", "trong kỳ"], [1, "gạo trắng", 5], [2, "Nếp", None]])
    )
    assert values(got) == {("trang", "ky"): Decimal(5)}
    assert got.by_labels
    assert [one.code for one in got.questions] == ["CT-855"]
    assert got.cells["trang", "ky"].seen is None


def test_unknown_rows_and_columns_of_such_a_sheet_are_told() -> None:
    got = read(
        own_sheet([["Chỉ tiêu", "Trong kỳ", "Trong quý"], ["Gạo trắng", 5, 6], ["Gạo trắg thơm", 3, 4]])
    )
    assert [(one.code, one.fields["row"], one.fields["column"]) for one in got.problems] == [
        ("CT-854", 1, 3),
        ("CT-853", 3, 1),
    ]


def test_a_unit_that_such_a_sheet_states_is_converted_and_told_or_the_line_is_not_taken() -> None:
    got = read(
        own_sheet(
            [
                ["Chỉ tiêu", "ĐVT", "Trong kỳ"],
                ["Gạo trắng", "kg", 28200],
                ["Gạo thơm", "Tấn", 7.25],
                ["Nếp", "triệu đồng", 3],
            ]
        )
    )
    assert values(got) == {("trang", "ky"): Decimal("28.2"), ("thom", "ky"): Decimal("7.25")}
    assert [one.code for one in got.questions] == ["CT-855", "CT-867"]
    assert "«Gạo trắng» từ kg sang tấn" in got.questions[1].message
    assert [(one.code, one.fields["row"], one.fields["column"]) for one in got.problems] == [("CT-866", 4, 2)]


def test_firms_beside_the_rows_are_no_units() -> None:
    got = read(own_sheet([["Chỉ tiêu", "Đơn vị", "Trong kỳ"], ["Gạo trắng", "Công ty A", 5]]))
    assert (values(got), got.problems) == ({("trang", "ky"): Decimal(5)}, ())


def test_what_was_not_to_be_typed_is_told_when_it_was_changed() -> None:
    beside = filled(shown={("trang", "cung_ky"): Decimal("18000.5"), ("thom", "cung_ky"): Decimal(30)})
    again = book_of(beside)
    assert read(again).problems == ()

    def change(sheet: Any) -> None:
        sheet.cell(**spot("trang", "cung_ky"), value=17000)
        sheet.cell(**spot("tong", "ky"), value=99)
        sheet.cell(**spot("trang", "so_cung_ky"), value=1)
        at = spot("trang", "ky")["row"]
        sheet.cell(row=at, column=20, value="sản lượng khác")
        sheet.cell(row=at, column=2, value="kg")

    got = read(edited(again, change))
    said = {(one.code, one.fields["place"]) for one in got.problems}
    assert said == {("CT-854", "ô T11"), ("CT-860", "ô E11"), ("CT-860", "ô C14"), ("CT-860", "ô F11")}
    assert got.cells["trang", "ky"].value == Decimal("19.12544")  # in kilograms, as the line now says
    assert [one.code for one in got.questions] == ["CT-867"]


def test_a_quotient_is_shown_with_the_decimals_of_its_column() -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of(filled(shown={("trang", "cung_ky"): Decimal(7)}))))
    assert book["Biểu"].cell(**spot("trang", "so_cung_ky")).number_format == "#,##0.00"


def test_two_lines_of_one_name_are_not_guessed_at() -> None:
    got = read(own_sheet([["Chỉ tiêu", "Trong kỳ"], ["Gạo trắng", 5], ["Gạo trắng", 6]]))
    assert [one.code for one in got.problems] == ["CT-852"]
    assert values(got) == {("trang", "ky"): Decimal(5)}


def test_a_sheet_that_is_no_such_form_is_refused() -> None:
    with pytest.raises(NoFormSheet):
        read(own_sheet([["Tên", "Giá"], ["Cam", 5]]))


def package(change: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(book_of())) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (parts | change).items():
            archive.writestr(name, data)
    return out.getvalue()


def test_hostile_files_are_refused_before_they_are_opened() -> None:
    wide = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    for change, refusal in [
        ({"xl/vbaProject.bin": b"x"}, WorkbookWithMacros),
        ({"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}, WorkbookWithLinks),
        ({"xl/worksheets/sheet1.xml": wide}, SheetTooLarge),
        ({"xl/bom.xml": b"0" * 600_000_000}, TooLarge),
    ]:
        with pytest.raises(refusal):
            read(package(change))


def test_the_heading_stays_in_sight() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(book_of()))["Biểu"]
    assert sheet.freeze_panes == "C10"
    assert sheet["A3"].value == "Kỳ báo cáo: tháng 5 năm 2020"
    assert Layout(rice()).rows["trang"] == 10
    assert BEFORE  # cumulated columns add to what was before
