"""A day off that the office enters moves the due dates of rounds opened afterwards, and of no earlier one."""

from __future__ import annotations

from datetime import date

import pytest

from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import Form, Round
from congthuong.apps.collection.services.rounds import round_open
from congthuong.apps.workdays.entries import DayEntry
from congthuong.apps.workdays.services import days_set, year_announce

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]


def test_a_day_entered_moves_later_due_dates_only(mill_form: Form, may_2020: Round, officer: User):
    before = may_2020.due_on
    days_set(by=officer, entries=[DayEntry(date(2020, 7, 1), "off", "bão", "Công điện thử")])

    june = round_open(form="gao", period="2020-06", by=officer)

    assert june.due_on == date(2020, 7, 3)  # 1 July is off: 2 and 3 July are the two days
    may_2020.refresh_from_db()
    assert may_2020.due_on == before


def test_a_round_whose_year_is_not_announced_says_so(mill_form: Form, officer: User):
    assert not round_open(form="gao", period="2027-03", by=officer).days_announced
    year_announce(by=officer, year=2027, decision="Thông báo thử")
    assert round_open(form="gao", period="2027-04", by=officer).days_announced
