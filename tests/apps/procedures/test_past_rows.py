"""A row of a past day says what was known on that day: a report of June does not speak of what happened in July."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from apps.procedures.office import at, received
from congthuong.apps.accounts.models import User
from congthuong.apps.procedures.registers import dossier_rows
from congthuong.apps.procedures.services.handling import (
    dossier_ask_payment,
    dossier_pause,
    dossier_resume,
    dossier_take,
)
from congthuong.apps.procedures.services.settling import dossier_return, dossier_settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]


def told_on(day: date) -> dict[str, str]:
    return {column: str(value) for column, value in next(iter(dossier_rows(day))).values.items()}


def test_a_past_day_is_told_as_it_was_told_on_that_day(people: dict[str, User]):
    clerk, officer = people["clerk"], people["industry"]
    own = received(clerk, when="2020-06-08 09:00")
    life = [
        ("2020-06-09", lambda when: dossier_take(dossier=own.pk, by=officer, at=when)),
        ("2020-06-10", lambda when: dossier_ask_payment(dossier=own.pk, by=clerk, amount="1 triệu", at=when)),
        ("2020-06-11", lambda when: dossier_resume(dossier=own.pk, by=clerk, at=when)),
        ("2020-06-12", lambda when: dossier_pause(dossier=own.pk, by=clerk, papers=["Sơ đồ"], at=when)),
        ("2020-06-16", lambda when: dossier_resume(dossier=own.pk, by=clerk, at=when)),
        (
            "2020-06-18",
            lambda when: dossier_settle(
                dossier=own.pk, by=people["leader"], number="1", day=when.date(), at=when
            ),
        ),
        ("2020-06-22", lambda when: dossier_return(dossier=own.pk, by=clerk, at=when)),
    ]
    seen = {date(2020, 6, 8): told_on(date(2020, 6, 8))}
    for day, act in life:
        act(at(f"{day} 10:00"))
        seen[date.fromisoformat(day)] = told_on(date.fromisoformat(day))

    # Told today of each of those days: the same words as were told on the day itself.
    assert {day: told_on(day) for day in seen} == seen
    assert [one["trang_thai"] for one in seen.values()] == ["2", "4", "6", "4", "5", "4", "9", "10"]
    assert told_on(date(2020, 6, 10))["bo_sung_tu"] == ""  # waiting for a fee is no waiting for papers
    between = told_on(date(2020, 6, 12) + timedelta(2))
    assert (between["trang_thai"], between["bo_sung_den"], between["xong_luc"]) == ("5", "", "")
