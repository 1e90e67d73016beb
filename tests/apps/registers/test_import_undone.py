"""An import that others worked on since can be taken back still: what came later is named, undone first or spared."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from apps.registers.conftest import Add
from apps.registers.test_register_import import LEAVES, accept, decide, handed_in, workbook
from congthuong.apps.accounts.models import User
from congthuong.apps.industry.models import Enterprise
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.models import RowImport
from congthuong.apps.registers.services import row_correct, row_withdraw

pytestmark = pytest.mark.django_db
KIND = require_kind("doanh_nghiep_cn")


def line(number: int, name: str, workers: int) -> list[object]:
    return [number, name, "", "doanh nghiệp", "Càng Long", "", workers, "hoạt động", ""]


def taken(client: Client, name: str, *rows: list[object]) -> str:
    address = handed_in(client, workbook(*rows), name)
    decide(client, address, nghi_trung="cu")
    assert accept(client, address) == 302
    return address


def undo(client: Client, address: str, **more: str) -> tuple[int, str]:
    answer = client.post(f"{address}hoan-tac/", {"ly-do": "nhầm tệp", **more})
    return answer.status_code, answer.content.decode()


def test_a_later_file_is_named_opened_and_undone_first(client: Client):
    rows = [line(at, name, 10) for at, name in enumerate(("Công ty Gạch", "Công ty Ngói", "Công ty Vôi"))]
    first = taken(client, "quy-1.xlsx", *rows)
    second = taken(client, "quy-2.xlsx", *([*row[:6], 20, *row[7:]] for row in rows))

    status, page = undo(client, first)
    assert (status, page.count("CT-947")) == (400, 1)  # one sentence for the file, not one a row
    assert "lần nhập «quy-2.xlsx» của Cán bộ cn ngày" in page
    assert "3 dòng («Công ty Gạch», «Công ty Ngói», «Công ty Vôi»)" in page
    assert f'href="{second}"' in page

    assert undo(client, second)[0] == 302
    assert {one.lao_dong for one in Enterprise.objects.all()} == {Decimal(10)}
    assert undo(client, first)[0] == 302  # what came later was taken back: nothing stands in the way
    assert Enterprise.objects.filter(withdrawn=False).count() == 0


def test_what_a_person_did_since_is_named_and_spared(client: Client, officer: User, add: Add):
    address = taken(client, "quy-1.xlsx", LEAVES, line(2, "Công ty Gạch", 5), line(3, "Công ty Vôi", 5))
    leaves, lime = (Enterprise.objects.get(ten=name) for name in ("HTX Chầm Lá", "Công ty Vôi"))
    row_correct(kind=KIND, key=leaves.key, values={"lao_dong": Decimal(99)}, by=officer, version=1)
    row_withdraw(kind=KIND, key=lime.key, by=officer, version=1, reason="ghi nhầm")  # as undoing would

    status, page = undo(client, address)
    assert (status, page.count("CT-947")) == (400, 1)
    assert "việc sửa của Cán bộ cn ngày" in page and "1 dòng («HTX Chầm Lá»)" in page
    assert f'href="{SO}{leaves.key}/#lich-su"' in page and 'value="nhầm tệp"' in page

    assert undo(client, address, chua="1")[0] == 302
    assert [one.ten for one in Enterprise.objects.filter(withdrawn=False)] == ["HTX Chầm Lá"]
    assert Enterprise.objects.get(key=leaves.key).lao_dong == 99
    assert "Chừa lại vì đã đổi sau lần nhập: <strong>1</strong>" in client.get(address).content.decode()
    assert RowImport.objects.get().state == "undone"


SO = "/so/doanh_nghiep_cn/"
