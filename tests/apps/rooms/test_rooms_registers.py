"""The registers of promotion, rural areas, inspection and the office: kept, refused, doubted as their rules say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from apps.registers import any_room
from apps.registers.any_room import BEGAN, LATER, added, check_kind_is_kept, check_states_follow, officer_of
from congthuong.apps.inspection import kinds as inspection
from congthuong.apps.inspection import rules as inspecting
from congthuong.apps.office import kinds as office
from congthuong.apps.office import rules as staffing
from congthuong.apps.promotion import kinds as promotion
from congthuong.apps.promotion import rules as promoting
from congthuong.apps.registers.checking import check_row
from congthuong.apps.registers.kinds import RegisterKind, Rule, Values, require_kind
from congthuong.apps.registers.queries.listing import EMPTY, Wanted, lines
from congthuong.apps.rural import kinds as rural
from congthuong.apps.rural import rules as villages
from congthuong.core.problems import Problems

pytestmark = pytest.mark.django_db
D = Decimal
KINDS = (*promotion.KINDS, *rural.KINDS, *inspection.KINDS, *office.KINDS)


@pytest.fixture(autouse=True)
def _more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        any_room,
        "ADDED_WITH",
        {
            "de_an_khuyen_cong": {"ngay_nghiem_thu": LATER, "ngay_quyet_toan": LATER},
            "don_thu": {"ngay_xong": LATER, "noi_chuyen": "UBND huyện"},
            "xu_phat": {"ngay_nop": LATER, "da_nop": D(5)},
        },
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_row_is_kept_missed_and_brought_back(kind: RegisterKind) -> None:
    check_kind_is_kept(kind, officer_of(kind.data_kind))


@pytest.mark.parametrize(
    "kind", [one for one in KINDS if one.follows and one.code != "ntm_tieu_chi"], ids=lambda kind: kind.code
)
def test_states_follow_one_another(kind: RegisterKind) -> None:
    check_states_follow(kind, officer_of(kind.data_kind))


def said(rule: Rule, values: Values) -> list[tuple[str, bool]]:
    return [(one.column, one.hard) for one in rule(values)]


ALL = dict.fromkeys(villages.MARKS, "có")


@pytest.mark.parametrize(
    ("rule", "right", "wrong", "column", "hard"),
    [
        (promoting.money, {"tong_kinh_phi": D(9), "ho_tro": D(9)}, {"tong_kinh_phi": D(8), "ho_tro": D(9)}, "ho_tro", True),
        (promoting.money, {"ho_tro": D(9), "tam_ung": D(4)}, {"ho_tro": D(9), "tam_ung": D(10)}, "tam_ung", True),
        (promoting.accepted, {"trang_thai": "đang thực hiện"}, {"trang_thai": "đã nghiệm thu"}, "ngay_nghiem_thu", True),
        (
            promoting.settled,
            {"trang_thai": "đã quyết toán", "ngay_quyet_toan": BEGAN, "ho_tro": D(5), "da_thanh_toan": D(5)},
            {"trang_thai": "đã quyết toán", "ngay_quyet_toan": BEGAN, "ho_tro": D(5), "da_thanh_toan": D(4)},
            "da_thanh_toan",
            False,
        ),
        (villages.lacking, {"trang_thai": "đạt"}, {"trang_thai": "đạt", "con_thieu": "bãi xe"}, "con_thieu", True),
        (villages.lacking, {"trang_thai": "không xét"}, {"trang_thai": "chưa đạt"}, "con_thieu", False),
        (villages.market_evidence, {"ket_luan": "đạt", "dien_tich_diem": D(3), **ALL}, {"ket_luan": "đạt", "dien_tich_diem": D("2.9"), **ALL}, "ket_luan", True),
        (villages.market_evidence, {"ket_luan": "chưa đạt", **ALL, "bai_xe": "không"}, {"ket_luan": "đạt", **ALL}, "ket_luan", False),
        (inspecting.violation_said, {"ket_qua": "có vi phạm", "hanh_vi": "bảo quản"}, {"ket_qua": "không vi phạm", "hanh_vi": "bảo quản"}, "ket_qua", True),
        (inspecting.fine_paid, {"so_tien": D(9), "da_nop": D(9)}, {"so_tien": D(9), "da_nop": D(10)}, "da_nop", True),
        (inspecting.fine_paid, {"trang_thai": "cưỡng chế", "so_tien": D(9)}, {"trang_thai": "đã nộp phạt", "so_tien": D(9), "ngay_nop": BEGAN}, "da_nop", True),
        (inspecting.petition_closed, {"trang_thai": "tiếp nhận"}, {"trang_thai": "chuyển cơ quan có thẩm quyền", "ngay_xong": BEGAN}, "noi_chuyen", True),
        (staffing.posts_filled, {"giao": D(9), "co_mat": D(9)}, {"giao": D(9), "co_mat": D(10)}, "co_mat", False),
        (staffing.recruited, {"can_tuyen": D(2)}, {"can_tuyen": D(2), "da_tuyen": D(3)}, "da_tuyen", True),
    ],
)  # fmt: skip
def test_a_rule_speaks_only_where_it_has_to(
    rule: Rule, right: Values, wrong: Values, column: str, hard: bool
) -> None:
    assert said(rule, right) == []
    assert said(rule, wrong) == [(column, hard)]


def refused(code: str, values: Values, day: date = LATER) -> str:
    with pytest.raises(Problems) as told:
        check_row(require_kind(code), values, effective_from=day, effective_to=None)
    return " ".join(one.message for one in told.value.problems)


def test_a_commune_stands_once_by_criterion_level_and_year() -> None:
    officer = officer_of("nong_thon_moi")
    first = added(require_kind("ntm_tieu_chi"), officer, nam=D(2020), trang_thai="đăng ký")
    same = {"xa": first.xa, "tieu_chi": first.tieu_chi, "muc": first.muc, "nam": D(2020), "trang_thai": "đạt"}

    assert first.key in refused("ntm_tieu_chi", same)
    kind = require_kind("ntm_tieu_chi")
    assert check_row(kind, {**same, "nam": D(2021)}, effective_from=LATER, effective_to=None) == []


def test_a_course_has_no_more_people_than_its_row_says() -> None:
    officer = officer_of("van_phong")
    course = added(require_kind("lop_boi_duong"), officer, so_nguoi=D(1))
    attendees = require_kind("nguoi_boi_duong")
    added(attendees, officer, lop=course.key)

    assert "1 người" in refused("nguoi_boi_duong", {"lop": course.key, "don_vi": "Văn phòng"})


def test_a_list_is_filtered_by_year_and_a_word_that_is_none_finds_nothing() -> None:
    officer, kind = officer_of("thanh_tra"), require_kind("ke_hoach_thanh_tra")
    last, this = (added(kind, officer, nam=D(year)).key for year in (2019, 2020))

    def keys(*years: str) -> list[str]:
        return [one.key for one in lines(kind, Wanted(day=LATER, chosen={"nam": years}))[0:9]]

    assert keys("2020") == [this]
    assert keys("2019", "2020") == [last, this]
    assert keys("hai nghìn") == keys(EMPTY) == []
    assert lines(kind, Wanted(day=LATER)).facets["nam"] == {"2019": 1, "2020": 1}
