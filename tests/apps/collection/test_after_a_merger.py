"""After a merger old returns stand on the old units, and the new unit sees them added again, and is told so."""

from __future__ import annotations

from decimal import Decimal

import pytest

from apps.collection.mills import MILL_FORM, make_person
from congthuong.apps.accounts.models import User
from congthuong.apps.catalogue.models import Organisation
from congthuong.apps.collection.models import Return, Round
from congthuong.apps.collection.queries.sheets import sheet_for
from congthuong.apps.collection.services.approving import return_approve
from congthuong.apps.collection.services.filling import CellInput, cells_save
from congthuong.apps.collection.services.flow import return_hand_in
from congthuong.apps.collection.services.forms import form_publish
from congthuong.apps.collection.services.rounds import round_open

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
# Each province's office speaks for its place.
BY_PLACE = MILL_FORM.replace('kinds = ["enterprise"]', 'kinds = ["office"], speaks_for = "place"')


@pytest.fixture
def offices(province: None) -> None:
    for place in ("84", "83", "86"):
        Organisation.objects.create(code=f"tinh-{place}", name=f"Tỉnh {place}", kind="office", place=place)
    form_publish(text=BY_PLACE, by=None)


def approve(officer: User, opened: Round, place: str, rice: str) -> Return:
    ret = opened.returns.get(organisation=f"tinh-{place}")
    by = make_person(f"nguoi-{place}", "respondent", f"tinh-{place}")
    cells_save(ret=ret.pk, changes=[CellInput("gao", "ky", rice, 0, "k")], by=by)
    return_hand_in(ret=ret.pk, by=by)
    return_approve(ret=ret.pk, by=officer)
    return ret


def test_only_units_that_stood_are_asked(offices: None, officer: User):
    before = round_open(form="gao", period="2025-06", by=officer)
    after = round_open(form="gao", period="2025-07", by=officer)
    assert sorted(before.returns.values_list("place", flat=True)) == ["83", "84"]
    assert list(after.returns.values_list("place", flat=True)) == ["86"]


def test_the_same_period_of_a_new_unit_is_the_sum_of_its_old_ones_and_says_so(offices: None, officer: User):
    before = round_open(form="gao", period="2024-08", by=officer)
    old = approve(officer, before, "84", "100")
    approve(officer, before, "83", "50,5")
    after = round_open(form="gao", period="2025-08", by=officer)
    cell = sheet_for(after.returns.get()).cells["gao", "cung_ky"]
    assert cell.value == Decimal("150.5")
    assert cell.note == ("Cộng các đơn vị cũ trước sắp xếp: Tỉnh Trà Vinh 100 tấn + Tỉnh Bến Tre 50,5 tấn")
    assert Return.objects.get(pk=old.pk).place == "84"


def test_a_sum_with_an_old_unit_missing_is_missing(offices: None, officer: User):
    approve(officer, round_open(form="gao", period="2024-08", by=officer), "84", "100")
    after = round_open(form="gao", period="2025-08", by=officer)
    cell = sheet_for(after.returns.get()).cells["gao", "cung_ky"]
    assert cell.value is None
    assert "chưa đủ số liệu" in cell.note


def test_an_enterprise_finds_its_own_past_across_the_merger(province: None, officer: User):
    form_publish(text=MILL_FORM, by=None)
    Organisation.objects.filter(kind="enterprise").exclude(code="cty-a").delete()
    by = make_person("chu-a", "respondent", "cty-a")
    before = round_open(form="gao", period="2024-08", by=officer)
    ret = before.returns.get()
    cells_save(ret=ret.pk, changes=[CellInput("gao", "ky", "70", 0, "k")], by=by)
    return_approve(ret=return_hand_in(ret=ret.pk, by=by).pk, by=officer)
    Organisation.objects.filter(code="cty-a").update(place="86")
    after = round_open(form="gao", period="2025-08", by=officer)
    assert after.returns.get().place == "86"
    assert sheet_for(after.returns.get()).cells["gao", "cung_ky"].value == 70
