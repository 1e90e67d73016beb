"""A petition is answered in the law's time: the day is worked out, said with its article, and what is late is seen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.conf import LazySettings

from apps.registers.conftest import person, signed_in
from congthuong.apps.accounts.models import Role, User
from congthuong.apps.inspection.terms import legal_due, legal_terms
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.services import row_add
from congthuong.apps.workdays.queries import calendar_on
from congthuong.core.problems import Problems

pytestmark = pytest.mark.django_db
FIRST_OF_JUNE = date(2020, 6, 1)  # a Monday


@pytest.fixture
def inspector() -> User:
    return person("tt", Role.DIVISION, "thanh_tra")


def received(by: User, **values: Any) -> RegisterRow:
    told = {
        "loai": "khiếu nại",
        "noi_dung": "Khiếu nại quyết định xử phạt",
        "trang_thai": "tiếp nhận",
    } | values
    return row_add(kind=require_kind("don_thu"), values=told, by=by, effective_from=FIRST_OF_JUNE)


@pytest.mark.parametrize(
    ("kind", "accepted", "day", "article"),
    [
        ("khiếu nại", None, date(2020, 6, 11), "Điều 27"),
        ("khiếu nại", date(2020, 6, 10), date(2020, 7, 10), "Điều 28"),
        ("tố cáo", None, date(2020, 6, 10), "Điều 24"),  # seven working days over a weekend
        ("tố cáo", date(2020, 6, 11), date(2020, 7, 13), "Điều 30"),  # the 11th of July is a Saturday
        ("kiến nghị", None, date(2020, 6, 15), "Luật Tiếp công dân 42/2013/QH13, Điều 28"),
        ("phản ánh", date(2020, 6, 3), date(2020, 6, 15), "Luật Tiếp công dân 42/2013/QH13, Điều 28"),
    ],
)
def test_the_day_is_the_laws(kind: str, accepted: date | None, day: date, article: str):
    due = legal_due(kind, FIRST_OF_JUNE, accepted, calendar_on)

    assert due is not None
    assert (due.day, article in due.words) == (day, True)


def test_a_law_is_not_applied_to_what_came_before_it_and_every_term_names_its_article():
    assert legal_due("tố cáo", date(2018, 12, 31), None, calendar_on) is None
    assert legal_due("khiếu nại", None, None, calendar_on) is None
    assert all("Điều" in one.source and bool(one.days) != bool(one.working_days) for one in legal_terms())


def test_what_is_late_stands_first_thing_in_the_morning_in_the_list_and_on_its_page(
    inspector: User, settings: LazySettings
):
    settings.TODAY = date(2020, 6, 22)
    late = received(inspector, loai="kiến nghị", noi_dung="Kiến nghị lưới điện yếu")
    received(
        inspector, noi_dung="Đơn đang giải quyết", ngay_thu_ly=date(2020, 6, 9), trang_thai="đang giải quyết"
    )
    received(
        inspector,
        loai="phản ánh",
        noi_dung="Đã trả lời",
        trang_thai="đã trả lời",
        ngay_xong=date(2020, 6, 19),
    )
    client = signed_in(inspector)

    today = client.get("/").content.decode()
    assert "đến hạn (1, quá hạn 1)" in today
    assert "Kiến nghị lưới điện yếu" in today
    assert "Luật Tiếp công dân 42/2013/QH13, Điều 28" in today
    listed = client.get("/so/don_thu/").content.decode()
    assert "quá hạn 7 ngày" in listed
    assert "hạn 09/7/2020" in listed  # thirty days from the day on which it was accepted
    only = client.get("/so/don_thu/?qua-han=1").content.decode()
    assert ("Kiến nghị lưới điện yếu" in only, "Đơn đang giải quyết" in only) == (True, False)
    assert "Quá hạn 7 ngày" in client.get(f"/so/don_thu/{late.key}/").content.decode()
    assert (
        "Kiến nghị lưới điện yếu"
        not in signed_in(person("cn", Role.DIVISION, "cong_nghiep")).get("/").content.decode()
    )


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"trang_thai": "đã trả lời", "ngay_xong": date(2020, 5, 29)}, "đứng trước ngày nhận đơn 01/6/2020"),
        ({"ngay_thu_ly": date(2020, 5, 29)}, "đứng trước ngày nhận đơn 01/6/2020"),
        (
            {"trang_thai": "đã trả lời", "ngay_thu_ly": date(2020, 6, 9), "ngay_xong": date(2020, 6, 8)},
            "đứng trước ngày thụ lý 09/6/2020",
        ),
        ({"ngay_xong": date(2020, 6, 5)}, "05/6/2020, mà đơn còn «tiếp nhận». Hãy đổi trạng thái"),
        ({"trang_thai": "đã trả lời", "ngay_xong": date(2099, 6, 5)}, "05/6/2099 là ngày chưa tới"),
        ({"han": date(2020, 8, 3)}, "muộn hơn 11/6/2020, là 10 ngày từ ngày nhận đơn"),
    ],
)
def test_days_in_the_wrong_order_and_a_term_longer_than_the_laws_are_told(
    inspector: User, values: dict[str, Any], told: str
):
    with pytest.raises(Problems, match=told):
        received(inspector, **values)


def test_a_term_that_was_written_down_with_its_reason_counts(inspector: User, settings: LazySettings):
    settings.TODAY = date(2020, 6, 22)
    told = {
        "loai": "khiếu nại",
        "noi_dung": "Vụ việc phức tạp",
        "trang_thai": "tiếp nhận",
        "han": date(2020, 7, 20),
    }
    row_add(
        kind=require_kind("don_thu"),
        values=told,
        by=inspector,
        effective_from=FIRST_OF_JUNE,
        reason="Vụ việc phức tạp",
    )

    page = signed_in(inspector).get("/so/don_thu/").content.decode()
    assert "hạn 20/7/2020" in page
    assert "quá hạn" not in page
