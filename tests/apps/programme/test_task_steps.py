"""A task from the directive's sentence to its closing: who may do what, what stays visible, what is never overwritten."""

from __future__ import annotations

from datetime import date

import pytest

from apps.programme.conftest import plan
from congthuong.apps.accounts.models import Event, User
from congthuong.apps.accounts.rights import Forbidden
from congthuong.apps.catalogue.models import LegalDocument
from congthuong.apps.ledger.append_only import AppendOnlyViolation
from congthuong.apps.programme.models import State, Task, TaskStep
from congthuong.apps.programme.problems import (
    NothingToRead,
    TaskChanged,
    TaskWrong,
    WordsMissing,
    WrongTaskState,
)
from congthuong.apps.programme.queries.tasks import Filters, task_for, tasks_found, visible
from congthuong.apps.programme.services.planning import (
    extension_decide,
    task_assign,
    task_cancel,
    task_change,
    task_close,
    task_drop,
    task_reopen,
)
from congthuong.apps.programme.services.reading import directive_read
from congthuong.apps.programme.services.ticking import tasks_tick
from congthuong.apps.programme.services.working import (
    extension_ask,
    task_block,
    task_chase,
    task_done,
    task_file_add,
    task_note,
    task_start,
    task_unblock,
)
from congthuong.apps.programme.source import TaskSource
from congthuong.core.programme.rules import NotARule
from congthuong.web.files import checked_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
TEXT = """Chủ tịch UBND tỉnh yêu cầu:
1. Giao Sở Công Thương chủ trì, phối hợp với Sở Tài chính rà soát cơ chế hỗ trợ cụm công nghiệp, hoàn thành trước ngày 30/9/2020.
2. Văn phòng Sở:
- Hằng tháng, trước ngày 20, báo cáo tiến độ thực hiện;
- Công khai Chỉ thị trong 10 ngày làm việc kể từ ngày ký.
"""


def test_a_directive_proposes_and_a_person_decides(synthesis: User, directive: LegalDocument, chief: User):
    reading = directive_read(by=synthesis, document=directive, text=TEXT)
    first, monthly, public = reading.tasks.order_by("order")

    assert {one.state for one in (first, monthly, public)} == {State.PROPOSED}
    assert TEXT.strip()[first.start : first.end] == first.sentence
    assert (first.owner_id, first.helpers_told, first.due_on) == (None, "Sở Tài chính", date(2020, 9, 29))
    assert (monthly.owner_id, monthly.rule) == ("vp", "month:19")
    assert not visible(chief).exists() and not TaskSource().registers()
    assert directive_read(by=synthesis, document=directive, text=TEXT) == reading

    task_assign(
        by=chief, plan=plan(title="Rà soát cơ chế", document="12/CT-UBND"), proposal=first.pk, seen_version=0
    )
    counted = task_assign(
        by=chief,
        plan=plan(owner="vp", due_on=None, working_days=10, document="12/CT-UBND"),
        proposal=public.pk,
        seen_version=0,
    )
    task_drop(by=chief, task=monthly.pk, seen_version=0)
    with pytest.raises(WrongTaskState):
        task_assign(by=chief, plan=plan(), proposal=monthly.pk)

    assert counted.due_on == date(2020, 8, 3)  # ten working days after Monday 20 July
    assert [one.title for one in visible(chief).order_by("pk")] == ["Rà soát cơ chế", plan().title]
    assert len(TaskSource().rows_as_of(date(2020, 8, 11), TaskSource().registers())) == 2


def test_an_empty_text_is_not_read(synthesis: User, directive: LegalDocument, industry: User):
    with pytest.raises(NothingToRead):
        directive_read(by=synthesis, document=directive, text=" \n ")
    with pytest.raises(Forbidden):
        directive_read(by=industry, document=directive, text=TEXT)


