"""What a process keeps between two looks at a page shows nobody what is another's, and nothing that is no longer so."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from apps.collection.mills import Save
from congthuong.apps.accounts.models import Assignment, User
from congthuong.apps.accounts.rights import forget, may
from congthuong.apps.collection.models import Return, ReturnCell
from congthuong.apps.collection.queries.sheets import return_for, typed_of
from congthuong.web.prepared import Prepared

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]


def seat_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_each_person_sees_their_own_name_and_rooms_in_their_own_language(
    mill_return: Return, miller: User, officer: User
):
    address = f"/thu-thap/{mill_return.pk}/"
    pages = {user.username: seat_of(user).get(address).content.decode() for user in (miller, officer, miller)}
    assert miller.full_name in pages["chu-a"] and officer.full_name not in pages["chu-a"]
    rails = {
        name: page.partition('<nav class="rail"')[2].partition("</nav>")[0] for name, page in pages.items()
    }
    assert rails["tonghop"].count("<li>") > rails["chu-a"].count("<li>")

    english = seat_of(miller)
    english.cookies["django_language"] = "en"
    page = english.get(address).content.decode()
    assert 'aria-label="Sections"' in page
    assert "Phím tắt" not in page and "Số liệu tự lưu" not in page
    assert "Phím tắt" in seat_of(miller).get(address).content.decode()


def test_a_right_that_ends_or_is_given_holds_from_the_next_look(mill_return: Return, miller: User):
    address = f"/thu-thap/{mill_return.pk}/"
    assert seat_of(miller).get(address).status_code == 200
    yesterday = timezone.localdate() - timedelta(days=1)
    Assignment.objects.filter(user=miller).update(valid_from=yesterday, valid_to=yesterday)
    assert seat_of(miller).get(address).status_code == 403
    Assignment.objects.filter(user=miller).update(valid_to=None)
    assert seat_of(miller).get(address).status_code == 200
    Assignment.objects.filter(user=miller).update(kinds=["nang_luong"])
    forget(miller)
    assert not may(miller, "returns.fill", organisation="cty-a", kind="cong_nghiep")
    assert not may(AnonymousUser(), "returns.fill")


def test_what_was_typed_is_read_exactly_as_it_was_typed(mill_return: Return, miller: User, save: Save):
    save(mill_return, "gao", "1.234,50")
    typed = typed_of(return_for(miller, mill_return.pk))
    kept = ReturnCell.objects.get(ret=mill_return, row="gao")
    one = typed["gao", "ky"]
    assert one.value is not None and one.value.as_tuple() == Decimal("1234.50").as_tuple()
    assert (one.text, one.revision, one.by, one.at) == (
        "1.234,50",
        1,
        miller.full_name,
        kept.changed_at,
    )


def test_a_query_that_would_forget_what_it_is_asked_about_is_refused():
    with pytest.raises(ValueError, match="not compared"):
        Prepared(lambda number: Return.objects.values_list("pk"), int).rows(1)
