"""The registers of power: every one is kept, what cannot be is refused, and counts follow one another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from apps.registers.any_room import (
    BEGAN,
    added,
    check_counts_chain,
    check_kind_is_kept,
    check_states_follow,
    officer_of,
)
from congthuong.apps.accounts.models import User
from congthuong.apps.power import rules
from congthuong.apps.power.kinds import KINDS
from congthuong.apps.registers.checking import check_row
from congthuong.apps.registers.kinds import Doubt, RegisterKind, Rule, Values, require_kind
from congthuong.core.problems import Problems

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def officer() -> User:
    return officer_of("nang_luong")


@pytest.fixture(autouse=True)
def _more(monkeypatch: pytest.MonkeyPatch) -> None:
    from apps.registers import any_room

    monkeypatch.setattr(
        any_room,
        "ADDED_WITH",
        {
            "moc_du_an_dien": {"ngay_ke_hoach": date(2020, 9, 1)},
            "du_an_dien": {"ngay_van_hanh": date(2020, 4, 29)},
            "don_gia_boi_thuong": {"van_ban": "1/QĐ-UBND", "don_gia": D(50_000)},
        },
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_row_is_kept_missed_and_brought_back(kind: RegisterKind, officer: User) -> None:
    check_kind_is_kept(kind, officer)


@pytest.mark.parametrize("kind", [one for one in KINDS if one.follows], ids=lambda kind: kind.code)
def test_states_follow_one_another(kind: RegisterKind, officer: User) -> None:
    check_states_follow(kind, officer)


@pytest.mark.parametrize("kind", [one for one in KINDS if one.flows], ids=lambda kind: kind.code)
def test_counts_follow_one_another(kind: RegisterKind, officer: User) -> None:
    check_counts_chain(kind, officer)


def said(rule: Rule, values: Values) -> list[tuple[str, bool]]:
    return [(one.column, one.hard) for one in rule(values)]


RUNS = {"trang_thai": "vận hành thương mại", "ngay_van_hanh": date(2020, 4, 29)}


@pytest.mark.parametrize(
    ("rule", "right", "wrong", "odd"),
    [
        (rules.households, {"cuoi_ky": D(9), "tong_ho": D(9)}, {"cuoi_ky": D(10), "tong_ho": D(9)}, {"cuoi_ky": D(10)}),
        (rules.solar, {"cong_suat": D("999.9")}, {"cong_suat": D(0)}, {"cong_suat": D(1000)}),
        (rules.clearance, {"giai_phong_mat_bang": D("99.5")}, {"giai_phong_mat_bang": D(101)}, {"giai_phong_mat_bang": D(100)}),
        (rules.project_runs, RUNS, RUNS | {"ngay_van_hanh": None}, {"trang_thai": "đang đầu tư"}),
        (rules.milestone, {"ngay_dat": BEGAN}, {}, {"ngay_ke_hoach": BEGAN}),
        (
            rules.price_in_force,
            {"trang_thai": "đã ban hành", "don_gia": D(1), "van_ban": "1"},
            {"trang_thai": "đã ban hành", "don_gia": D(1)},
            {"trang_thai": "dự thảo"},
        ),
        (
            rules.report_in_time,
            {"han_gui": BEGAN, "ngay_gui": BEGAN, "ket_qua": "đúng hạn"},
            {"han_gui": BEGAN, "ngay_gui": date(2020, 3, 3), "ket_qua": "đúng hạn"},
            {"han_gui": BEGAN, "ket_qua": "chưa gửi"},
        ),
    ],
)  # fmt: skip
def test_a_rule_refuses_what_is_wrong_and_not_what_only_looks_so(
    rule: Rule, right: Values, wrong: Values, odd: Values
) -> None:
    assert said(rule, right) == []
    assert any(hard for _, hard in said(rule, wrong))
    assert not any(hard for _, hard in said(rule, odd))


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        (rules.solar, {"cong_suat": D(1001)}),
        (rules.large_use, {"loai": "sử dụng điện lớn", "dien_nang": D(999_999)}),
        (rules.corridor_deadline, {"trang_thai": "đã lập biên bản"}),
        (rules.project_runs, {**RUNS, "giai_phong_mat_bang": D(90)}),
    ],
)
def test_what_is_only_odd_may_be_kept_with_a_reason(rule: Rule, values: Values) -> None:
    assert [hard for _, hard in said(rule, values)] == [False]


def doubts(kind: RegisterKind, values: Values, since: date | None) -> list[Doubt]:
    return check_row(kind, values, effective_from=since, effective_to=None)


def test_a_milestone_is_reached_once_and_in_order(officer: User) -> None:
    kind = require_kind("moc_du_an_dien")
    first = added(kind, officer, moc="khởi công", ngay_dat=date(2020, 5, 1))
    values = {"du_an": first.du_an, "moc": "đóng điện", "ngay_dat": date(2020, 6, 1)}
    assert doubts(kind, values, BEGAN) == []
    (late,) = doubts(kind, {**values, "ngay_dat": date(2020, 4, 1)}, BEGAN)
    assert "khởi công" in late.sentence
    with pytest.raises(Problems, match=first.key):
        doubts(kind, {**values, "moc": "khởi công"}, BEGAN)


def test_a_count_put_between_two_is_told_of_both(officer: User) -> None:
    """The one before is wrong: refused. The one after has still to be mended: said, and kept with a reason."""
    kind = require_kind("luoi_dien")
    line = {"huyen": "842", "cap_dien_ap": "trung thế"}
    added(kind, officer, date(2019, 12, 31), **line, cuoi_ky=D("100.5"))
    added(
        kind, officer, date(2020, 6, 30), **line, dau_ky=D("100.5"), moi=D(4), giam=D(0), cuoi_ky=D("104.5")
    )
    between = {**line, "dau_ky": D("100.5"), "moi": D(1), "giam": D(0), "cuoi_ky": D("101.5")}
    with pytest.raises(Problems, match="chưa kết thúc trước"):
        doubts(kind, between, date(2020, 3, 31))
    row = added(kind, officer, date(2020, 3, 31), **between)
    assert row.effective_to == date(2020, 6, 30)
    with pytest.raises(Problems, match="đầu kỳ"):
        doubts(kind, {**line, "moi": D(1), "cuoi_ky": D(9)}, date(2021, 1, 1))
    with pytest.raises(Problems, match="Đúng từ ngày"):
        doubts(kind, between, None)
    other = {**between, "cap_dien_ap": "hạ thế", "dau_ky": None, "moi": None, "giam": None}
    assert doubts(kind, other, date(2020, 3, 31)) == []  # the first count of another thing opens with nothing


def test_savings_and_events_are_said_once(officer: User) -> None:
    for code in ("tiet_kiem_dien_kv", "tuyen_truyen_tiet_kiem"):
        kind = require_kind(code)
        added(kind, officer)
        with pytest.raises(Problems, match="đã có"):
            added(kind, officer)
        added(kind, officer, date(2020, 6, 1))


def test_the_customer_of_a_solar_meter_is_masked(officer: User) -> None:
    from congthuong.apps.registers.queries import known_rows

    kind = require_kind("dien_mat_troi")
    added(kind, officer, khach_hang="N.V.A")
    (row,) = known_rows(kind, date(2099, 1, 1))
    assert "N.V.A" not in str(row.values)
