"""Who edits rules sees on past returns what they would do, before anybody is stopped by them."""

from __future__ import annotations

import pytest
from django.test import Client

from apps.collection.mills import MILL_FORM, make_person
from apps.collection.twelve_mills import USUAL, filled_round
from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import Form, FormVersion

pytestmark = pytest.mark.django_db
ADDRESS = "/thu-thap/bieu/gao/thu-quy-tac/"
RULES = MILL_FORM[MILL_FORM.index("[[rule]]") :]


def seat_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def history(mill_form: Form, officer: User) -> None:
    filled_round(officer, "2019-05", USUAL, approved=True)


def test_the_page_begins_with_the_rules_in_force(mill_form: Form, officer: User):
    page = seat_of(officer).get(ADDRESS).content.decode()

    assert "code = &quot;gioi_han&quot;" in page
    assert "[[section]]" not in page


def test_it_says_how_many_returns_would_be_stopped_and_which_newly(history: None, officer: User):
    answer = seat_of(officer).post(ADDRESS, {"quy-tac": RULES.replace("high = 1000000", "high = 1690")})
    page = answer.content.decode()

    assert "Trong 12 phiếu đã duyệt: <strong>2</strong> phiếu sẽ bị chặn" in page
    assert "2 phiếu mới bị giữ" in page
    assert 'Xay xát them-11</a> <span class="tag">mới</span>' in page
    assert FormVersion.objects.count() == 1


def test_a_whole_definition_can_be_tried_too(history: None, officer: User):
    answer = seat_of(officer).post(ADDRESS, {"quy-tac": MILL_FORM})

    assert "<strong>0</strong> phiếu sẽ bị chặn" in answer.content.decode()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[rule]\n", "không đọc được TOML"),
        (RULES.replace('"gao"', '"goa"'), "goa"),
        (
            MILL_FORM.replace(
                'code = "gao"\nname = "Gạo xay xát"\nkind', 'code = "khac"\nname = "Khác"\nkind'
            ),
            "biểu khác",
        ),
        (RULES + "# " + "x" * 500_001, "quá dài"),
    ],
)
def test_a_mistake_is_told_and_what_was_typed_stays(mill_form: Form, officer: User, text: str, said: str):
    answer = seat_of(officer).post(ADDRESS, {"quy-tac": text})
    page = answer.content.decode()

    assert answer.status_code == 400
    assert said in page
    assert text[:7] in page


def test_only_who_edits_rules_of_that_kind_may_try_them(mill_form: Form):
    for role, kinds, status in (("respondent", [], 403), ("division", ["nang_luong"], 403), ("division", ["cong_nghiep"], 200)):  # fmt: skip
        person = make_person(f"{role}-{status}-{len(kinds)}", role, "so", kinds=kinds)
        assert seat_of(person).get(ADDRESS).status_code == status


def test_how_far_a_trial_has_come_is_told_to_who_started_it_alone(history: None, officer: User):
    seat = seat_of(officer)
    seat.post(ADDRESS, {"quy-tac": RULES, "lan": "a1"})
    other = make_person("tonghop2", "synthesis", "so")

    assert seat.get(f"{ADDRESS}tien-do/?lan=a1").json() == {"done": 12, "of": 12}
    assert seat.get(f"{ADDRESS}tien-do/?lan=khac").json() == {"done": 0, "of": 0}
    assert seat_of(other).get(f"{ADDRESS}tien-do/?lan=a1").json() == {"done": 0, "of": 0}