def test_a_task_is_worked_on_and_closed(task: Task, chief: User, industry: User, trade: User):
    task_start(by=industry, task=task.pk, seen_version=1)
    task_note(by=trade, task=task.pk, text="Đã gửi số liệu chợ.")
    task_chase(by=chief, task=task.pk, text="Đề nghị báo cáo trước thứ Sáu.")
    task_file_add(by=industry, task=task.pk, file=checked_file("bien-ban.pdf", b"%PDF-1.7"))
    task_block(by=industry, task=task.pk, waits_for="ý kiến Sở Tài chính")
    assert task_for(industry, task.pk).state == State.BLOCKED
    task_unblock(by=industry, task=task.pk)
    task_done(by=industry, task=task.pk, outcome="Đã rà soát 7 cụm.", done_on=date(2020, 8, 10))
    with pytest.raises(Forbidden):
        task_close(by=industry, task=task.pk)
    closed = task_close(by=chief, task=task.pk)

    assert (closed.state, closed.outcome, closed.done_on) == (
        State.CLOSED,
        "Đã rà soát 7 cụm.",
        date(2020, 8, 10),
    )
    kinds = ["assigned", "started", "note", "chased", "file", "blocked", "unblocked", "done", "closed"]
    assert list(task.steps.order_by("id").values_list("kind", flat=True)) == kinds
    said = Event.objects.filter(subject=f"programme.task:{task.pk}").values_list("action", flat=True)
    assert len(said) == len(kinds)
    reopened = task_reopen(by=chief, task=task.pk, reason="Còn thiếu cụm Cổ Chiên.")
    assert (reopened.state, reopened.done_on) == (State.STARTED, None)


def test_more_time_keeps_the_old_day_in_sight(task: Task, chief: User, industry: User):
    with pytest.raises(TaskWrong):
        extension_ask(by=industry, task=task.pk, until=date(2020, 8, 19), reason="x")
    with pytest.raises(WordsMissing):
        extension_ask(by=industry, task=task.pk, until=date(2020, 9, 1), reason=" ")
    extension_ask(by=industry, task=task.pk, until=date(2020, 9, 1), reason="Chờ số liệu huyện.")
    assert task_for(chief, task.pk).due_on == date(2020, 8, 20)
    with pytest.raises(WordsMissing):
        extension_decide(by=chief, task=task.pk, grant=False)
    extension_decide(by=chief, task=task.pk, grant=True)

    now = task_for(industry, task.pk)
    assert (now.due_on, now.first_due_on, now.asked_due_on) == (date(2020, 9, 1), date(2020, 8, 20), None)
    granted = task.steps.get(kind=TaskStep.Kind.GRANTED)
    assert (granted.due_before, granted.due_after) == (date(2020, 8, 20), date(2020, 9, 1))
    with pytest.raises(TaskWrong):
        extension_decide(by=chief, task=task.pk, grant=True)


def test_the_second_of_two_changes_at_once_is_asked_to_look(task: Task, chief: User, synthesis: User):
    task_change(by=chief, task=task.pk, plan=plan(title="Rà soát lại"), seen_version=1)

    with pytest.raises(TaskChanged):
        task_change(by=synthesis, task=task.pk, plan=plan(title="Khác"), seen_version=1)
    assert task_for(chief, task.pk).title == "Rà soát lại"


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"title": " "}, TaskWrong),
        ({"owner": "khong-co"}, TaskWrong),
        ({"area": "thuy_san"}, TaskWrong),
        ({"rule": "month:40"}, NotARule),
        ({"due_on": None, "working_days": 5}, TaskWrong),
    ],
)
def test_a_plan_that_cannot_be_is_refused_whole(
    said: dict[str, object], refused: type[Exception], chief: User
):
    with pytest.raises(refused):
        task_assign(by=chief, plan=plan(**said))

    assert Task.objects.count() == 0


def test_each_sees_and_touches_only_what_is_theirs(
    task: Task, chief: User, industry: User, trade: User, auditor: User
):
    other = task_assign(by=chief, plan=plan(title="Theo dõi giá", owner="qltm", helpers=()))

    assert set(visible(chief)) == set(visible(auditor)) == {task, other}
    assert set(visible(industry)) == {task}
    assert set(visible(trade)) == {task, other}  # owner of one, helper of the other
    for act in (
        lambda: task_start(by=trade, task=task.pk),
        lambda: task_done(by=auditor, task=task.pk, outcome="x"),
        lambda: task_note(by=industry, task=other.pk, text="x"),
        lambda: task_assign(by=industry, plan=plan()),
        lambda: task_cancel(by=industry, task=task.pk, reason="x"),
        lambda: extension_decide(by=trade, task=task.pk, grant=True),
        lambda: task_chase(by=industry, task=task.pk, text="x"),
    ):
        with pytest.raises(Forbidden):
            act()


