"""An inspection, a course, a fair say how far they have come; what is only planned, or was called off, is not told as done."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from lxml import html

from apps.registers.any_room import BEGAN, LATER, added, officer_of
from apps.registers.conftest import signed_in
from congthuong.apps.accounts.models import User
from congthuong.apps.inspection import rules
from congthuong.apps.power.standing import milestones_standing
from congthuong.apps.registers.kinds import RegisterKind, kinds, require_kind
from congthuong.apps.registers.queries import known_rows
from congthuong.apps.registers.services import row_change
from congthuong.core.ledger.measures import EVERYWHERE, Question, measure_rows
from congthuong.core.ledger.model import RowsMeasure
from congthuong.core.quantities import Period

pytestmark = pytest.mark.django_db
TODAY = date(2020, 6, 12)


@pytest.fixture
def inspector() -> User:
    return officer_of("thanh_tra")


def counted(kind: RegisterKind, on: date = TODAY) -> int:
    """As the report counts it."""
    measure = RowsMeasure(kind.code, "all", where=kind.described().counted)
    told = measure_rows(
        kind.described(),
        known_rows(kind, date(2099, 1, 1)),
        Question(measure, EVERYWHERE, Period.of("2020-H1"), known=on),
    )
    return told.count if told else 0


def test_an_inspection_goes_from_the_plan_to_what_follows_its_conclusion(inspector: User) -> None:
    """Each step has its day and its reason, and any past day can still be asked how far it was."""
    kind = require_kind("cuoc_thanh_tra")
    row = added(kind, inspector, since=date(2020, 1, 6), trang_thai="theo kế hoạch")
    steps = (
        ("đã công bố quyết định", date(2020, 3, 2), {"ngay_cong_bo": date(2020, 3, 2)}),
        ("đang tiến hành", date(2020, 3, 9), {"ngay_bat_dau": date(2020, 3, 9)}),
        ("đã kết luận", date(2020, 4, 6), {"ngay_ket_luan": date(2020, 4, 6)}),
        ("đã xong theo dõi sau kết luận", date(2020, 5, 4), {"ngay_xong_theo_doi": date(2020, 5, 4)}),
    )
    for state, since, told in steps:
        row = row_change(
            kind=kind, key=row.key, values={"trang_thai": state, **told}, by=inspector, version=row.version,
            since=since, reason="theo kế hoạch năm",
        )  # fmt: skip
    said = {
        day: known_rows(kind, date(2099, 1, 1), effective=day, said_on=day)[0].values["trang_thai"]
        for day in (date(2020, 2, 3), date(2020, 3, 5), date(2020, 3, 9), date(2020, 4, 20), TODAY)
    }
    assert list(said.values()) == [
        "theo kế hoạch",
        "đã công bố quyết định",
        "đang tiến hành",
        "đã kết luận",
        "đã xong theo dõi sau kết luận",
    ]


@pytest.mark.parametrize(
    ("code", "counts", "not_yet"),
    [
        ("cuoc_thanh_tra", "đang tiến hành", ("theo kế hoạch", "hủy")),
        ("kc_hoi_cho", "đã tham gia", ("theo kế hoạch", "không tham gia")),
        ("kc_phien_cho", "đã tổ chức", ("theo kế hoạch", "không tổ chức")),
        ("lop_boi_duong", "đang học", ("theo kế hoạch", "không mở")),
        ("ky_binh_chon_cnnt", "đã công nhận", ("theo kế hoạch", "không tổ chức")),
        ("tuyen_truyen_tiet_kiem", "đã xong", ("theo kế hoạch", "không tổ chức")),
        ("khen_thuong", "đã đề nghị", ("không được khen thưởng",)),
    ],
)
def test_what_is_planned_or_called_off_is_not_told_as_done(
    code: str, counts: str, not_yet: tuple[str, ...]
) -> None:
    """The report says «tiến hành 03 cuộc»: a fourth in the plan must not make it 04. A row without a state still counts."""
    kind = require_kind(code)
    officer = officer_of(kind.data_kind)
    for number, state in enumerate((counts, "", *not_yet)):
        name = {kind.label: f"mẫu {number}"} if not getattr(kind.column(kind.label), "words", ()) else {}
        added(kind, officer, trang_thai=state, **name)
    assert counted(kind) == 2


def said(rule: object, **values: object) -> list[str]:
    return [one.column for one in rule(values)]  # type: ignore[operator]


def test_an_inspections_days_follow_one_another_and_what_a_state_rests_on_is_asked_for() -> None:
    days = {"ngay_cong_bo": date(2020, 3, 2), "ngay_ket_luan": date(2020, 4, 6)}
    assert said(rules.inspection_days, **days) == []
    assert said(rules.inspection_days, **days, ngay_bat_dau=date(2020, 4, 7)) == ["ngay_ket_luan"]
    assert said(rules.inspection_days, **days, ngay_bat_dau=date(2020, 3, 1)) == ["ngay_bat_dau"]
    assert said(rules.inspection_told, trang_thai="đã kết luận") == ["ngay_ket_luan"]
    assert said(rules.inspection_told, trang_thai="hủy") == ["ly_do_huy"]
    assert said(rules.inspection_told, trang_thai="hủy", ly_do_huy="dịch Covid-19") == []
    assert said(rules.inspection_told, trang_thai="đang tiến hành", ngay_bat_dau=BEGAN, ly_do_huy="dịch") == [
        "trang_thai"
    ]
    assert said(rules.inspection_told, trang_thai="theo kế hoạch", ngay_ket_luan=BEGAN) == ["trang_thai"]
    assert said(rules.inspection_told) == []


def test_the_list_shows_the_state_and_filters_by_it(inspector: User) -> None:
    kind = require_kind("cuoc_thanh_tra")
    for state in ("đang tiến hành", "theo kế hoạch", "theo kế hoạch"):
        added(kind, inspector, trang_thai=state)
    client: Client = signed_in(inspector)
    page = html.fromstring(client.get("/so/cuoc_thanh_tra/").content.decode())
    chips = {
        " ".join(one.text_content().split())
        for one in page.xpath("//div[@aria-label='trạng thái']//a[@class='chip']")
    }
    assert chips == {"theo kế hoạch 2", "đang tiến hành 1"}


def test_a_milestone_that_was_not_reached_by_its_day_is_late() -> None:
    """Of a project with six milestones the division sees which one is overdue, without reading every day."""
    officer = officer_of("nang_luong")
    kind = require_kind("moc_du_an_dien")
    late, reached, ahead = (
        added(kind, officer, moc=step, ngay_ke_hoach=planned, ngay_dat=done)
        for step, planned, done in (
            ("khởi công", date(2020, 6, 2), None),
            ("bổ sung quy hoạch", date(2020, 1, 2), date(2020, 1, 12)),
            ("đóng điện", LATER.replace(year=2021), None),
        )
    )
    found = milestones_standing(TODAY)
    assert {key: one.days_late for key, one in found.items()} == {late.key: 10, ahead.key: 0}
    assert milestones_standing(TODAY, [reached.key])[reached.key].text == (
        "đạt ngày 12/01/2020, chậm 10 ngày so với kế hoạch"
    )


def test_every_state_of_a_register_has_its_place_in_the_order_or_none_has() -> None:
    """A state that was forgotten would let a row go from there to any other, back to the plan too. Registers that only say
    with which state a row is done keep no order."""
    kept = {kind.code: kind for kind in kinds() if any(kind.follows.values())}
    assert {"cuoc_thanh_tra", "sp_cnnt", "tuyen_dung"} <= set(kept)
    for code, kind in kept.items():
        assert set(kind.follows) == states_of(kind), code
    for kind in kinds():
        named = {*kind.follows, *(one for after in kind.follows.values() for one in after)}
        assert named <= states_of(kind), kind.code


def states_of(kind: RegisterKind) -> set[str]:
    return set(getattr(kind.column(kind.state), "words", ())) if kind.state else set()
