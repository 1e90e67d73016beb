"""Lists as offices keep them: headings of two lines, totals and signatures, forms and industries in words."""

from __future__ import annotations

import io
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.registers.conftest import Add
from apps.registers.test_register_import import accept, valid, workbook
from congthuong.apps.accounts.models import User
from congthuong.apps.catalogue.models import Classification, ClassItem, Place
from congthuong.apps.industry.models import Enterprise
from congthuong.apps.registers.importing.headings import matched
from congthuong.apps.registers.importing.labels import goes_on
from congthuong.apps.registers.importing.outside import NUMBERING, TOTAL, rows_outside
from congthuong.apps.registers.importing.reading import CellRefused, Cells
from congthuong.apps.registers.kinds import require_kind
from congthuong.core.intake.cells import Sheet
from congthuong.core.quantities import NotADate
from congthuong.web import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
SO = "/so/doanh_nghiep_cn/"
ALONE = ["STT", "Tên doanh nghiệp", "Mã số thuế", "Ngành nghề", "Ngày thành lập"]
SHARED = {5: ("Địa chỉ", "Xã, phường", "Huyện"), 7: ("Lao động", "Tổng số", "Nữ")}
END = [
    ["Tổng cộng", "", "", "", "", "", "", 1292, 600],
    [],
    ["", "", "", "", "", "Trà Vinh, ngày 08 tháng 6 năm 2020"],
    ["", "NGƯỜI LẬP BIỂU", "", "", "", "GIÁM ĐỐC"],
    ["", "Nguyễn Thị Lá", "", "", "", "Trần Văn Dừa"],
]


@pytest.fixture(autouse=True)
def industries() -> None:
    version = Classification.objects.create(version="2018")
    for code, name in (
        ("10", "Sản xuất, chế biến thực phẩm"),
        ("11", "Sản xuất đồ uống"),
        ("110", "Sản xuất đồ uống"),
    ):
        ClassItem.objects.create(version=version, code=code, level=2, name_vi=name)


