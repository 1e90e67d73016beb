"""Whatever is wrong with a table is said at once, with its row and what to do; nothing of it is taken."""

from __future__ import annotations

import contextlib
import copy
import csv
import io
import struct
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.ledger import encodings, tables
from congthuong.core.ledger.encodings import LostLetters, OldFont, WrongEncoding
from congthuong.core.ledger.folder import folder_files, read_dataset
from congthuong.core.ledger.guard_refusals import SheetTooLarge
from congthuong.core.ledger.model import CodeList, Observation
from congthuong.core.ledger.records import HEADER_ALIASES, Catalogue, read_observations
from congthuong.core.ledger.tables import (
    MAX_BYTES,
    CellWithoutColumn,
    ColumnTwice,
    EmptyFile,
    RowTooLong,
    TooLarge,
    UnreadableFile,
    read_table,
)
from congthuong.core.ledger.unpacking import BROKEN, unpacked_size
from congthuong.core.problems import Problem, Problems
from core.ledger.tiny import DAY, indicator

HEADER = "indicator,place,period,basis,value,unit\n"
GOOD = 'gtsxcn,84,2020-H1,estimate,"19.125,44",tỷ đồng\n'
CATALOGUE = Catalogue(
    indicators={
        "gtsxcn": indicator("gtsxcn", decimals=2),
        "dn": indicator("dn", "doanh nghiệp", breakdowns=("loai",)),
    },
    codelists={"loai": CodeList("loai", "Loại", (("moi", "Mới"), ("cu", "Cũ")))},
    place_codes=frozenset({"84"}),
    recorded_on=DAY,
)


def read(text: str | bytes) -> tuple[list[Observation], list[Problem]]:
    data = text if isinstance(text, bytes) else text.encode()
    return read_observations(read_table("thu.csv", data, HEADER_ALIASES), CATALOGUE)


def only_problem(row: str) -> Problem:
    observations, problems = read(HEADER + GOOD + row)
    assert [one.indicator for one in observations] == ["gtsxcn"], "the bad row must give nothing"
    (problem,) = problems
    return problem


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        ("dn,84,2020-H1,actual,18,tấn\n", "unit", "doanh nghiệp"),
        ("dn,84,2020-H1,actual,18,dooanh nghiep\n", "unit", "dooanh nghiep"),
        ("gtsxc,84,2020-H1,actual,18,tỷ đồng\n", "indicator", "Có phải «gtsxcn»"),
        ("dn,85,2020-H1,actual,18,doanh nghiệp\n", "place", "«85»"),
        ("dn,84,2020-H3,actual,18,doanh nghiệp\n", "period", "2020-H3"),
        ("dn,84,,actual,18,doanh nghiệp\n", "period", "để trống. Hãy ghi kỳ"),
        ("dn,84,cùng kỳ năm 2019,actual,18,doanh nghiệp\n", "period", "«cùng kỳ năm 2019»"),
        ("dn,84,2020-H1,thuc te,18,doanh nghiệp\n", "basis", "thuc te"),
        ("dn,84,2020-H1,actual,08/6/2020,doanh nghiệp\n", "value", "ngày"),
        ('dn,84,2020-H1,actual,"5,268",doanh nghiệp\n', "value", "5.268"),
        ("dn,84,2020-H1,actual,19316.69,doanh nghiệp\n", "value", "19316,69"),
        ("dn,84,2020-H1,actual,mười tám,doanh nghiệp\n", "value", "mười tám"),
        ("dn,84,2020-H1,actual,,doanh nghiệp\n", "value", "đừng ghi 0"),
    ],
)
def test_a_wrong_cell_is_named_with_its_row_its_column_and_a_way_out(
    row: str, column: str, says: str
) -> None:
    problem = only_problem(row)
    assert (problem.fields["row"], problem.fields["column"]) == (3, column)
    assert says in problem.message


def test_the_same_figure_twice_names_both_rows() -> None:
    observations, problems = read(HEADER + GOOD + GOOD)
    assert len(observations) == 1
    assert "dòng 2" in problems[0].message
    assert problems[0].fields["row"] == 3


def test_one_row_in_two_items_of_one_breakdown_is_refused() -> None:
    """Nobody could ask for it again: a figure belongs to one item."""
    header = "indicator,place,period,basis,items,value,unit\n"
    row = "dn,84,2020-H1,actual,loai=moi;loai=cu,18,doanh nghiệp\n"
    observations, (problem,) = read(header + row)
    assert observations == []
    assert (problem.fields["row"], problem.fields["column"]) == (2, "items")


