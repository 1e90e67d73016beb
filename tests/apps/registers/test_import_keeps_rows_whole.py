"""A file of rows breaks nothing that a row written alone would not break, and loses none of its own rows."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.registers.conftest import Add, person, signed_in
from apps.registers.test_register_import import accept, valid, workbook
from apps.registers.test_rows_beside_others import APR, MAR, imported, standing_still
from congthuong.apps.accounts.models import Role, User
from congthuong.apps.industry.models import Enterprise, EstablishmentCount, Suspension
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.models import RowImport
from congthuong.apps.registers.services import row_add

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
COUNTS = ["Mã số", "Số cơ sở đầu kỳ", "Thêm trong kỳ", "Ngừng trong kỳ", "Số cơ sở cuối kỳ"]


def refused(client: Client, register: str, *rows: list[object], head: list[str]) -> str:
    """What the page says of a file that cannot be taken in; nothing of it is kept."""
    data = SimpleUploadedFile("tep.xlsx", workbook(*rows, head=head))
    address = client.post(f"/so/{register}/nhap/", {"tep": data}).headers["Location"]
    page = client.get(address).content.decode()
    mark = page.split('name="nhu-da-xem" value="')[1].split('"')[0]
    answer = client.post(f"{address}nhan/", {"nhu-da-xem": mark})
    assert answer.status_code == 400
    assert RowImport.objects.latest("id").state == "open"
    return str(answer.content.decode())


def test_a_file_makes_no_number_stand_twice_but_may_exchange_two(client: Client, add: Add):
    one, two = valid("210000001"), valid("210000002")
    first, second = add("Dừa Á Châu", ma_so_thue=one), add("Than Hoạt Tính", ma_so_thue=two)
    head = ["Mã số", "Tên DN", "MST"]

    page = refused(client, "doanh_nghiep_cn", [second.key, "Than Hoạt Tính", one], head=head)

    assert "CT-953" in page and one in page and first.key in page
    assert Enterprise.objects.get(key=second.key).ma_so_thue == two
    imported(client, "doanh_nghiep_cn", [first.key, "Dừa Á Châu", two], [second.key, "Than Hoạt Tính", one], head=head)  # fmt: skip
    assert [Enterprise.objects.get(key=row.key).ma_so_thue for row in (first, second)] == [two, one]


def test_a_file_does_not_break_a_chain_of_counts_but_may_correct_all_of_it(client: Client, officer: User):
    kind = require_kind("co_so_ho_cn")
    thing = {"xa": "29236", "huyen": "842", "nganh": "10"}
    march = row_add(kind=kind, values={**thing, "cuoi_ky": Decimal(10)}, by=officer, effective_from=MAR)
    counted = {"dau_ky": Decimal(10), "moi": Decimal(3), "giam": Decimal(1), "cuoi_ky": Decimal(12)}
    april = row_add(kind=kind, values={**thing, **counted}, by=officer, effective_from=APR)

    page = refused(client, kind.code, [april.key, 11, 3, 1, 13], head=COUNTS)

    assert "CT-953" in page and april.key in page
    assert EstablishmentCount.objects.get(key=april.key).dau_ky == 10
    assert "CT-953" in refused(client, kind.code, [march.key, "", "", "", 11], head=COUNTS)
    imported(client, kind.code, [april.key, 11, 3, 1, 13], [march.key, "", "", "", 11], head=COUNTS)
    assert EstablishmentCount.objects.get(key=march.key).cuoi_ky == 11


def test_a_file_is_asked_what_a_register_s_own_checks_ask(client: Client, officer: User, add: Add):
    """An enterprise stands still once at a time, whoever says so."""
    firm, other = add("Dừa Á Châu"), add("Than Hoạt Tính")
    first = standing_still(officer, firm)
    second = row_add(
        kind=require_kind("dn_tam_ngung"), values={"doanh_nghiep": "Than", "ma_doanh_nghiep": other.key}, by=officer,
        effective_from=APR, reason="theo báo cáo",
    )  # fmt: skip
    head = ["Mã số", "Doanh nghiệp", "Mã trong sổ doanh nghiệp"]

    page = refused(client, "dn_tam_ngung", [second.key, "Than", firm.key], head=head)

    assert "CT-953" in page and first.key in page and f"{second.key} (dòng 4 của tệp)" in page
    assert Suspension.objects.get(key=second.key).ma_doanh_nghiep == other.key


def test_two_rows_of_a_file_are_not_answered_to_be_one_row(client: Client, add: Add):
    known = add("Công ty TNHH Chầm Lá")
    rows = ["Chầm Lá", "doanh nghiệp", 12], ["cong ty cham la", "doanh nghiệp", 7]
    data = SimpleUploadedFile("tep.xlsx", workbook(*rows, head=["Tên DN", "Loại hình", "Số lao động"]))
    address = client.post("/so/doanh_nghiep_cn/nhap/", {"tep": data}).headers["Location"]

    client.post(f"{address}cot/", {"dong-4": known.key, "dong-5": known.key})

    assert "mà dòng 4 của tệp cũng vậy" in client.get(f"{address}?loai=faulty").content.decode()
    assert accept(client, address) == 400


def test_a_file_of_too_many_rows_is_refused_with_their_count(client: Client, settings: LazySettings):
    settings.IMPORT_ROWS = 2
    rows = [[f"Công ty {number}", "doanh nghiệp"] for number in range(3)]
    head = ["Tên DN", "Loại hình"]

    answer = client.post("/so/doanh_nghiep_cn/nhap/", {"tep": SimpleUploadedFile("tep.xlsx", workbook(*rows, head=head))})  # fmt: skip

    page = answer.content.decode()
    assert answer.status_code == 400 and "có 3 dòng" in page and "nhiều nhất 2 dòng" in page
    assert "CONGTHUONG_IMPORT_ROWS" in page
    assert not RowImport.objects.exists()
    imported(signed_in(person("cn2", Role.DIVISION, "cong_nghiep")), "doanh_nghiep_cn", *[[*one, "hoạt động"] for one in rows[:2]], head=[*head, "Trạng thái"])  # fmt: skip
    assert Enterprise.objects.count() == 2
