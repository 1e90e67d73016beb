"""The registers of trade: every one is kept, and what cannot be is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from apps.registers.any_room import BEGAN, LATER, added, check_kind_is_kept, check_states_follow, officer_of
from congthuong.apps.accounts.models import User
from congthuong.apps.registers.checking import check_row
from congthuong.apps.registers.kinds import RegisterKind, Rule, Values, require_kind
from congthuong.apps.trade import rules
from congthuong.apps.trade.kinds import KINDS
from congthuong.core.problems import Problems

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def officer() -> User:
    return officer_of("thuong_mai")


@pytest.fixture(autouse=True)
def _more(monkeypatch: pytest.MonkeyPatch) -> None:
    from apps.registers import any_room

    monkeypatch.setattr(
        any_room,
        "ADDED_WITH",
        {
            "chuyen_doi_cho": {"ngay_chuyen_doi": None},
            "khieu_nai_tieu_dung": {"ngay_xong": LATER, "ket_qua": "đổi hàng"},
        },
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_row_is_kept_missed_and_brought_back(kind: RegisterKind, officer: User) -> None:
    check_kind_is_kept(kind, officer)


FREE = [one for one in KINDS if one.follows and one.code != "chuyen_doi_cho"]


@pytest.mark.parametrize("kind", FREE, ids=lambda kind: kind.code)
def test_states_follow_one_another(kind: RegisterKind, officer: User) -> None:
    check_states_follow(kind, officer)


def said(rule: Rule, values: Values) -> list[tuple[str, bool]]:
    return [(one.column, one.hard) for one in rule(values)]


@pytest.mark.parametrize(
    ("rule", "right", "wrong", "column", "hard"),
    [
        (rules.market_class, {"hang": "hạng 2", "diem_kinh_doanh": D(400)}, {"hang": "hạng 2", "diem_kinh_doanh": D(401)}, "hang", False),
        (rules.converted, {"trang_thai": "đã chuyển đổi", "ngay_chuyen_doi": BEGAN}, {"trang_thai": "đã chuyển đổi"}, "ngay_chuyen_doi", True),
        (rules.converted, {"trang_thai": "trong kế hoạch"}, {"trang_thai": "trong kế hoạch", "ngay_chuyen_doi": BEGAN}, "trang_thai", True),
        (rules.certificate, {"ngay_cap": BEGAN, "ngay_het_han": date(2025, 3, 2)}, {"ngay_cap": BEGAN, "ngay_het_han": BEGAN}, "ngay_het_han", True),
        (rules.certificate, {"ngay_cap": BEGAN}, {"ngay_cap": BEGAN, "ngay_het_han": date(2026, 1, 1)}, "ngay_het_han", False),
        (rules.fair_days, {"tu_ngay": BEGAN, "den_ngay": BEGAN}, {"tu_ngay": LATER, "den_ngay": BEGAN}, "den_ngay", True),
        (rules.loan_term, {"lai_suat": D("6.5")}, {"lai_suat": D(65)}, "lai_suat", False),
        (rules.complaint_settled, {"trang_thai": "tiếp nhận"}, {"trang_thai": "đã giải quyết", "ket_qua": "đổi hàng"}, "ngay_xong", True),
    ],
)  # fmt: skip
def test_a_rule_speaks_only_where_it_has_to(
    rule: Rule, right: Values, wrong: Values, column: str, hard: bool
) -> None:
    assert said(rule, right) == []
    assert said(rule, wrong) == [(column, hard)]


def test_a_price_that_leaps_is_asked_about_and_one_survey_a_day_is_enough(officer: User) -> None:
    kind = require_kind("gia_hang_thiet_yeu")
    pork = {"mat_hang": "Thịt heo đùi", "don_vi_tinh": "kg", "noi": "Chợ trung tâm"}
    added(kind, officer, BEGAN, **pork, gia=D(100_000))

    def doubts(price: int, day: date) -> list[str]:
        return [
            one.column
            for one in check_row(kind, {**pork, "gia": D(price)}, effective_from=day, effective_to=None)
        ]

    assert doubts(110_000, LATER) == []
    assert doubts(110_100, LATER) == ["gia"]
    with pytest.raises(Problems, match="đã khảo sát cùng ngày"):
        doubts(100_000, BEGAN)


def test_a_month_of_foreign_trade_is_told_once(officer: User) -> None:
    kind = require_kind("xuat_nhap_khau")
    rice = {"chieu": "xuất khẩu", "mat_hang": "Gạo", "thi_truong": "Philippines"}
    added(kind, officer, date(2020, 3, 1), **rice, luong=D(500))

    assert check_row(kind, rice, effective_from=date(2020, 4, 1), effective_to=None) == []
    with pytest.raises(Problems, match="tháng này đã ghi"):
        check_row(kind, rice, effective_from=date(2020, 3, 31), effective_to=None)
    with pytest.raises(Problems, match="Đúng từ ngày"):
        check_row(kind, rice, effective_from=None, effective_to=None)


def test_a_market_is_converted_once_in_a_plan(officer: User) -> None:
    kind = require_kind("chuyen_doi_cho")
    first = added(kind, officer, nam=D(2020))
    values = {"cho": first.cho, "nam": D(2020), "mo_hinh_moi": "hợp tác xã", "trang_thai": "trong kế hoạch"}

    with pytest.raises(Problems, match=first.key):
        check_row(kind, values, effective_from=BEGAN, effective_to=None)
    assert check_row(kind, {**values, "nam": D(2021)}, effective_from=BEGAN, effective_to=None) == []
