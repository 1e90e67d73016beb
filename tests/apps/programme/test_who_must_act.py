"""A task reaches who does it: a division, on a day that can be met; and who must act sees it on the first page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from apps.programme.conftest import plan, window
from congthuong.apps.accounts.models import User
from congthuong.apps.catalogue.models import LegalDocument
from congthuong.apps.programme.models import Task
from congthuong.apps.programme.problems import DueDoubtful, TaskWrong
from congthuong.apps.programme.services.planning import extension_decide, task_assign
from congthuong.apps.programme.services.reading import directive_read
from congthuong.apps.programme.services.working import extension_ask, task_chase, task_note

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]


def first_page(client: Client) -> str:
    return client.get("/").content.decode()


def test_what_is_given_to_the_department_asks_which_division_does_it(chief: User, directive: LegalDocument):
    text = "Giao Sở Công Thương rà soát các cụm công nghiệp, hoàn thành trước ngày 30/9/2020."
    own = directive_read(by=chief, document=directive, text=text).tasks.get()

    assert (own.owner_id, own.due_on) == (None, date(2020, 9, 29))
    with pytest.raises(TaskWrong, match="không phòng nào thấy nhiệm vụ"):
        task_assign(by=chief, plan=plan(owner="so"))
    form = window(chief).get(f"/nhiem-vu/doc-van-ban/{own.reading_id}/").content.decode()
    choices = form.split('name="chu-tri"')[1].split("</select>")[0]
    assert 'value="qlcn"' in choices and 'value="so"' not in choices


def test_a_day_that_cannot_be_met_is_asked_for_with_a_reason(chief: User, directive: LegalDocument):
    over = replace(plan(due_on=date(2020, 8, 3)), due_reason="")
    early = replace(over, due_on=date(2020, 7, 1), document=directive.number)
    with pytest.raises(DueDoubtful, match="đã qua"):
        task_assign(by=chief, plan=over)
    with pytest.raises(DueDoubtful, match="trước ngày văn bản 20/7/2020"):
        task_assign(by=chief, plan=early)
    form = {"noi-dung": "Rà soát", "chu-tri": "qlcn", "han": "3/8/2020"}
    asked = window(chief).post("/nhiem-vu/moi/", form)
    assert asked.status_code == 400 and 'name="ly-do-han"' in asked.content.decode()

    window(chief).post("/nhiem-vu/moi/", {**form, "ly-do-han": "Đã làm xong trước khi ghi"})

    assert Task.objects.get().steps.get().text == "Đã làm xong trước khi ghi"


def test_who_must_act_sees_a_wish_for_time_and_a_chase_first(chief: User, industry: User, trade: User):
    own = task_assign(by=chief, plan=plan(due_on=date(2020, 12, 1), helpers=()))  # far from late
    extension_ask(by=industry, task=own.pk, until=date(2020, 12, 20), reason="Chờ số liệu huyện")
    assert "Chờ số liệu huyện" in first_page(window(chief))
    extension_decide(by=chief, task=own.pk, grant=True)
    assert "Chờ số liệu huyện" not in first_page(window(chief))

    task_chase(by=chief, task=own.pk, text="Báo tiến độ trong tuần")
    assert 'id="don-doc"' in first_page(window(industry)) and 'id="don-doc"' not in first_page(window(trade))
    task_note(by=industry, task=own.pk, text="Đã xong ba huyện")
    assert 'id="don-doc"' not in first_page(window(industry))
