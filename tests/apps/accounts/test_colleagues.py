"""A person sees and may delegate to the people of their own house, not everybody who has a login."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from congthuong.apps.accounts.models import Assignment, Role, User
from congthuong.apps.accounts.problems import NotADelegation
from congthuong.apps.accounts.queries import colleagues
from congthuong.apps.accounts.services.roles import delegation_give
from congthuong.apps.catalogue.models import Organisation

pytestmark = pytest.mark.django_db
ORGANISATIONS = (
    ("tinh", "agency", ""),
    ("so", "agency", "tinh"),
    ("phong-a", "division", "so"),
    ("phong-b", "division", "so"),
    ("trung-tam", "centre", "so"),
    ("huyen", "district", "so"),
    ("cty", "enterprise", "so"),
    ("cty-xuong", "division", "cty"),
)


@pytest.fixture
def people() -> dict[str, User]:
    """One person in each organisation, named like it, and two in the enterprise."""
    for code, kind, parent in ORGANISATIONS:
        Organisation.objects.create(code=code, name=code, kind=kind, parent=parent)
    names = {code: code for code, _kind, _parent in ORGANISATIONS} | {"cty-hai": "cty"}
    return {
        name: User.objects.create_user(name, full_name=f"Người {name}", organisation_id=code)
        for name, code in names.items()
    }


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("cty", {"cty-hai", "cty-xuong"}),
        ("cty-xuong", {"cty", "cty-hai"}),
        ("huyen", set()),
        ("phong-a", {"so", "phong-b", "trung-tam"}),
        ("so", {"phong-a", "phong-b", "trung-tam"}),
    ],
)
def test_only_the_own_house_is_listed(who: str, seen: set[str], people: dict[str, User]):
    assert {one.username for one in colleagues(people[who])} == seen


def test_the_page_of_an_enterprise_names_nobody_of_the_department(people: dict[str, User]):
    Assignment.objects.create(user=people["cty"], role=Role.RESPONDENT, organisation_id="cty")
    client = Client()
    client.force_login(people["cty"])
    page = client.get("/tai-khoan/").content.decode()

    assert "Người cty-hai" in page
    assert "Người so" not in page
    assert "Người phong-a" not in page


def test_work_goes_to_nobody_of_another_house(people: dict[str, User]):
    today: date = timezone.localdate()

    with pytest.raises(NotADelegation):
        delegation_give(
            giver=people["phong-a"], taker=people["cty"], valid_from=today, valid_to=today, reason="nghỉ phép"
        )


def test_who_manages_people_chooses_among_all(people: dict[str, User]):
    Assignment.objects.create(user=people["so"], role=Role.ADMINISTRATOR, organisation_id="so")

    assert colleagues(people["so"]).count() == len(people) - 1


def test_a_person_without_an_organisation_has_those_of_the_assignments(people: dict[str, User]):
    lone = User.objects.create_user("le", full_name="Người lẻ")
    assert not colleagues(lone).exists()

    Assignment.objects.create(user=lone, role=Role.RESPONDENT, organisation_id="cty")

    assert {one.username for one in colleagues(lone)} == {"cty", "cty-hai", "cty-xuong"}
