"""An officer with sixty returns and an hour sees the figure that ruins the total first, and why it is asked about."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.collection.twelve_mills import USUAL, filled_round, grown
from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import Form, Return, Round, State
from congthuong.apps.collection.queries.editing import round_questions
from congthuong.core.quantities import Period

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]

Fill = Callable[..., Round]


@pytest.fixture
def fill(mill_form: Form, officer: User) -> Fill:
    return partial(filled_round, officer)


def test_a_figure_typed_in_kilograms_comes_first_with_its_reason(fill: Fill):
    fill("2019-05", USUAL, approved=True)
    found = round_questions(fill("2020-05", grown("them-03", 1000)))
    first = found.asked[0]

    assert (first.unit, first.cell, first.base) == ("them-03", ("gao", "ky"), "same_period")
    assert first.ret == found.returns["them-03"]
    assert first.reason(found.form).startswith(
        "Bằng 1.049,59 lần cùng kỳ năm trước, cao khác thường: một nửa trong 12 đơn vị"
    )


def test_a_small_units_great_jump_comes_after_a_large_units_smaller_one(fill: Fill):
    before = USUAL | {"them-00": 20, "them-11": 90_000}
    fill("2019-05", before, approved=True)
    now = grown() | {"them-00": 400, "them-11": 270_000}
    found = round_questions(fill("2020-05", now))

    assert [one.unit for one in found.asked] == ["them-11", "them-00"]
    assert found.asked[1].suspect.suspicion < 1


def test_the_period_against_which_a_figure_stands_out_more_is_the_one_told(fill: Fill):
    """A mill that was idle a year ago is no surprise; that it fell to a tenth since last month is."""
    fill("2019-05", grown("them-05", 1) | {"them-05": 100}, approved=True)
    fill("2020-04", USUAL, approved=True)
    found = round_questions(fill("2020-05", grown() | {"them-05": 103}))

    assert [(one.unit, one.base) for one in found.asked] == [("them-05", "previous")]
    assert "thấp khác thường" in found.asked[0].reason(found.form)


def test_where_units_are_few_one_is_compared_with_its_own_history(fill: Fill):
    """Nine districts are too few for one another; a digit too many must not pass for that."""
    months = [Period.of("2019-06")]
    while len(months) < 11:
        months.append(months[-1].next())
    for place, month in enumerate(months):
        fill(
            month.code,
            {"them-00": 1000 + 13 * (place % 4), "them-01": 5000 + 90 * (place % 3)},
            approved=True,
        )
    found = round_questions(fill("2020-05", {"them-00": 10_240, "them-01": 5050}))

    assert [(one.unit, one.own) for one in found.asked] == [("them-00", True)]
    assert "kỳ gần đây của chính đơn vị" in found.asked[0].reason(found.form)
    assert found.unanswered == ()


def test_what_can_be_compared_with_nothing_is_named(fill: Fill):
    found = round_questions(fill("2020-05", {"them-00": 10}))

    ((cell, unit, why),) = found.unanswered
    assert (cell, unit, found.asked) == (("gao", "ky"), "them-00", ())
    assert "Không có số liệu cùng kỳ năm trước" in why and "Không có số liệu kỳ trước" in why


def test_a_draft_is_not_judged(fill: Fill):
    fill("2019-05", USUAL, approved=True)
    opened = fill("2020-05", grown("them-03", 1000))
    Return.objects.filter(round=opened, organisation="them-03").update(state=State.DRAFT)

    assert round_questions(opened).asked == ()


def test_many_returns_take_no_more_queries_than_few(fill: Fill):
    fill("2019-05", USUAL, approved=True)
    fill("2020-04", USUAL, approved=True)
    for opened in (fill("2020-05", grown()), fill("2020-06", {"them-00": 10})):
        with CaptureQueriesContext(connection) as caught:
            round_questions(opened)
        assert len(caught) <= 5