def test_what_comes_back_is_there_again_when_it_closes_or_its_day_passes(chief: User, industry: User):
    monthly = task_assign(by=chief, plan=plan(due_on=None, rule="month:20", helpers=("vp",)))
    assert monthly.due_on == date(2020, 8, 20)
    task_done(by=industry, task=monthly.pk, outcome="Đã báo cáo tháng 8.")
    task_close(by=chief, task=monthly.pk)

    following = Task.objects.get(series=monthly)
    assert (following.due_on, following.state, following.owner_id) == (date(2020, 9, 20), State.OPEN, "qlcn")
    assert [one.code for one in following.helpers.all()] == ["vp"]
    assert tasks_tick(on=date(2020, 9, 19)) == ()
    made = tasks_tick(on=date(2020, 11, 20))
    assert [one.due_on for one in made] == [date(2020, 10, 20), date(2020, 11, 20), date(2020, 12, 20)]
    assert tasks_tick(on=date(2020, 11, 20)) == ()


def test_a_moved_term_neither_doubles_nor_skips_what_comes_back(chief: User, industry: User):
    july = task_assign(by=chief, plan=plan(rule="month:20", due_on=date(2020, 8, 20)))
    extension_ask(by=industry, task=july.pk, until=date(2020, 9, 25), reason="chờ số liệu")
    extension_decide(by=chief, task=july.pk, grant=True)
    (september,) = Task.objects.filter(series=july)
    assert september.due_on == date(2020, 9, 20)  # more time for one is none for the next

    task_change(
        by=chief,
        task=september.pk,
        plan=plan(rule="month:20", due_on=date(2020, 9, 18)),
        seen_version=september.version,
    )
    tasks_tick(on=date(2020, 9, 26))
    task_done(by=industry, task=july.pk, outcome="Xong.")
    task_close(by=chief, task=july.pk)

    assert [one.due_on for one in Task.objects.filter(series=july).order_by("due_on")] == [
        date(2020, 9, 18),
        date(2020, 10, 20),
    ]


def test_a_wish_for_time_that_was_given_otherwise_is_gone(task: Task, chief: User, industry: User):
    """Granted afterwards it would shorten what the chief gave."""
    extension_ask(by=industry, task=task.pk, until=date(2020, 9, 20), reason="chờ số liệu")
    task.refresh_from_db()
    task_change(by=chief, task=task.pk, plan=plan(due_on=date(2020, 10, 31)), seen_version=task.version)

    with pytest.raises(TaskWrong):
        extension_decide(by=chief, task=task.pk, grant=True)
    task.refresh_from_db()
    assert task.due_on == date(2020, 10, 31)


def test_a_past_day_is_asked_as_it_was_known(task: Task, chief: User, industry: User, settings: object):
    settings.TODAY = date(2020, 8, 15)  # type: ignore[attr-defined]
    task_done(by=industry, task=task.pk, outcome="Xong.")
    source = TaskSource()
    (before,) = source.rows_as_of(date(2020, 8, 14), source.registers())
    (after,) = source.rows_as_of(date(2020, 8, 15), source.registers())

    assert (before.values["trang_thai"], before.values["con_mo"]) == ("chưa làm", "có")
    assert (after.values["trang_thai"], after.values["ket_qua"], after.values["ky_xong"]) == (
        "báo xong",
        "Xong.",
        "2020-H2",
    )
    assert source.rows_as_of(date(2020, 8, 10), source.registers()) == ()


def test_steps_are_never_rewritten(task: Task):
    step = task.steps.get()
    with pytest.raises(AppendOnlyViolation):
        step.delete()
    with pytest.raises(AppendOnlyViolation):
        TaskStep.objects.filter(pk=step.pk).update(text="khác")


def test_late_and_soon_are_what_is_still_owed(task: Task, chief: User, industry: User):
    late = task_assign(by=chief, plan=plan(title="Đã quá hạn", due_on=date(2020, 8, 10)))
    done = task_assign(by=chief, plan=plan(title="Xong muộn", due_on=date(2020, 8, 1)))
    task_done(by=industry, task=done.pk, outcome="x")
    soon = task_assign(by=chief, plan=plan(title="Sắp đến", due_on=date(2020, 8, 18)))
    on = date(2020, 8, 11)

    assert set(tasks_found(chief, Filters(state="tre-han"), on)) == {late}
    assert set(tasks_found(chief, Filters(state="sap-den-han"), on)) == {soon}
    assert set(tasks_found(chief, Filters(text="cum cong nghiep"), on)) == {task}
    assert set(tasks_found(chief, Filters(owner="qlcn", state="done"), on)) == {done}