def test_every_bad_row_is_told_at_once() -> None:
    _, problems = read(HEADER + "x,84,2020-H1,actual,1,tấn\n" * 3 + GOOD)
    assert {problem.fields["row"] for problem in problems} == {2, 3, 4}


def test_only_the_first_few_dozen_strange_words_are_guessed_at() -> None:
    """4,000 rows of wrong units were an import of minutes, spent on hints that nobody reads."""
    rows = "".join(
        f"gtsxcm{n},84,2020-H1,actual,1,tấn\ngtsxcn,84,2020-H1,actual,1,tỷ đồngg{n}\n" for n in range(300)
    )
    _, problems = read(HEADER + rows)
    assert len(problems) == 600
    for kind, said in (("indicator", "«gtsxcn»"), ("unit", "«tỷ đồng»?")):
        own = [one.message for one in problems if one.fields["column"] == kind]
        assert 12 <= sum(f"Có phải {said}" in one for one in own) <= 50
        assert f"Có phải {said}" in own[0]


def test_wrong_headings_are_named_and_the_nearest_is_offered() -> None:
    _, problems = read("indicator,place,perod,basis,value,unit\n" + GOOD)
    said = " ".join(problem.message for problem in problems)
    assert "period" in said
    assert "«perod»" in said


def test_vietnamese_headings_semicolons_a_mark_and_nfd_are_all_welcome() -> None:
    import unicodedata

    text = "Chỉ tiêu;Địa bàn;Kỳ;Loại số liệu;Giá trị;Đơn vị tính\ngtsxcn;84;2020-H1;ước;19.125,44;tỷ đồng\n"
    observations, problems = read(("\ufeff" + unicodedata.normalize("NFD", text)).encode())
    assert problems == []
    assert (observations[0].value, observations[0].basis) == (Decimal("19125.44"), "estimate")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", EmptyFile),
        (HEADER.encode(), EmptyFile),
        (b"\n\n  \n", EmptyFile),
        ((HEADER + "gtsxcn,84,2020-H1,estimate,1,tỷ đồng\n").encode("utf-16"), WrongEncoding),
        ((HEADER + "gtsxcn,84,2020-H1,estimate,1,").encode() + "t\xfd đ\xf4ng\n".encode("cp1258", "replace"), WrongEncoding),
        ((HEADER + "gtsxcn,84,2020-H1,estimate,1,tû ®ång, S¶n l­îng c«ng nghiÖp\n").encode("latin-1"), WrongEncoding),
        ((HEADER + "gtsxcn,84,2020-H1,estimate,1,tû ®ång C«ng nghiÖp, th­¬ng m¹i ®Õn\n").encode(), WrongEncoding),
        ((HEADER + GOOD).encode("utf-16-le"), WrongEncoding),
        ((HEADER + "gtsxcn\x00,84\n").encode(), UnreadableFile),
        ((HEADER + 'gtsxcn,84,2020-H1,estimate,"1,tỷ đồng\n').encode(), UnreadableFile),
        ((HEADER + 'gtsxcn,84,2020-H1,estimate,"1"5,tỷ đồng\n').encode(), UnreadableFile),
        ((HEADER + "gtsxcn,84,2020-H1,estimate,1," + "x" * 140_000 + "\n").encode(), UnreadableFile),
        (b"indicator,unit,unit\na,b,c\n", ColumnTwice),
        ("indicator,,unit\na,lạc,c\n".encode(), CellWithoutColumn),
        ((HEADER + "gtsxcn,84,2020-H1,estimate,19.125,44,tỷ đồng\n").encode(), RowTooLong),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, UnreadableFile),
        (b"PK\x03\x04hong", UnreadableFile),
        (b"x" * (MAX_BYTES + 1), TooLarge),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(data: bytes, problem: type[Problem]) -> None:
    with pytest.raises(problem) as told:
        read_table("thu.csv", data)
    assert "thu.csv" in told.value.message
    assert "Hãy" in told.value.message or "phải" in told.value.message


def workbook_of(text: str) -> bytes:
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out)
    sheet = workbook.add_worksheet()
    for row, line in enumerate(csv.reader(io.StringIO(text))):
        sheet.write_row(row, 0, line)
    workbook.close()
    return out.getvalue()