def office_file(*rows: list[object], end: list[list[object]] = END) -> bytes:  # type: ignore[assignment]
    """Headings of two lines with merged cells, the columns numbered below."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Biểu 1")
    sheet.merge_range(0, 0, 0, 8, "DANH SÁCH DOANH NGHIỆP SẢN XUẤT CÔNG NGHIỆP")
    for column, text in enumerate(ALONE):
        sheet.merge_range(2, column, 3, column, text)
    for column, (text, *under) in SHARED.items():
        sheet.merge_range(2, column, 2, column + 1, text)
        sheet.write_row(3, column, under)
    sheet.write_row(4, 0, [f"({number})" for number in range(1, 10)])
    for at, row in enumerate([*rows, *end], start=5):
        sheet.write_row(at, 0, row)
    book.close()
    return out.getvalue()


def handed_in(client: Client, data: bytes) -> str:
    answer = client.post(f"{SO}nhap/", {"tep": SimpleUploadedFile("dn.xlsx", data)})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def test_an_office_s_list_becomes_rows_and_nothing_of_it_is_left_out_in_silence(client: Client):
    coconut = [1, "Công ty TNHH MTV Dừa", valid("210012345"), "Chế biến thực phẩm", "05/01/2015", "P.4", "TP Trà Vinh", 1250, 580]  # fmt: skip
    leaves = [2, "HTX Chầm Lá", "", "10", "08/6/2018", "TT.Càng Long", "Càng Long", 42, 20]
    address = handed_in(client, office_file(coconut, leaves))

    page = client.get(address).content.decode()

    assert "Lao động › Nữ" in page and "Địa chỉ › Xã, phường" in page
    assert (
        "Không lấy 5 dòng của tệp" in page and "8 (dòng tổng cộng)" in page and "5 (dòng đánh số cột)" in page
    )
    assert "thiếu cột phải có" in page and 'name="moi-dong-trang_thai"' in page
    client.post(f"{address}cot/", {"moi-dong-trang_thai": "hoạt động"})
    page = client.get(f"{address}?loai=new").content.decode()
    assert "«hợp tác xã» đọc từ tên" in page and "hiểu là 10" in page
    assert "Trần Văn Dừa" in client.get(f"{address}?loai=left").content.decode()
    assert accept(client, address) == 302

    rows = {row.ten: row for row in Enterprise.objects.all()}
    one, two = rows.pop("Công ty TNHH MTV Dừa"), rows.pop("HTX Chầm Lá")
    assert not rows
    assert (one.loai_hinh, one.nganh, one.xa, one.huyen, one.lao_dong) == ("doanh nghiệp", "10", "29236", "842", 1250)  # fmt: skip
    assert (two.loai_hinh, two.nganh, two.xa, two.lao_dong) == ("hợp tác xã", "10", "29269", 42)
    assert str(two.effective_from) == "2018-06-08" and two.trang_thai == "hoạt động"


def test_every_fault_of_a_row_is_told_at_once_by_its_cell(client: Client, add: Add):
    """One wave: who mends what is told hands in a file that is taken."""
    wrong = [1, "", "123", "Sản xuất đồ uống", "32/13/2015", "Phường 4", "Càng Long", "mười", ""]
    address = handed_in(client, office_file(wrong, end=[]))
    client.post(f"{address}cot/", {"moi-dong-trang_thai": "hoạt động", "moi-dong-loai_hinh": "doanh nghiệp"})

    page = client.get(f"{address}?loai=faulty").content.decode()

    for cell in ("B6", "C6", "D6", "E6", "F6", "H6"):
        assert f"Biểu 1!{cell}</span>" in page, cell
    assert "có thể là 2 ngành: 11 Sản xuất đồ uống; 110 Sản xuất đồ uống" in page
    assert page.count("Biểu 1!") == 6  # what could not be read is not told a second time


def test_a_row_that_looks_like_a_total_may_be_taken_all_the_same(client: Client):
    name = [1, "Tổng", "", "10", "05/01/2015", "", "Càng Long", 5, ""]
    address = handed_in(client, office_file(name, end=[]))
    client.post(f"{address}cot/", {"moi-dong-trang_thai": "hoạt động", "moi-dong-loai_hinh": "doanh nghiệp"})
    assert "Không lấy 2 dòng" in client.get(address).content.decode()

    client.post(f"{address}cot/", {"dong-6": "nhan"})

    assert accept(client, address) == 302
    assert Enterprise.objects.get().ten == "Tổng"


def test_what_is_a_total_and_what_is_a_company():
    kind = require_kind("doanh_nghiep_cn")
    head = ["Tên DN", "Loại hình", "Lao động"]
    lines = [
        head, ["A", "B", "1"], ["Tổng công ty Dừa", "doanh nghiệp", 5], ["Công ty Cộng Lực", "", 5], ["Cộng huyện Càng Long", "", 10],
        ["TỔNG SỐ", "", 10], ["Ký túc Xá Dừa", "doanh nghiệp", 2], ["Giám đốc", "", ""], ["Lê Thị Than", "", ""],
    ]  # fmt: skip
    found = rows_outside(kind, Sheet("x", lines), 0, matched(kind, head, {}))
    assert {number: why for number, why in found.items() if why in (NUMBERING, TOTAL)} == {
        2: NUMBERING,
        5: TOTAL,
        6: TOTAL,
    }
    assert sorted(found) == [2, 5, 6, 8, 9]
    # a second line of headings keeps silent under the others, a row of data does not
    csv = [["STT", "Tên", "Lao động", ""], ["", "", "Tổng số", "Nữ"], ["1", "Dừa", "5", "2"]]
    assert goes_on(Sheet("x", csv), 0) and not goes_on(Sheet("x", csv), 1)
    assert not goes_on(Sheet("x", [["STT", "Tên", "Ghi chú", ""], ["1", "Dừa", "xem lại", "có"]]), 0)


def test_places_are_read_as_people_write_them(officer: User):
    reader = Cells(clock.today())
    kind = require_kind("doanh_nghiep_cn")
    commune, district, form = kind.column("xa"), kind.column("huyen"), kind.column("loai_hinh")
    assert commune and district and form
    wards = ("Phường 4", "phuong 4", "P.4", "P4", "4", 4.0, "Phường 04", "29236", 29236.0, "29236 - Phường 4", "Phường 4, TP. Trà Vinh")  # fmt: skip
    assert {reader.read(commune, one, {}) for one in wards} == {"29236"}
    towns = ("Càng Long", "TT Càng Long", "Tt. Càng Long", "thị trấn càng long")
    assert {reader.read(commune, one, {}) for one in towns} == {"29269"}
    assert {reader.read(district, one, {}) for one in ("Càng Long", "H.Càng Long", "huyện Càng Long", 844.0)} == {"844"}  # fmt: skip
    forms = ("Cty TNHH", "Công ty cổ phần", "CTCP", "DNTN", "TNHH 1TV", "DN")
    assert {reader.read(form, one, {}) for one in forms} == {"doanh nghiệp"}
    assert reader.read(form, "HTX", {}) == "hợp tác xã"
    assert (
        reader.read(form, "HKD", {}) == "HKD"
    )  # no form that this register has: it is told, not turned into one
    with pytest.raises(CellRefused, match="Cầu Ngang"):
        reader.read(district, "Cầu Ngang", {})


@pytest.mark.parametrize(
    ("said", "code"),
    [("TX. Duyên Hải", "851"), ("TX.Duyên Hải", "851"), ("T.X. Duyên Hải", "851"), ("tx Duyên Hải", "851"),
     ("H. Duyên Hải", "850"), ("Huyện Duyên Hải", "850"), ("TP. Trà Vinh", "842"), ("Duyên Hải", "")],
)  # fmt: skip
def test_the_short_word_before_a_name_says_which_of_two_places_is_meant(officer: User, said: str, code: str):
    for own, name in (("850", "Huyện Duyên Hải"), ("851", "Thị xã Duyên Hải")):
        Place.objects.create(code=own, name=name, kind="", level="district", parent="84")
    column = require_kind("doanh_nghiep_cn").column("huyen")
    assert column is not None

    if code:
        assert Cells(clock.today()).read(column, said, {}) == code
    else:
        with pytest.raises(CellRefused, match="tên của 2 địa bàn"):
            Cells(clock.today()).read(column, said, {})


def test_years_and_sections_of_a_list_are_read_as_they_are_meant(client: Client):
    head = ["TT", "Tên doanh nghiệp", "Loại hình", "Trạng thái", "Huyện", "Năm thành lập", "Lao động"]
    rows = (
        ["I", "Huyện Càng Long", "", "", "", "", 42],
        [1, "Dừa Á Châu", "doanh nghiệp", "hoạt động", "Càng Long", 2015, 30],
        [2, "Mía Xanh", "doanh nghiệp", "hoạt động", "Càng Long", "1998", 12],
        ["", "II. Thành phố Trà Vinh", "", "", "", "", ""],
        [3, "Than Hoạt Tính", "doanh nghiệp", "hoạt động", "TP Trà Vinh", "08/6/2018", 9],
    )
    address = handed_in(client, workbook(*rows, head=head))

    page = client.get(address).content.decode()
    assert "Không lấy 2 dòng" in page and "4 (dòng chia mục), 7 (dòng chia mục)" in page
    assert page.count("chỉ ghi năm") == 2 and "hiểu là từ ngày 01/01/2015" in page
    assert accept(client, address) == 302
    told = {row.ten: str(row.effective_from) for row in Enterprise.objects.all()}
    assert told == {"Dừa Á Châu": "2015-01-01", "Mía Xanh": "1998-01-01", "Than Hoạt Tính": "2018-06-08"}


@pytest.mark.parametrize(
    ("register", "name", "heading"),
    [
        ("cua_hang_xang_dau", "ngay_het_han", "Năm hết hạn"),
        ("hoi_cho_xac_nhan", "den_ngay", "Đến năm"),
        ("don_thu", "han", "Hạn năm"),
    ],
)
def test_a_year_alone_is_no_day_on_which_something_ends(register: str, name: str, heading: str):
    """A licence that lapses in 2025 did not lapse on its first morning."""
    column = require_kind(register).column(name)
    assert column is not None

    cells = Cells(clock.today())
    with pytest.raises(CellRefused, match="chỉ ghi năm 2025, không rõ ngày nào"):
        cells.read(column, 2025, {}, heading)
    assert (cells.read(column, "31/12/2025", {}, heading), cells.notes) == (date(2025, 12, 31), [])
    issued = require_kind("doanh_nghiep_cn").column("ngay_cap")
    assert issued is not None and cells.read(issued, 2015, {}, "Năm cấp") == date(2015, 1, 1)


@pytest.mark.parametrize(
    ("said", "column"),
    [("2015", "Ngày thành lập"), ("2015", "Ngày, tháng, năm cấp"), ("215", "Năm thành lập")],
)
def test_a_year_where_a_day_is_asked_for_stays_a_fault(said: str, column: str):
    with pytest.raises(NotADate):
        Cells(clock.today()).day(said, column)
