"""Whoever acts in a colleague's place is named together with the colleague, wherever the act is told."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import Assignment, Delegation, Event, Role, User
from congthuong.apps.accounts.problems import NotAnAssignment
from congthuong.apps.accounts.queries import acts_by_delegation
from congthuong.apps.accounts.rights import acting_for, forget, require
from congthuong.apps.accounts.services.roles import assignment_add
from congthuong.apps.accounts.views.today import delegations_told
from congthuong.apps.accounts.words import data_line
from congthuong.apps.catalogue.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> tuple[User, User]:
    """Who is away, with industry, and who acts for them, with trade of their own."""
    Organisation.objects.create(code="so", name="Sở")
    away = User.objects.create_user("phongnv", full_name="Nguyễn Văn Phong")
    taker = User.objects.create_user("phongtm", full_name="Trần Minh Phong")
    for user, kind in ((away, "cong_nghiep"), (taker, "thuong_mai")):
        Assignment.objects.create(user=user, role=Role.DIVISION, organisation_id="so", kinds=[kind])
    today = timezone.localdate()
    Delegation.objects.create(giver=away, taker=taker, valid_from=today, valid_to=today, reason="nghỉ phép")
    return away, taker


def act(by: User, kind: str) -> Event:
    """As every service does it: it asks, then tells."""
    require(by, "returns.approve", organisation="so", kind=kind)
    return record_event("return.approved", by=by, subject=by)


def test_an_act_says_on_whose_delegation_it_stands_and_the_next_one_of_ones_own_does_not(
    pair: tuple[User, User],
) -> None:
    away, taker = pair
    delegated, own = act(taker, "cong_nghiep"), act(taker, "thuong_mai")

    assert delegated.data == {"delegated_by": "Nguyễn Văn Phong (phongnv)"}
    assert data_line(delegated.data) == "theo ủy quyền của: Nguyễn Văn Phong (phongnv)"
    assert own.data == act(away, "cong_nghiep").data == {}
    assert acts_by_delegation(taker) == [delegated]
    assert acting_for(taker) == ""


def test_the_first_page_says_in_whose_place_one_acts_and_until_when(pair: tuple[User, User]) -> None:
    away, taker = pair
    told = delegations_told(taker)
    assert told is not None
    assert [(one.giver, one.valid_to) for one in told["held"]] == [(away, timezone.localdate())]
    assert delegations_told(away) is None


def test_the_same_role_is_not_given_twice_for_the_same_days(pair: tuple[User, User]) -> None:
    away, _ = pair
    admin = User.objects.create_user("quantri", is_superuser=True)
    forget(admin)
    given = {"user": away, "role": Role.CLERK, "organisation": "so", "by": admin}
    assignment_add(**given, valid_from=date(2026, 1, 1), valid_to=date(2026, 6, 30))
    with pytest.raises(NotAnAssignment, match="đang có đúng vai trò ấy"):
        assignment_add(**given, valid_from=date(2026, 6, 30))
    assignment_add(**given, valid_from=date(2026, 7, 1))
