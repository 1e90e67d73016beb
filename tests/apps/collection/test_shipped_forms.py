"""The forms that come with the product can be published, opened and read in the example province."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from congthuong.apps.catalogue.models import Organisation
from congthuong.apps.catalogue.queries import indicators
from congthuong.apps.catalogue.services import catalogue_store
from congthuong.apps.collection.models import Form, FormVersion, Return
from congthuong.apps.collection.queries.forms import definition_of
from congthuong.apps.collection.queries.sheets import sheet_for
from congthuong.apps.collection.services import forms
from congthuong.apps.collection.services.forms import (
    folder_fillers,
    form_publish,
    shipped_forms,
    shipped_forms_publish,
)
from congthuong.apps.collection.services.rounds import round_open
from congthuong.core.forms.data import form_data
from congthuong.core.forms.model import Cell
from congthuong.core.forms.reading import stored_form
from congthuong.core.forms.rules import evaluate
from congthuong.core.ledger.folder import read_folder

pytestmark = pytest.mark.django_db
PERIODS = {"month": "2020-05", "half": "2020-H1", "year": "2020"}


@pytest.fixture
def published(db: None, example: Path) -> tuple[FormVersion, ...]:
    catalogue_store(read_folder(example))
    return shipped_forms_publish(fillers=folder_fillers(example))


def test_every_form_is_published_once_and_keeps_its_definition(
    published: tuple[FormVersion, ...], example: Path
):
    assert {one.form.code for one in published} == {name.removesuffix(".toml") for name in shipped_forms()}
    assert shipped_forms_publish(fillers=folder_fillers(example)) == published
    for version in published:
        form = definition_of(version)
        assert stored_form(form_data(form)) == form


def test_a_row_named_by_its_indicator_alone_keeps_whom_it_concerns_when_the_form_comes_anew(
    example: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    """Who makes what only the province knows: an upgrade would ask every unit for everything again."""
    catalogue_store(read_folder(example))
    who = folder_fillers(example)
    name, unit = "san_pham_cong_nghiep.toml", Organisation.objects.values_list("code", flat=True)[0]
    short = shipped_forms()[name].replace('code = "thuoc_vien"\nindicator', "indicator", 1)
    folder = tmp_path / "forms"
    folder.mkdir()
    monkeypatch.setattr(forms, "files", lambda _package: tmp_path)

    (folder / name).write_text(short, encoding="utf-8")
    shipped_forms_publish(fillers=who)
    own = short.replace(
        'indicator = "thuoc_vien"', f'indicator = "thuoc_vien"\norganisations = ["{unit}"]', 1
    )
    form_publish(text=own, by=None, fillers=(who or {}).get("san_pham_cong_nghiep"))
    (folder / name).write_text(short.replace("name = ", 'note = "mới"\nname = ', 1), encoding="utf-8")
    (version,) = shipped_forms_publish(fillers=who)

    form = definition_of(version)
    assert form.note == "mới"
    assert {row.code: row.organisations for row in form if row.organisations} == {"thuoc_vien": (unit,)}


def test_every_form_opens_and_shows_its_sheet(published: tuple[FormVersion, ...]):
    for form in Form.objects.all():
        calendar = definition_of(form.versions.get()).calendar
        period = ("QL-" if calendar == "management" else "") + PERIODS[form.period]
        opened = round_open(form=form.code, period=period, by=None)
        assert opened.opens_on <= opened.due_on and opened.cut_off <= opened.due_on, form.code
        sheet = sheet_for(opened.returns.first() or Return())
        assert sheet.cells.keys() == set(sheet.form.cells)


def test_the_form_on_markets_is_that_of_the_circular(published: tuple[FormVersion, ...]):
    form = definition_of(FormVersion.objects.get(form__code="bieu_10_sct_bct"))
    assert (form.symbol, form.law) == ("Biểu 10/SCT-BCT", "34/2022/TT-BCT")
    assert [column.name for column in form.columns] == [
        "Tổng số", "Chợ hạng 1", "Chợ hạng 2", "Chợ hạng 3", "Chợ trong quy hoạch", "Chợ đầu mối",
    ]  # fmt: skip


def test_no_form_asks_what_dossiers_and_procedures_count(published: tuple[FormVersion, ...]):
    """A typed figure wins over a counted one: asked twice, the report would say what somebody remembered."""
    counted = {
        one.code for one in indicators() if one.rows is not None and one.rows.register in ("ho_so", "thu_tuc")
    }
    assert len(counted) >= 9
    asked = {(version.form.code, row.indicator) for version in published for row in definition_of(version)}
    assert {one for one in asked if one[1] in counted} == set()
    office = definition_of(FormVersion.objects.get(form__code="van_phong"))
    assert [row.indicator for row in office] == ["hs_buu_chinh", "hs_luan_chuyen"]
    assert "đếm từ phòng Hồ sơ" in office.note  # who fills it in is told where the others are


def test_a_group_of_retail_typed_ten_times_too_large_is_asked_about_and_named(
    published: tuple[FormVersion, ...],
):
    form = definition_of(FormVersion.objects.get(form__code="ban_le"))
    before = {"ban_le_hang_hoa": "290", "luu_tru": "1.2", "an_uong": "40", "lu_hanh": "3.47", "dich_vu_khac": "9"}  # fmt: skip
    shown = {(row, column): Decimal(text) for row, text in before.items() for column in ("cung_ky", "ky_truoc")}  # fmt: skip
    shown |= {("tong", column): Decimal("343.67") for column in ("cung_ky", "ky_truoc")}

    def asked(travel: str) -> dict[str, tuple[Cell, ...]]:
        typed = {(row, "ky"): Decimal(text) for row, text in (before | {"lu_hanh": travel}).items()}
        return {one.rule: one.places for one in evaluate(form, typed, shown).soft}

    assert asked("2.15") == {}
    assert {one[0] for one in asked("21.5").values()} == {("lu_hanh", "ky")}
    far = asked("1234")
    assert far.keys() == {"bien_dong_cung_ky", "bien_dong_ky_truoc", "nhom_cung_ky", "nhom_ky_truoc"}
    assert {one[0] for one in far.values()} == {("lu_hanh", "ky")}  # the total's finding leads there too


def test_output_typed_in_thousands_is_asked_about_where_the_unit_has_a_past(
    published: tuple[FormVersion, ...],
):
    """Against the unit's own month before, so that it holds in a province of any size."""
    form = definition_of(FormVersion.objects.get(form__code="gia_tri_cong_nghiep"))
    own = {("gtsxcn", "ky_truoc"): Decimal("1250.5")}

    def asked(typed: str, shown: dict[Cell, Decimal]) -> set[str]:
        return {one.rule for one in evaluate(form, {("gtsxcn", "ky"): Decimal(typed)}, shown).soft}

    assert asked("1250500", own) == {"don_vi_tinh"}
    assert asked("12505", own) == set()  # a season that begins
    assert asked("5000000", {}) == set()  # a new unit has nothing to be compared with


