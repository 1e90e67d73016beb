"""A task that comes back: one month cancelled does not end the year, and what was ended stays ended."""

from __future__ import annotations

from datetime import date

import pytest

from apps.programme.conftest import plan, window
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import Forbidden
from congthuong.apps.programme.models import State, Task
from congthuong.apps.programme.problems import TaskWrong, WordsMissing
from congthuong.apps.programme.services.planning import task_assign, task_cancel, task_close
from congthuong.apps.programme.services.series import series_end, series_resume
from congthuong.apps.programme.services.ticking import tasks_tick
from congthuong.apps.programme.services.working import task_done

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]


@pytest.fixture
def monthly(chief: User) -> Task:
    return task_assign(by=chief, plan=plan(due_on=None, rule="month:20", title="Báo cáo tháng"))


def terms(first: Task) -> list[tuple[date | None, str]]:
    rows = Task.objects.filter(series=first).order_by("due_on")
    return [(one.due_on, one.state) for one in rows]


def test_a_month_that_is_cancelled_is_only_that_month(monthly: Task, chief: User):
    task_cancel(by=chief, task=monthly.pk, reason="Tháng 8 nghỉ")

    assert terms(monthly) == [(date(2020, 9, 20), State.OPEN)]
    (september,) = Task.objects.filter(series=monthly)
    task_cancel(by=chief, task=september.pk, reason="Tháng 9 cũng nghỉ")
    tasks_tick(on=date(2020, 11, 20))
    assert [day for day, state in terms(monthly) if state == State.OPEN] == [
        date(2020, 10, 20),
        date(2020, 11, 20),
        date(2020, 12, 20),
    ]


def test_a_series_is_ended_with_a_reason_and_nothing_comes_after(monthly: Task, chief: User, industry: User):
    with pytest.raises(WordsMissing):
        series_end(by=chief, task=monthly.pk, reason=" ")
    with pytest.raises(Forbidden):
        series_end(by=industry, task=monthly.pk, reason="Thôi")
    series_end(by=chief, task=monthly.pk, reason="Biểu này bãi bỏ")
    with pytest.raises(TaskWrong):
        series_end(by=chief, task=monthly.pk, reason="Lần nữa")

    monthly.refresh_from_db()
    assert monthly.state == State.OPEN  # what is owed stays owed
    task_done(by=industry, task=monthly.pk, outcome="Đã báo cáo.")
    task_close(by=chief, task=monthly.pk)
    assert tasks_tick(on=date(2021, 8, 20)) == ()
    assert terms(monthly) == []
    series_resume(by=chief, task=monthly.pk)
    assert [one.due_on for one in tasks_tick(on=date(2020, 8, 20))] == [date(2020, 9, 20)]


def test_ending_from_a_later_occurrence_ends_the_whole_series(monthly: Task, chief: User):
    tasks_tick(on=date(2020, 9, 20))
    last = Task.objects.filter(series=monthly).latest("due_on")
    series_end(by=chief, task=last.pk, reason="Bãi bỏ")
    assert tasks_tick(on=date(2021, 1, 20)) == ()
    page = window(chief).get(f"/nhiem-vu/{monthly.pk}/").content.decode()
    assert "đã thôi lặp lại từ 11/8/2020" in page and "Lặp lại tiếp" in page


def test_the_page_says_which_of_the_two_is_meant(monthly: Task, chief: User, task: Task):
    client = window(chief)
    page = client.get(f"/nhiem-vu/{monthly.pk}/").content.decode()
    assert "Hủy kỳ này, kỳ sau vẫn lập" in page and "Thôi lặp lại từ nay" in page
    once = client.get(f"/nhiem-vu/{task.pk}/").content.decode()
    assert "Thôi lặp lại" not in once and "Hủy nhiệm vụ" in once
    form = {"viec": "thoi-lap", "phien-ban": monthly.version, "chu": "Bãi bỏ"}
    assert client.post(f"/nhiem-vu/{monthly.pk}/viec/", form).status_code == 302
    monthly.refresh_from_db()
    assert monthly.series_ended_on == date(2020, 8, 11)
