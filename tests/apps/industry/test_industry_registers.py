"""The registers of industry: every one is kept, what cannot be is refused, contests and spells fit one another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from apps.registers import any_room
from apps.registers.any_room import (
    BEGAN,
    LATER,
    added,
    check_counts_chain,
    check_kind_is_kept,
    check_states_follow,
    officer_of,
)
from congthuong.apps.accounts.models import User
from congthuong.apps.catalogue.models import Classification, ClassItem, Place
from congthuong.apps.industry import rules
from congthuong.apps.industry.kinds import KINDS
from congthuong.apps.industry.models.products import LEVELS, NOMINATED
from congthuong.apps.industry.ocop import certificate_ends, criteria_on, versions
from congthuong.apps.registers.checking import check_row
from congthuong.apps.registers.kinds import Doubt, RegisterKind, Rule, Values, require_kind
from congthuong.core.problems import Problems

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def officer() -> User:
    return officer_of("cong_nghiep")


@pytest.fixture(autouse=True)
def _more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        any_room,
        "ADDED_WITH",
        {"ke_hoach_san_xuat": {"nam_1": D(120)}, "sp_cnnt": {"cap": LEVELS[0]}},
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


LAND = {"dien_tich": D(50), "dat_cong_nghiep": D(35), "da_cho_thue": D(20), "trang_thai": "hoạt động"}
SCORED = {
    "ngay_cham": date(2020, 5, 20), "diem_a": D(30), "diem_b": D("14.5"), "diem_c": D("25.5"), "diem": D(70),
    "hang_sao": "4 sao",
}  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "right", "wrong", "odd"),
    [
        (rules.tax_number, {"ma_so_thue": "0100109106"}, {"ma_so_thue": "0100109107"}, {"ma_so_thue": "0100109106-001"}),
        (rules.cluster_areas, LAND, LAND | {"da_cho_thue": D(36)}, LAND | {"da_cho_thue": D(35), "dat_cong_nghiep": D(50)}),
        (rules.cluster_progress, {"giai_phong_mat_bang": D(80)}, {"giai_phong_mat_bang": D("100.1")}, {"giai_phong_mat_bang": D(100)}),
        (rules.vote_result, {"diem": D(80), "ket_qua": "đạt", "de_cu": NOMINATED[1]}, {"ket_qua": "không đạt", "de_cu": NOMINATED[1]},
         {"diem": D(100), "ket_qua": "không đạt", "de_cu": NOMINATED[0]}),
        (rules.ocop_score, SCORED, SCORED | {"hang_sao": "3 sao"}, SCORED | {"diem_b": None}),
        (rules.ocop_score, SCORED, SCORED | {"diem_a": D(36)}, {"diem": D("69.99"), "hang_sao": "3 sao", "ngay_cham": BEGAN}),
        (rules.ocop_score, SCORED, SCORED | {"diem": D(71)}, {"diem": None, "ngay_cham": BEGAN}),
        (rules.ocop_certificate, {"ngay_cap": BEGAN, "ngay_het_han": date(2023, 3, 2)},
         {"ngay_cap": BEGAN, "ngay_het_han": date(2024, 3, 2)}, {"ngay_cap": date(2020, 2, 29), "ngay_het_han": date(2023, 2, 28)}),
        (rules.plan_years, {"nam_dau": D(2021), "nam_3": D(5)}, {"nam_dau": D(2021)}, {"nam_dau": D(2021), "nam_5": D(0)}),
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
        (rules.cluster_areas, {"dien_tich": D(76)}),
        (rules.cluster_areas, {"da_cho_thue": D(3), "trang_thai": "trong quy hoạch"}),
        (rules.cluster_progress, {"von_ha_tang": D(10), "von_thuc_hien": D(11)}),
        (rules.reason_of_state, {"trang_thai": "tạm ngừng"}),
        (rules.ocop_score, {"ngay_cham": date(2018, 1, 5), "diem": D(60)}),
        (rules.vote_result, {"ket_qua": "đã cấp giấy chứng nhận"}),
    ],
)
def test_what_is_only_odd_may_be_kept_with_a_reason(rule: Rule, values: Values) -> None:
    assert [hard for _, hard in said(rule, values)] == [False]


def test_stars_and_parts_are_those_of_the_day() -> None:
    """The same 36 points of part A pass in 2023 and not before; stars begin where the decisions say."""
    old, new = versions()
    assert (criteria_on(date(2023, 2, 23)), criteria_on(date(2023, 2, 24))) == (old, new)
    assert criteria_on(date(2019, 8, 20)) is None
    for one in versions():
        assert sum(points for _, points in one.parts) == 100
        stars = {score: one.stars_of(D(score)) for score in (100, 90, 89, 70, 69, 50, 49, 30, 29, 0)}
        assert list(stars.values()) == [5, 5, 4, 4, 3, 3, 2, 2, 1, 1]
    later = SCORED | {"ngay_cham": date(2023, 3, 1), "diem_a": D(36), "diem_b": D("8.5")}
    assert said(rules.ocop_score, later) == []
    assert said(rules.ocop_score, later | {"ngay_cham": BEGAN}) == [("diem_a", True)]
    assert certificate_ends(date(2020, 12, 31)) == date(2023, 12, 31)


def doubts(
    kind: RegisterKind, values: Values, since: date | None = BEGAN, until: date | None = None
) -> list[Doubt]:
    return check_row(kind, values, effective_from=since, effective_to=until)


def test_spells_of_one_enterprise_lie_apart(officer: User) -> None:
    kind = require_kind("dn_tam_ngung")
    first = added(kind, officer, doanh_nghiep="Công ty mẫu 1")
    again = {"doanh_nghiep": "Công ty mẫu 1"}
    with pytest.raises(Problems, match=first.key):
        doubts(kind, again, LATER)
    with pytest.raises(Problems, match=first.key):
        doubts(kind, again, None)
    assert doubts(kind, again, date(2020, 1, 2), BEGAN) == []  # ended on the day the other began
    assert doubts(kind, {"doanh_nghiep": "Công ty mẫu 2"}, LATER) == []


def test_a_spell_of_an_enterprise_that_runs_is_doubted(officer: User) -> None:
    firm = added(require_kind("doanh_nghiep_cn"), officer)
    values = {"doanh_nghiep": firm.ten, "ma_doanh_nghiep": firm.key}
    (doubt,) = doubts(require_kind("dn_tam_ngung"), values)
    assert (doubt.hard, doubt.column) == (False, "ma_doanh_nghiep")
    assert doubts(require_kind("dn_tam_ngung"), values, BEGAN, LATER) == []  # it is over


def test_an_entry_fits_its_contest_and_climbs_by_nomination(officer: User) -> None:
    contests, entries = require_kind("ky_binh_chon_cnnt"), require_kind("sp_cnnt")
    province = added(contests, officer, ten="Kỳ tỉnh", cap="cấp tỉnh", diem_dat=D(70))
    region = added(contests, officer, ten="Kỳ khu vực", cap="cấp khu vực")
    entry = {"ten": "Mật hoa dừa", "co_so": "Cơ sở mẫu", "nhom": entries.column("nhom").words[0]}  # type: ignore[union-attr]
    won = {**entry, "ky": province.key, "cap": "cấp tỉnh", "ket_qua": "đạt", "diem": D(70)}
    with pytest.raises(Problems, match="70 điểm"):
        doubts(entries, {**won, "diem": D("69.5")})
    with pytest.raises(Problems, match="cấp tỉnh"):
        doubts(entries, {**won, "cap": "cấp huyện"})
    above = {**entry, "ky": region.key, "cap": "cấp khu vực", "ket_qua": "đăng ký"}
    assert [one.hard for one in doubts(entries, above)] == [False]  # nobody nominated it
    added(entries, officer, **won, de_cu=NOMINATED[1])
    assert doubts(entries, above) == []
    with pytest.raises(Problems, match="đã dự kỳ này"):
        doubts(entries, won)


def test_a_plan_of_a_product_is_made_once(officer: User) -> None:
    kind = require_kind("ke_hoach_san_xuat")
    added(kind, officer)
    with pytest.raises(Problems, match="đã có kế hoạch"):
        added(kind, officer)
    added(kind, officer, nam_dau=D(2026))


def test_an_industry_is_one_of_the_classification_in_force(officer: User) -> None:
    """1061 exists until VSIC 2025 comes; a class missing from the table of its division is only a doubt."""
    for version, codes in {"2018": ("10", "1061", "C"), "2025": ("1071", "2100")}.items():
        kept = Classification.objects.create(version=version)
        ClassItem.objects.bulk_create(
            ClassItem(version=kept, code=one, level=4, name_vi=one) for one in codes
        )
    kind = require_kind("doanh_nghiep_cn")
    firm = {"ten": "A", "loai_hinh": "doanh nghiệp", "trang_thai": "hoạt động"}
    new, old = date(2026, 1, 5), date(2020, 1, 5)
    assert doubts(kind, {**firm, "nganh": "1061"}, old, date(2024, 1, 1)) == []
    assert doubts(kind, {**firm, "nganh": "2100"}, old) == []  # still true when 2025's came into force
    assert [one.hard for one in doubts(kind, {**firm, "nganh": "1079"}, new)] == [False]
    for code, since, until in (
        ("2100", old, date(2024, 1, 1)),
        ("99", old, None),
        ("1O61", old, None),
        ("1", new, None),
    ):
        with pytest.raises(Problems, match="không có ngành mã"):
            doubts(kind, {**firm, "nganh": code}, since, until)


def test_the_commune_lies_in_the_district(officer: User) -> None:
    Place.objects.create(code="844", name="Huyện Càng Long", kind="huyện", level="district", parent="84")
    kind = require_kind("cum_cong_nghiep")
    cluster = {"ten": "Cụm mẫu", "trang_thai": "hoạt động", "xa": "29263"}
    assert doubts(kind, {**cluster, "huyen": "842"}) == []
    assert doubts(kind, cluster) == []
    with pytest.raises(Problems, match="thuộc Thành phố Trà Vinh"):
        doubts(kind, {**cluster, "huyen": "844"})