def findings(code: str, typed: dict[str, str], shown: dict[str, str], known: dict[str, str]) -> set[str]:
    form = definition_of(FormVersion.objects.get(form__code=code))
    return {
        one.rule
        for one in evaluate(
            form,
            {(row, "ky"): Decimal(text) for row, text in typed.items()},
            {(row, "ky_truoc"): Decimal(text) for row, text in shown.items()},
            {name: Decimal(text) for name, text in known.items()},
        ).soft
    }


def test_petrol_stations_that_do_not_follow_from_those_before_are_asked_about(
    published: tuple[FormVersion, ...],
):
    before = {"tm_ch_xang_dau": "31"}
    assert findings("cho_xang_dau", {"tm_ch_xang_dau": "33", "tm_ch_xang_dau_moi": "2"}, before, {}) == set()
    assert findings("cho_xang_dau", {"tm_ch_xang_dau": "33", "tm_ch_xang_dau_moi": "1"}, before, {}) == {"ton_cua_hang"}  # fmt: skip


def test_one_unit_that_makes_more_than_the_province_is_asked_about(published: tuple[FormVersion, ...]):
    """A decimal comma lost in a revision: the month's total is known by then."""
    province = {"may_mac": "1.25", "gao_xay_xat": "40"}
    assert findings("san_pham_cong_nghiep", {"may_mac": "1.25"}, {}, province) == set()
    assert findings("san_pham_cong_nghiep", {"may_mac": "12.5"}, {}, province) == {"toan_tinh_may_mac"}
    assert findings("san_pham_cong_nghiep", {"may_mac": "12.5"}, {}, {}) == set()  # the first to hand in


def test_a_share_of_households_that_is_hardly_believable_is_asked_about(published: tuple[FormVersion, ...]):
    assert findings("dien", {"ho_dung_dien": "278435", "tong_so_ho": "281360"}, {}, {}) == set()
    assert findings("dien", {"ho_dung_dien": "27843", "tong_so_ho": "281360"}, {}, {}) == {"ty_le_ho_thap"}


def test_a_plan_is_asked_for_once_a_year_and_due_at_its_beginning(published: tuple[FormVersion, ...]):
    """Asked for every month it would be typed twelve times, and come to differ from itself."""
    for code, months in (("ke_hoach_cong_nghiep", ("san_pham_cong_nghiep", "gia_tri_cong_nghiep")), ("ke_hoach_ban_le", ("ban_le",))):  # fmt: skip
        opened = round_open(form=code, period="2020", by=None)
        assert (opened.opens_on.isoformat(), opened.cut_off.isoformat()) == ("2020-01-01", "2020-01-16")
        plans = {row.code: row for row in definition_of(opened.version)}
        for month in months:
            form = definition_of(FormVersion.objects.get(form__code=month))
            assert form.by_column["ke_hoach"].mode == "shown"
            planned = {row.code for row in form if row.indicator} & plans.keys()
            assert planned == {row.code for row in form if row.indicator}
            assert all(plans[code].unit == form.rows[code].unit for code in planned)
