"""A file of a year's prices is asked about at the first look, every row beside the register's, and in few questions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.registers.any_room import officer_of
from congthuong.apps.accounts.models import User
from congthuong.apps.registers.importing.opening import mark_of, plan_of
from congthuong.apps.registers.importing.planned import FAULTY, NEW, Plan
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.models import RowImport
from congthuong.apps.registers.services import row_add
from congthuong.apps.registers.services.importing import import_accept, import_receive
from congthuong.apps.trade.models import Price
from congthuong.core.problems import Problems
from congthuong.web.downloads import Value, table_csv

pytestmark = pytest.mark.django_db
KIND = require_kind("gia_hang_thiet_yeu")
HEAD = ["Mặt hàng", "Đơn vị tính", "Nơi khảo sát", "Giá bán lẻ (đồng)", "Đúng từ ngày"]


@pytest.fixture
def officer() -> User:
    person = officer_of("thuong_mai")
    values = {"mat_hang": "Gạo", "don_vi_tinh": "kg", "noi": "Chợ Trà Vinh", "gia": Decimal(12000)}
    row_add(kind=KIND, values=values, by=person, effective_from=date(2020, 6, 1), reason="phiếu")
    return person


def line(goods: str, price: int, day: str) -> list[Value]:
    return [goods, "kg", "Chợ Trà Vinh", Decimal(price), day]


def received(officer: User, rows: list[list[Value]]) -> tuple[RowImport, Plan, int]:
    """The file as received, what it would do, and how many questions were asked for that."""
    own = import_receive(kind=KIND, name="gia.csv", data=table_csv(HEAD, rows), by=officer)
    with CaptureQueriesContext(connection) as asked:
        plan = plan_of(KIND, own, officer)
    return own, plan, len(asked)


def test_every_row_of_a_long_file_is_held_against_the_register_in_few_questions(officer: User) -> None:
    """Beyond two thousand rows nothing was asked at the first look, and each row was asked by itself when it was taken in."""
    many = [line(f"Hàng {number}", 10000, "02/6/2020") for number in range(2400)]
    again = line("Gạo", 12500, "01/6/2020")
    _, few, first = received(officer, [*many[:10], again])
    _, plan, asked = received(officer, [*many, again])
    assert [row.number for row in plan.of(FAULTY)] == [2402] and len(few.of(FAULTY)) == 1
    (fault,) = plan.of(FAULTY)[0].faults
    assert "đã khảo sát cùng ngày ở dòng GIA-0001" in fault.message
    assert asked <= first + 2400 // 500 + 1


def test_rows_of_one_file_are_held_against_each_other_when_it_is_taken_in(officer: User) -> None:
    """All of it or nothing: the same survey twice is told with its row of the file."""
    rows = [line("Đường", 18000, "02/6/2020"), line("Đường", 18500, "03/6/2020"), line("Đường", 18900, "03/6/2020")]  # fmt: skip
    own, plan, _ = received(officer, rows)
    assert len(plan.of(NEW)) == 3
    with pytest.raises(Problems, match="đã khảo sát cùng ngày") as told:
        import_accept(kind=KIND, number=own.pk, mark=mark_of(KIND), by=officer)
    assert [one.fields["key"] for one in told.value.problems] == [4]
    assert Price.objects.count() == 1


def test_a_file_is_taken_in_by_as_many_questions_as_its_parts_not_its_rows(officer: User) -> None:
    def asked(many: int, day: str) -> int:
        own, _, _ = received(officer, [line(f"Hàng {many}.{one}", 10000, day) for one in range(many)])
        with CaptureQueriesContext(connection) as found:
            import_accept(kind=KIND, number=own.pk, mark=mark_of(KIND), by=officer)
        return len(found)

    few, more = asked(40, "02/6/2020"), asked(400, "03/6/2020")
    assert more - few < (400 - 40) / 10  # rows are written some dozens at a time
    assert Price.objects.count() == 441
