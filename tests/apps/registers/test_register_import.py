"""A file that people have becomes rows, all or none, and can be taken back."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.registers.conftest import JAN, Add
from congthuong.apps.accounts.models import User
from congthuong.apps.industry.models import Enterprise
from congthuong.apps.ledger.models import ImportBatch
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.models import ColumnMapping, Entry, RowImport
from congthuong.apps.registers.services import row_correct

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
SO = "/so/doanh_nghiep_cn/"
HEAD = ["STT", "Tên DN", "MST", "Loại hình", "Huyện", "Xã", "Số lao động", "Trạng thái", "Ngày cấp"]


def workbook(*rows: list[object], title: str = "DANH SÁCH DOANH NGHIỆP", head: list[str] = HEAD) -> bytes:
    """As people have them: a title, an empty row, headings, rows."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Danh sách")
    sheet.write(0, 0, title)
    for at, row in enumerate([head, *rows], start=2):
        for column, value in enumerate(row):
            sheet.write(at, column, value)
    book.close()
    return out.getvalue()


def handed_in(client: Client, data: bytes, name: str = "dn.xlsx") -> str:
    answer = client.post(f"{SO}nhap/", {"tep": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def decide(client: Client, address: str, **chosen: str) -> None:
    """The columns as the officer says them."""
    page = client.get(address).content.decode()
    assert page.count(" selected>") >= 7  # every heading was understood, shortened ones too
    columns = {"cot-1": "ten", "cot-2": "ma_so_thue", "cot-3": "loai_hinh", "cot-4": "huyen", "cot-5": "xa", "cot-6": "lao_dong", "cot-7": "trang_thai", "cot-8": "ngay_cap"}  # fmt: skip
    answer = client.post(
        f"{address}cot/", columns | {name.replace("_", "-"): value for name, value in chosen.items()}
    )
    assert answer.status_code == 302, answer.content.decode()


def accept(client: Client, address: str) -> int:
    page = client.get(address).content.decode()
    mark = page.split('name="nhu-da-xem" value="')[1].split('"')[0]
    status: int = client.post(f"{address}nhan/", {"nhu-da-xem": mark}).status_code
    return status


COCONUT = [
    1,
    "Công ty Dừa",
    "2100123455",
    "doanh nghiệp",
    "TP Trà Vinh",
    "Phường 4",
    "1.250",
    "hoạt động",
    "08/6/2020",
]
LEAVES = [2, "HTX Chầm Lá", "", "hợp tác xã", "Càng Long", "", 12, "hoạt động", ""]


def test_a_file_is_understood_shown_and_taken_in_one_piece(client: Client, add: Add):
    known = add("Công ty Than", ma_so_thue=valid("210000001"), lao_dong=Decimal(10))
    coal = [
        3,
        "Công ty Than",
        known.ma_so_thue,
        "doanh nghiệp",
        "Thành phố Trà Vinh",
        "",
        15,
        "hoạt động",
        "",
    ]  # type: ignore[attr-defined]
    address = handed_in(client, workbook([*COCONUT[:2], valid("210012345"), *COCONUT[3:]], LEAVES, coal))
    decide(client, address, tu_ngay="01/01/2020")

    page = client.get(f"{address}?loai=changed").content.decode()
    assert "<del>10</del>" in page and "<ins>15</ins>" in page
    assert Enterprise.objects.count() == 1  # nothing is written before a person accepts
    assert accept(client, address) == 302

    rows = {row.ten: row for row in Enterprise.objects.all()}
    assert (rows["Công ty Dừa"].huyen, rows["Công ty Dừa"].xa, rows["Công ty Dừa"].lao_dong) == (
        "842",
        "29236",
        1250,
    )
    assert rows["HTX Chầm Lá"].huyen == "844" and str(rows["HTX Chầm Lá"].effective_from) == "2020-01-01"
    assert rows["Công ty Than"].lao_dong == 15 and rows["Công ty Than"].effective_from == JAN
    assert ImportBatch.objects.get().added == 3
    # the same file again says nothing new, and its headings are remembered
    again = handed_in(client, workbook([*COCONUT[:2], valid("210012345"), *COCONUT[3:]], LEAVES, coal))
    assert ColumnMapping.objects.get(heading="mst").column == "ma_so_thue"
    assert 'Như cũ <span class="chip-count">3</span>' in client.get(again).content.decode()


def test_every_fault_is_told_by_its_cell_and_nothing_is_kept(client: Client):
    wrong = [1, "", "123", "công ti", "Huyện Cầu Ngang", "", "mười", "hoạt động", "32/13/2020"]
    address = handed_in(client, workbook(wrong, LEAVES))
    decide(client, address)

    page = client.get(f"{address}?loai=faulty").content.decode()

    for cell in ("Danh sách!E4", "Danh sách!G4", "Danh sách!I4"):
        assert cell in page
    assert accept(client, address) == 400
    assert not Enterprise.objects.exists()
    decide(client, address, bo_loi="1")
    assert accept(client, address) == 302
    assert Enterprise.objects.get().ten == "HTX Chầm Lá"


def test_a_doubtful_twin_waits_for_an_answer(client: Client, add: Add):
    known = add("Công ty TNHH Chầm Lá", huyen="844")
    address = handed_in(client, workbook(LEAVES, [3, "cong ty cham la", "", "doanh nghiệp", "Càng Long", "", 7, "hoạt động", ""]))  # fmt: skip
    decide(client, address)
    assert accept(client, address) == 400
    page = client.get(f"{address}?loai=doubtful").content.decode()
    assert known.key in page and "cùng tên, không kể dấu" in page

    decide(client, address, dong_4="moi", dong_5=known.key)
    assert accept(client, address) == 302

    assert Enterprise.objects.count() == 2
    assert Enterprise.objects.get(key=known.key).lao_dong == 7


def test_a_whole_import_is_taken_back_unless_a_row_changed_since(client: Client, add: Add, officer: User):
    known = add("Công ty Than", ma_so_thue=valid("210000001"))
    coal = [
        3,
        "Công ty Than",
        known.ma_so_thue,
        "doanh nghiệp",
        "Thành phố Trà Vinh",
        "",
        15,
        "tạm ngừng",
        "",
    ]  # type: ignore[attr-defined]
    address = handed_in(client, workbook(LEAVES, coal))
    decide(client, address, cach="doi", doi_tu_ngay="01/4/2020")
    assert accept(client, address) == 302
    kind = require_kind("doanh_nghiep_cn")
    leaves = Enterprise.objects.get(ten="HTX Chầm Lá")
    row_correct(kind=kind, key=leaves.key, values={"lao_dong": Decimal(99)}, by=officer, version=1)

    refused = client.post(f"{address}hoan-tac/", {"ly-do": "nhầm tệp"})
    assert refused.status_code == 400 and "HTX Chầm Lá" in refused.content.decode()
    assert Enterprise.objects.get(key=known.key).trang_thai == "tạm ngừng"

    # taken back by hand: the import itself can then not be undone; a second one can
    second = handed_in(client, workbook([4, "Công ty Gạch", "", "doanh nghiệp", "Càng Long", "", 5, "hoạt động", ""], [*coal[:6], 20, "hoạt động", ""]))  # fmt: skip
    decide(client, second)
    assert accept(client, second) == 302
    assert client.post(f"{second}hoan-tac/", {"ly-do": "nhầm tệp"}).status_code == 302
    row = Enterprise.objects.get(key=known.key)
    assert (row.trang_thai, row.lao_dong, str(row.state_from)) == ("tạm ngừng", 15, "2020-04-01")
    assert Enterprise.objects.get(ten="Công ty Gạch").withdrawn
    assert RowImport.objects.get(pk=int(second.split("/")[-2])).state == "undone"
    assert Entry.objects.filter(action="undo").count() == 2


def test_what_was_previewed_is_what_is_accepted(client: Client, add: Add):
    address = handed_in(client, workbook(LEAVES))
    decide(client, address)
    page = client.get(address).content.decode()
    mark = page.split('name="nhu-da-xem" value="')[1].split('"')[0]
    add("Công ty Chen Ngang")

    answer = client.post(f"{address}nhan/", {"nhu-da-xem": mark})

    assert answer.status_code == 400 and "CT-948" in answer.content.decode()
    assert Enterprise.objects.count() == 1


def test_hostile_files_and_other_people_s_files_are_refused(client: Client):
    bomb = SimpleUploadedFile("dn.xlsx", b"PK\x03\x04 no workbook")
    assert client.post(f"{SO}nhap/", {"tep": bomb}).status_code == 400
    strange = SimpleUploadedFile("dn.csv", b"a,b\n1,2\n")
    assert "CT-944" in client.post(f"{SO}nhap/", {"tep": strange}).content.decode()
    assert client.get(f"{SO}nhap/999/").status_code == 404


def test_the_template_and_an_export_come_back_in(client: Client, add: Add):
    row = add("Công ty Dừa", dia_chi="Khóm 1", xa="29236")
    handed_in(client, client.get(f"{SO}nhap/mau/").content, "mau.xlsx")
    exported = client.get(f"{SO}?tep=xlsx").content
    address = handed_in(client, exported, "xuat.xlsx")

    page = client.get(address).content.decode()

    assert 'Như cũ <span class="chip-count">1</span>' in page
    assert Enterprise.objects.get().key == row.key


def valid(nine: str) -> str:
    """The tax number of nine digits with its check digit."""
    weights = (31, 29, 23, 19, 17, 13, 7, 5, 3)
    last = 10 - sum(weight * int(digit) for weight, digit in zip(weights, nine, strict=True)) % 11
    return f"{nine}{last}" if last < 10 else valid(f"{int(nine) + 1:09d}")
