"""Who reads the event log reads what happened to a row in words, and opens the row from there."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal

import pytest

from apps.dashboard.reading import main_of, rows
from apps.registers.conftest import Add, person, signed_in
from congthuong.apps.accounts.models import Role, User
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.services import row_change, row_correct, row_withdraw

pytestmark = pytest.mark.django_db
SO = "/so/doanh_nghiep_cn/"
Queries = Callable[[int], AbstractContextManager[object]]


def test_a_row_s_events_are_said_in_words_with_its_name_and_a_link(add: Add, officer: User):
    kind = require_kind("doanh_nghiep_cn")
    row = add("Công ty Dừa")
    row_correct(
        kind=kind, key=row.key, values={"huyen": "844", "lao_dong": Decimal(1250), "ngay_cap": date(2019, 6, 8)},
        by=officer, version=1,
    )  # fmt: skip
    row_change(kind=kind, key=row.key, values={"trang_thai": "tạm ngừng"}, by=officer, version=2, since=date(2020, 3, 1), reason="hết vốn")  # fmt: skip
    client = signed_in(officer)
    client.get(f"{SO}?huyen=844&tim=dua&loai-dong=tat-ca&tep=csv")
    auditor = signed_in(person("kt", Role.AUDITOR))

    answer = auditor.get("/nhat-ky/")
    said = [(one[3], one[4], one[5]) for one in rows(answer) if one[3] not in ("đăng nhập",)]

    assert said[:4] == [
        ("tải các dòng của sổ", "Doanh nghiệp, hợp tác xã công nghiệp", said[0][2]),
        (
            "đổi một dòng của sổ",
            "Doanh nghiệp, hợp tác xã công nghiệp: Công ty Dừa",
            "DN-0001; trạng thái: hoạt động → tạm ngừng; lý do: hết vốn",
        ),
        (
            "sửa một dòng của sổ",
            "Doanh nghiệp, hợp tác xã công nghiệp: Công ty Dừa",
            "DN-0001; huyện, thị xã, thành phố: Thành phố Trà Vinh → Huyện Càng Long; lao động: 10 → 1.250; "
            "ngày cấp: – → 08/6/2019",
        ),
        ("ghi dòng mới vào sổ", "Doanh nghiệp, hợp tác xã công nghiệp: Công ty Dừa", "DN-0001"),
    ]
    assert said[0][2].startswith("huyện, thị xã, thành phố: Huyện Càng Long, tìm: •••, những dòng: tất cả")
    links = main_of(answer).xpath(".//tbody//a/@href")
    assert links.count(f"{SO}{row.key}/") == 3
    file = auditor.get("/nhat-ky/?tep=csv").content.decode()
    assert "842" not in re.sub("[0-9a-f]{64}", "", file)  # a seal may hold any digits


@pytest.mark.usefixtures("each_database")
def test_the_log_is_found_by_what_a_row_is_called(add: Add, officer: User):
    row, _other = add("Công ty Hưng Thịnh"), add("Công ty Dừa")
    auditor = signed_in(person("kt", Role.AUDITOR))

    found = rows(auditor.get("/nhat-ky/?tim=hung thinh"))
    assert [(one[3], one[4].rpartition(": ")[2]) for one in found] == [
        ("ghi dòng mới vào sổ", "Công ty Hưng Thịnh")
    ]
    row_withdraw(
        kind=require_kind("doanh_nghiep_cn"), key=row.key, by=officer, version=1, reason="ghi nhầm sổ"
    )
    assert len(rows(auditor.get("/nhat-ky/?tim=Hưng Thịnh"))) == 2


@pytest.mark.usefixtures("each_database")
def test_no_row_is_one_too_many_to_be_found(add: Add, officer: User, django_assert_max_num_queries: Queries):
    kind = require_kind("doanh_nghiep_cn")
    kind.model._default_manager.bulk_create(
        kind.model(key=f"DN-9{number:03}", recorded_on=date(2020, 1, 2), folded="cong ty hung thinh")
        for number in range(501)
    )
    last = add("Công ty Hưng Thịnh")
    auditor = signed_in(person("kt", Role.AUDITOR))
    auditor.get("/nhat-ky/")

    with django_assert_max_num_queries(25):
        found = rows(auditor.get("/nhat-ky/?tim=hung thinh"))

    assert [one[5].partition(";")[0] for one in found] == [last.key]
