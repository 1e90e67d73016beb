"""What is proposed as one thing is worth a look, and two tax numbers become one only when a person says so twice."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.registers.conftest import JAN, Add
from apps.registers.test_register_import import valid, workbook
from congthuong.apps.accounts.models import User
from congthuong.apps.industry.models import Enterprise
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.queries.duplicates import duplicates
from congthuong.apps.registers.services import row_add

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
SO = "/so/doanh_nghiep_cn/"
PARK = "KCN Long Đức"


def proposed() -> list[tuple[str, ...]]:
    found = duplicates(require_kind("doanh_nghiep_cn"), personal=True)
    return [tuple(sorted(str(row.ten) for row in one.rows)) for one in found]  # type: ignore[attr-defined]


def test_only_what_is_rare_is_proposed(client: Client, add: Add):
    """An industrial park, a name that every commune has, two tax numbers: none of them makes two rows one."""
    for number in range(5):
        add(f"Công ty TNHH Tân Phát {number}", dia_chi=PARK)
    add("Công ty TNHH Tân Phát", huyen="842")
    add("DNTN Tân Phát", huyen="844")
    add("Công ty Dừa Sáp", ma_so_thue=valid("210000001"), dia_chi=PARK)
    add("Cty CP Dừa Sáp", ma_so_thue=valid("210000002"), dia_chi=PARK)
    assert proposed() == []

    add("CÔNG TY TNHH CHẦM LÁ", huyen="842")
    add("Cty Cham La", huyen="844")
    add("Xưởng Mật Hoa", dia_chi="12 Lê Lợi")
    add("Công ty Mật Hoa Trà Vinh", dia_chi="12, Lê Lợi")

    assert proposed() == [
        ("Cty Cham La", "CÔNG TY TNHH CHẦM LÁ"),
        ("Công ty Mật Hoa Trà Vinh", "Xưởng Mật Hoa"),
    ]
    # a file is asked no more than that
    head = ["Tên DN", "Địa chỉ", "Loại hình", "Trạng thái"]
    rows = ["Gốm Sứ", PARK, "doanh nghiệp", "hoạt động"], ["Chầm Lá", "", "doanh nghiệp", "hoạt động"]
    data = SimpleUploadedFile("tep.xlsx", workbook(*rows, head=head))
    page = client.get(client.post(f"{SO}nhap/", {"tep": data}).headers["Location"]).content.decode()
    assert 'Nghi trùng, chờ trả lời <span class="chip-count">1</span>' in page


def test_counts_of_one_commune_are_no_row_entered_twice(officer: User):
    kind = require_kind("co_so_ho_cn")
    for trade in ("10", "11"):
        values = {"xa": "29236", "huyen": "842", "nganh": trade, "cuoi_ky": Decimal(5)}
        row_add(kind=kind, values=values, by=officer, effective_from=JAN)

    assert duplicates(kind, personal=True) == []


def test_two_tax_numbers_are_merged_only_by_who_was_told_both(client: Client, add: Add):
    kept = add("Công ty Dừa Sáp", ma_so_thue=valid("210000001"))
    other = add("Dừa Sáp Cầu Kè", ma_so_thue=valid("210000002"))
    asked = {
        "gop": "1", "giu": kept.key, "dong": [kept.key, other.key], "ly-do": "một công ty",
        f"phien-ban-{kept.key}": "1", f"phien-ban-{other.key}": "1",
    }  # fmt: skip

    answer = client.post(f"{SO}gop/", asked)
    page = answer.content.decode()

    assert answer.status_code == 400 and "CT-954" in page and 'name="van-gop"' in page
    for row in (kept, other):
        assert f"«{row.ten}» {row.ma_so_thue}" in page  # type: ignore[attr-defined]
    assert not Enterprise.objects.filter(withdrawn=True).exists()
    assert client.post(f"{SO}gop/", asked | {"van-gop": "1"}).status_code == 302
    assert Enterprise.objects.get(withdrawn=True).key == other.key


def test_a_long_text_is_cut_in_a_list_and_opens_by_the_keyboard(client: Client, add: Add):
    told = "nước cốt dừa đóng hộp, cơm dừa nạo sấy, chỉ xơ dừa, thảm xơ dừa, than gáo dừa, mật hoa dừa và kẹo dừa các loại"
    add("Công ty Dừa", san_pham=told)

    page = client.get(f"{SO}?cot=ten&cot=san_pham").content.decode()

    assert "than gáo dừa, …</summary>" in page and told in page
