"""A list of a day that is past tells what held then, and reads for a page what stands on that page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.registers.conftest import JAN
from congthuong.apps.accounts.models import User
from congthuong.apps.industry.models import Enterprise
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.queries.history import known_rows
from congthuong.apps.registers.queries.listing import ALL, ENDED, Wanted, lines
from congthuong.apps.registers.services import row_change, row_correct, rows_store
from congthuong.core.ledger.model import Row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
KIND = require_kind("doanh_nghiep_cn")
MANY, MAR, JUNE = 90, date(2020, 3, 2), date(2020, 6, 1)


@pytest.fixture
def filled(officer: User) -> None:
    """Ninety enterprises known since January 2019; one changed in March, one was said to be otherwise in June."""
    firm = {"loai_hinh": "doanh nghiệp", "huyen": "842", "trang_thai": "hoạt động"}
    rows = [
        Row(KIND.code, f"DN-{at:04d}", {**firm, "ten": f"Công ty {at * 37 % MANY:02d}", "lao_dong": Decimal(at)}, JAN, JAN, order=at)
        for at in range(MANY)
    ]  # fmt: skip
    ended = Row(
        KIND.code,
        "DN-0003",
        {**rows[3].values, "trang_thai": "giải thể"},
        JUNE,
        JAN,
        date(2019, 9, 1),
        order=3,
    )
    rows_store(KIND, [*rows, ended], by=None)
    row_change(
        kind=KIND, key="DN-0007", values={"trang_thai": "tạm ngừng", "ten": "Công ty Mới"}, by=officer, version=1,
        since=MAR, reason="thiếu đơn hàng",
    )  # fmt: skip
    row_correct(kind=KIND, key="DN-0011", values={"lao_dong": Decimal(999)}, by=officer, version=1)


def told(wanted: Wanted, start: int = 0, stop: int | None = None) -> list[tuple[str, object, object]]:
    return [
        (one.key, one.values["ten"], one.values["lao_dong"])
        for one in lines(KIND, wanted, personal=True)[start:stop]
    ]


@pytest.mark.usefixtures("filled")
def test_a_list_of_the_past_is_what_the_history_says_in_every_order_and_on_every_page():
    for wanted in (
        Wanted(day=date(2020, 2, 1)), Wanted(day=date(2020, 2, 1), known=MAR), Wanted(day=date(2019, 10, 1), known=JAN),
        Wanted(day=date(2019, 10, 1), known=date(2020, 7, 1)), Wanted(day=MAR, known=MAR, which=ENDED),
    ):  # fmt: skip
        expected = [
            (one.key, one.values["ten"], one.values["lao_dong"], one.effective_to)
            for one in known_rows(KIND, wanted.known or date.max, said_on=wanted.day, personal=True)
        ]
        if wanted.which == ENDED:
            expected = [one for one in expected if one[3] and one[3] <= wanted.day]
        else:
            expected = [one for one in expected if not one[3] or one[3] > wanted.day]
        by = {
            "": expected,
            "ten": sorted(expected, key=lambda one: str(one[1])),
            "-lao_dong": sorted(expected, key=lambda one: -(one[2] or 0)),
            "key": expected,
        }
        for order, rows in by.items():
            asked = Wanted(day=wanted.day, known=wanted.known, which=wanted.which, order=order)
            assert told(asked) == [one[:3] for one in rows], (wanted, order)
            assert told(asked, 40, 60) == [one[:3] for one in rows[40:60]]
    found = lines(KIND, Wanted(day=date(2020, 2, 1), chosen={"trang_thai": ("hoạt động",)}))
    assert found.count() == MANY - 1 and found.facets["trang_thai"] == {"hoạt động": MANY - 1}
    assert len(list(lines(KIND, Wanted(day=MAR, known=MAR, which=ALL)).every())) == MANY


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("known", [None, date(2020, 7, 1)])
def test_a_page_of_the_past_reads_its_own_rows_only(known: date | None):
    with CaptureQueriesContext(connection) as asked:
        page = lines(KIND, Wanted(day=date(2020, 2, 1), known=known, order="-ten"), personal=True)[20:30]

    assert len(page) == 10 and len(asked) <= 9
    whole = [one["sql"] for one in asked if '"san_pham"' in one["sql"]]  # every column of some rows
    assert (
        len(whole) == 1
        and " IN (" in whole[0]
        and whole[0].count(",") < 10 + len(Enterprise._meta.get_fields())
    )
    told = [one["sql"] for one in asked if '"registers_entry"."data"' in one["sql"]]
    assert len(told) == 1 and '"key" IN (' in told[0]  # the history of what was otherwise, of nothing else