GOOD_ROWS = (
    HEADER.rstrip("\n") + ",source\n" + 'gtsxcn,84,2020-H1,estimate,"19.125,44",tỷ đồng,Báo cáo của Sở\n' * 60
)


@pytest.mark.parametrize(
    "name", ["S¶n phÈm c«ng nghiÖp", "®iÖn", "B¸o c¸o quý", "C«ng ty TNHH Hµ Néi", "tØ lÖ"]
)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_one_cell_of_an_old_font_among_good_ones_is_named(name: str, kind: str) -> None:
    """A name pasted out of an old file made the report's own footnote unreadable, and nothing said so."""
    text = GOOD_ROWS + f"dn,84,2020-H1,actual,18,doanh nghiệp,{name}\n"
    data = text.encode()
    if kind == "xlsx":
        data = workbook_of(text)
    with pytest.raises(OldFont) as told:
        read_table(f"thu.{kind}", data, HEADER_ALIASES)
    assert told.value.fields["row"] == 62
    assert f"cột «source»: «{name}»" in told.value.message
    assert "TCVN3" in told.value.message


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_letters_saved_as_question_marks_are_told_as_lost(kind: str) -> None:
    """Saved as plain «CSV», Excel writes «t?n»: no list of units nearest to it helps, only the file it was saved from."""
    text = HEADER.rstrip("\n") + ",source\n" + "gtsxcn,84,2020-H1,estimate,1,t? d?ng,B?o c?o c?a S?\n" * 3
    data = text.encode() if kind == "csv" else workbook_of(text)
    with pytest.raises(LostLetters) as told:
        read_table(f"thu.{kind}", data, HEADER_ALIASES)
    assert told.value.fields["row"] == 2
    assert "cột «unit»: «t? d?ng» đã mất dấu, mỗi chữ có dấu thành «?» (và 5 ô khác)" in told.value.message


def test_questions_and_addresses_are_no_lost_letters() -> None:
    notes = ["Sở hỏi: đã đủ chưa?", "https://vi.du/so?ky=1", "a?b", "Vì sao? Thiếu phiếu"] * 2
    rows = "".join(f'gtsxcn,84,2020-H1,estimate,1,"{note}"\n' for note in notes)
    assert len(read_table("thu.csv", (HEADER + rows).encode()).rows) == len(notes)


@pytest.mark.parametrize(
    ("data", "said"), [(b"\x89PNG\r\n\x1a\n\x00\x00", "tệp ảnh PNG"), (b"\xff\xd8\xff\xe0", "tệp ảnh JPEG"), (b"Rar!\x1a", "tệp nén RAR")]
)  # fmt: skip
def test_a_picture_under_a_tables_name_is_called_a_picture(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        read_table("thu.csv", data)


def test_an_old_font_in_a_template_is_named_by_its_line() -> None:
    with pytest.raises(OldFont, match="dòng 3") as told:
        encodings.decode("mau/a.md", "# Báo cáo\n\n- S¶n l­îng ®iÖn\n".encode())
    assert told.value.fields["row"] == 3


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết «Nắm chắc thời cơ»", "Coca-Cola®", "Công ty ABC©", "8.600 m², 17,1 triệu m³", "dài×rộng 3m×4m",
        "Nestlé, Citroën, Köln, François, Señor", "5 µm", "½ giá", "1.000 kWh·ngày", "Số lượng¹", "Doanh thu¹", "±5%", "30°C",
        "TIẾNG VIỆT", "à, ã, é, è, ê, ì, í, ò, ó, ô, õ, ù, ú, ý",
    ],
)  # fmt: skip
def test_signs_that_good_text_has_are_no_old_font(text: str) -> None:
    read_table("thu.csv", (HEADER + f'gtsxcn,84,2020-H1,estimate,1,"{text}"\n').encode())


def test_a_file_of_200_megabytes_is_refused_without_being_read(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "so-lieu").mkdir()
    with (tmp_path / "so-lieu" / "lon.csv").open("wb") as file:
        file.truncate(200 * 2**20)  # sparse: it has a size and no content
    with pytest.raises(Problems, match="200 MB"):
        folder_files(tmp_path)


def test_a_packed_bomb_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in range(11):
            archive.writestr(f"xl/worksheets/sheet{part}.xml", b"0" * MAX_BYTES)
    with pytest.raises(TooLarge):
        read_table("bom.xlsx", out.getvalue())


def test_two_cells_in_opposite_corners_are_refused_before_room_is_made_for_all_between() -> None:
    book = io.BytesIO()
    with xlsxwriter.Workbook(book) as writing:
        sheet = writing.add_worksheet()
        sheet.write(0, 0, "a")
        sheet.write(1_048_575, 16_383, "b")
    with pytest.raises(SheetTooLarge):
        read_table("so-lieu.xlsx", book.getvalue())


def lying(data: bytes, part: str, says: int) -> bytes:
    """The zip file with another unpacked size written for a part, in its own header and in the directory."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        true = struct.pack("<I", archive.getinfo(part).file_size)
    name = part.encode()
    local, central = data.find(name) - 30, data.rfind(name) - 46
    assert data[local + 22 : local + 26] == data[central + 24 : central + 28] == true
    out = bytearray(data)
    out[local + 22 : local + 26] = out[central + 24 : central + 28] = struct.pack("<I", says)
    return bytes(out)


def test_a_bomb_that_says_it_is_small_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_UNPACKED", 8 * 2**20)
    source = io.BytesIO(workbook((1,)))
    out = io.BytesIO()
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in before.namelist():
            filling = b"<!--" + b" " * (9 * 2**20) + b"-->" if entry.endswith("sheet1.xml") else b""
            archive.writestr(entry, before.read(entry) + filling)
    data = lying(out.getvalue(), "xl/worksheets/sheet1.xml", 100)

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert sum(entry.file_size for entry in archive.infolist()) < 2**20
    with pytest.raises(TooLarge):
        read_table("bom.xlsx", data)


def test_a_part_that_is_read_many_times_counts_each_time() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", b"0" * 2**20)
        first = archive.getinfo("a.xml")
        for number in range(20):  # the directory names one part many times: nothing of it is stored again
            again = copy.copy(first)
            again.filename = f"{number}.xml"
            archive.filelist.append(again)
    assert unpacked_size(out.getvalue(), 2**30) == 21 * 2**20
    assert unpacked_size(out.getvalue(), 2**20) > 2**20


@given(st.binary(max_size=200), st.integers(0, 400), st.binary(max_size=8))
def test_measuring_a_damaged_file_ends_with_what_is_foreseen(content: bytes, at: int, damage: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", content)
    data = bytearray(out.getvalue())
    data[at : at + len(damage)] = damage
    with contextlib.suppress(*BROKEN):
        assert unpacked_size(bytes(data), 2**20) >= 0


def workbook(*rows: tuple[object, ...]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet()
    for number, row in enumerate([tuple(HEADER.strip().split(",")), *rows]):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, cell)
            else:
                sheet.write(number, column, cell)
    book.close()
    return out.getvalue()


def test_a_number_cell_of_excel_is_a_number_and_a_date_cell_is_refused() -> None:
    data = workbook(
        ("gtsxcn", "84", "2020-H1", "estimate", 19125.44, "tỷ đồng"),
        ("dn", "84", "2020-H1", "actual", date(2020, 6, 8), "doanh nghiệp"),
    )
    observations, problems = read_observations(read_table("thu.xlsx", data, HEADER_ALIASES), CATALOGUE)
    assert [one.value for one in observations] == [Decimal("19125.44")]
    assert problems[0].fields["row"] == 3
    assert "08/6/2020" in problems[0].message


def test_a_calculated_cell_counts_as_the_spreadsheet_shows_it() -> None:
    """The cell =0,1+0,2 holds 0.30000000000000004, of which nobody sees more than 0,3."""
    data = workbook(
        ("gtsxcn", "84", "2020-H1", "estimate", 0.1 + 0.2, "tỷ đồng"),
        ("gtsxcn", "84", "2019-H1", "actual", 2e15, "tỷ đồng"),
    )
    observations, problems = read_observations(read_table("thu.xlsx", data, HEADER_ALIASES), CATALOGUE)
    assert problems == []
    assert [str(one.value) for one in observations] == ["0.3", "2000000000000000"]


def test_a_number_cell_beyond_all_measure_is_refused_with_its_row() -> None:
    data = workbook(("gtsxcn", "84", "2020-H1", "estimate", 1e300, "tỷ đồng"))
    observations, (problem,) = read_observations(read_table("thu.xlsx", data, HEADER_ALIASES), CATALOGUE)
    assert observations == []
    assert (problem.fields["row"], problem.fields["column"]) == (2, "value")


def test_a_header_of_a_hundred_thousand_columns_is_answered() -> None:
    """Compared each with each, they would have kept the server busy for an hour."""
    header = ",".join(f"c{number}" for number in range(100_000))
    with pytest.raises(ColumnTwice, match="c7"):
        read_table("rong.csv", f"{header},c7\n1\n".encode())


def test_a_month_that_excel_turned_into_a_day_is_not_taken_for_that_day() -> None:
    data = workbook(("gtsxcn", "84", date(2020, 6, 1), "estimate", 1, "tỷ đồng"))
    observations, (problem,) = read_observations(read_table("thu.xlsx", data, HEADER_ALIASES), CATALOGUE)
    assert observations == []
    assert (problem.fields["row"], problem.fields["column"]) == (2, "period")
    assert "2020-06" in problem.message


def test_a_period_is_written_by_its_name_and_lies_in_the_calendar_of_its_indicator() -> None:
    named = ("6 tháng đầu năm 2020", "quý II/2020", "tháng 6/2020", "năm 2020")
    codes = ["2020-H1", "2020-Q2", "2020-06", "2020"]
    rows = [(code, "84", name, "actual", 1, "doanh nghiệp") for name in named for code in ("dn", "ql")]
    managed = indicator("ql", "doanh nghiệp", calendar="management")
    catalogue = replace(CATALOGUE, indicators={**CATALOGUE.indicators, "ql": managed})

    told, problems = read_observations(read_table("thu.xlsx", workbook(*rows), HEADER_ALIASES), catalogue)

    assert problems == []
    assert [one.period.code for one in told if one.indicator == "dn"] == codes
    assert [one.period.code for one in told if one.indicator == "ql"] == [f"QL-{code}" for code in codes]


def test_the_same_figure_by_code_and_by_name_of_its_period_is_told() -> None:
    assert "trùng với dòng 2" in only_problem(GOOD.replace("2020-H1", "6 tháng đầu năm 2020")).message


def test_a_row_is_counted_as_a_spreadsheet_counts_it() -> None:
    """A note of three lines is one row; the wrong row below it must be found."""
    header = "indicator,place,period,basis,value,unit,note\n"
    note = 'gtsxcn,84,2020-H1,estimate,1,tỷ đồng,"một\nhai\nba"\n'
    _, (problem,) = read(header + note + "gtsxcn,84,2020-H9,estimate,1,tỷ đồng,\n")
    assert problem.fields["row"] == 3


def test_a_cell_with_a_page_of_text_is_quoted_by_its_beginning() -> None:
    assert len(only_problem("dn,84,2020-H1,actual," + "9" * 5000 + ",doanh nghiệp\n").message) < 600


@pytest.mark.parametrize("decimals", ["-1", '"1,5"', "99"])
def test_printed_decimals_are_a_small_whole_number(decimals: str) -> None:
    header = HEADER.strip() + ",decimals\n"
    observations, (problem,) = read(header + f"gtsxcn,84,2020-H1,estimate,1,tỷ đồng,{decimals}\n")
    assert observations == []
    assert problem.fields["column"] == "decimals"


def declared(more: str) -> str:
    return '[[indicator]]\ncode = "a"\nname = "x"\nunit = "tấn"\n' + more


@pytest.mark.parametrize(
    ("path", "content", "says"),
    [
        ("danh-muc/chi-tieu/a.toml", declared('formula = "gtsx + 1"'), "công thức gọi «gtsx»"),
        ("danh-muc/chi-tieu/a.toml", declared('formula = "a +"'), "mã «a»: Công thức"),
        ("danh-muc/chi-tieu/a.toml", declared('formula = "tong(a)"'), "không có phân tổ"),
        ("danh-muc/chi-tieu/a.toml", declared('breakdowns = ["kv"]'), "phân tổ «kv» chưa khai"),
        ("danh-muc/chi-tieu/a.toml", declared('kind = "flows"'), "flow, stock, ratio, index"),
        ("danh-muc/chi-tieu/a.toml", declared("decimals = 2.5"), "«decimals» phải là số nguyên"),
        ("danh-muc/chi-tieu/a.toml", declared('groups = "san_pham"'), "«groups» phải là danh sách"),
        ("danh-muc/chi-tieu/a.toml", declared('display = { "km" = 1 }'), "mã «a»"),
        ("danh-muc/chi-tieu/a.toml", declared("= 5"), "dòng 5, cột 1"),
        ("danh-muc/chi-tieu/a.toml", "a = " + "[" * 5000, "viết chưa đúng kiểu TOML"),
        ("danh-muc/chi-tieu/a.toml", "indicator = 5\n", r"\[\[indicator\]\]"),
        ("danh-muc/to-chuc.toml", "organisation = [5]\n", r"\[\[organisation\]\]"),
        ("so/r.toml", 'code = "r"\nname = "r"\nunit = "xã"\n[[field]]\ncode = "key"\nname = "k"\n', "trùng tên một cột"),
        ("so/r.toml", 'code = "r"\nname = "r"\nunit = "xã"\n[[field]]\ncode = "a"\nname = "a"\ntype = "so"\n', "number"),
        ("danh-muc/nganh-a.csv", "version,level,code,parent,name_vi,name_en\n2018,x,A,,N,\n", "dòng 2"),
        ("bao-cao.toml", 'code = "x"\n', "as_of"),
        ("bao-cao.toml", "code = \n", "bao-cao.toml"),
        ("danh-muc/chi-tieu/a.toml", '[[indicator]]\ncode = "Hoa"\nname = "x"\nunit = "tấn"\n', "chữ thường"),
        ("danh-muc/chi-tieu/a.toml", '[[indicator]]\ncode = "a"\nunit = "tấn"\n', "name"),
        ("danh-muc/chi-tieu/a.toml", '[[indicator]]\ncode = "a"\nname = "x"\nunit = "tán"\n', "«tán»"),
        (
            "danh-muc/chi-tieu/a.toml",
            '[[indicator]]\ncode = "a"\nname = "x"\nunit = "tấn"\nformula = "a + 1"\n',
            "a → a",
        ),
    ],
)  # fmt: skip
def test_a_folder_with_a_mistake_is_not_half_read(path: str, content: str, says: str) -> None:
    files = {"bao-cao.toml": b'code = "x"\nas_of = "2020-06-12"\n'} | {path: content.encode()}
    with pytest.raises(Problems, match=says):
        read_dataset(files)


def test_the_same_figure_in_two_files_is_told() -> None:
    folder = {
        "bao-cao.toml": b'code = "x"\nas_of = "2020-06-12"\n',
        "danh-muc/chi-tieu/a.toml": '[[indicator]]\ncode = "gtsxcn"\nname = "x"\nunit = "tỷ đồng"\ndecimals = 2\n'.encode(),
        "so-lieu/mot.csv": (HEADER + GOOD).encode(),
        "so-lieu/hai.csv": (HEADER + GOOD).encode(),
    }
    with pytest.raises(Problems, match=r"so-lieu/mot\.csv, dòng 2: .* so-lieu/hai\.csv, dòng 2"):
        read_dataset(folder)


def test_a_document_that_stands_twice_is_told_with_both_rows() -> None:
    """In a list of 200 documents a person cannot look for it."""
    row = "05/CT-UBND,Chỉ thị,2020-05-07,UBND tỉnh,,,\n"
    header = "number,kind,date,issuer,abstract,topic,note\n"
    folder = {
        "bao-cao.toml": b'code = "x"\nas_of = "2020-06-12"\n',
        "van-ban/a.csv": (header + "1/KH,Kế hoạch,,UBND tỉnh,,,\n" + row).encode(),
        "van-ban/b.csv": (header + row).encode(),
    }
    with pytest.raises(Problems) as told:
        read_dataset(folder)
    (problem,) = told.value.problems
    assert (problem.code, problem.fields["row"]) == ("CT-222", 2)
    assert "van-ban/b.csv, dòng 2" in problem.message
    assert "van-ban/a.csv, dòng 3" in problem.message


def test_tones_typed_after_their_letters_are_told_as_windows_1258() -> None:
    typed = (
        "gi\u00e1 tri\u0323 sa\u0309n xu\u00e2\u0301t c\u00f4ng nghi\u00ea\u0323p, ti\u0309nh Tr\u00e0 Vinh\n"
    )
    with pytest.raises(WrongEncoding) as told:
        encodings.decode("a.csv", typed.encode("cp1258"))
    assert "Windows-1258" in told.value.message


def test_the_name_of_an_indicator_is_told_its_code() -> None:
    what = next(iter(CATALOGUE.indicators.values()))
    problem = only_problem(f"{what.name.upper()},84,2020-H1,estimate,1,{what.unit.symbol}\n")
    assert f"hãy ghi mã của chỉ tiêu ấy: «{what.code}»" in problem.message
