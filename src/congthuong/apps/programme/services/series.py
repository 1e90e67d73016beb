"""Tasks that come back: the next occurrence is made, or it is said that none comes any more."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.db.models import Q

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.programme.models import State, Task, TaskStep
from congthuong.apps.programme.problems import TaskWrong
from congthuong.apps.programme.services.steps import in_state, step_record, task_locked, words_of
from congthuong.core.programme.rules import rule_of
from congthuong.web import clock

COPIED = ("title", "document", "reading", "sentence", "start", "end", "actor", "owner", "helpers_told", "area", "group", "order", "due_words", "rule", "products", "source")  # fmt: skip
COMES_BACK = (State.OPEN, State.STARTED, State.BLOCKED, State.DONE, State.CLOSED, State.CANCELLED)


@transaction.atomic
def series_end(*, by: User, task: int, reason: str, seen_version: int | None = None) -> Task:
    """No occurrence comes after those that are there; what is owed stays owed. Raises TaskWrong, WordsMissing, …"""
    require(by, "tasks.assign")
    own = task_locked(task, seen_version, "thôi lặp lại")
    in_state(own, COMES_BACK, "thôi lặp lại")
    first = first_of(own)
    if not own.rule or first.series_ended_on is not None:
        raise TaskWrong(field="Lặp lại", why="nhiệm vụ này không lặp lại, hoặc đã thôi lặp lại")
    text = words_of(reason, "lý do thôi lặp lại")
    _say(own, first, ended=True)
    step_record(own, TaskStep.Kind.ENDED, by=by, event="task.series_ended", text=text)
    return own


@transaction.atomic
def series_resume(*, by: User, task: int, seen_version: int | None = None) -> Task:
    """It comes back again, from the next term after this occurrence's on. Raises TaskWrong, TaskChanged, Forbidden."""
    require(by, "tasks.assign")
    own = task_locked(task, seen_version, "lặp lại tiếp")
    in_state(own, COMES_BACK, "lặp lại tiếp")
    first = first_of(own)
    if not own.rule or first.series_ended_on is None:
        raise TaskWrong(field="Lặp lại", why="nhiệm vụ này chưa thôi lặp lại")
    _say(own, first, ended=False)
    step_record(own, TaskStep.Kind.RESUMED, by=by, event="task.series_resumed")
    return own


def first_of(task: Task) -> Task:
    """The first of the series, held until the transaction ends: the timer and a chief make one next, not two."""
    return Task.objects.select_for_update(of=("self",)).get(pk=task.series_id or task.pk)


def occurrence_next(task: Task, *, by: User | None) -> Task | None:
    """The next occurrence of a task that comes back; None when it does not or when it is there already.

    The caller has asked for the right and holds the transaction.
    """
    if not task.rule or task.due_on is None:
        return None
    # An occurrence whose own term was moved forward stands for the day that it was made for.
    due = rule_of(task.rule).next_after(max(task.due_on, task.first_due_on or task.due_on))
    first = first_of(task)
    if first.series_ended_on is not None:
        return None
    if Task.objects.filter(Q(due_on__gte=due) | Q(first_due_on__gte=due), series=first).exists():
        return None
    following = Task(
        key=f"nv-{uuid.uuid4().hex[:12]}", series=first, due_on=due, first_due_on=due, recorded_on=clock.today()
    )  # fmt: skip
    for name in COPIED:
        setattr(following, name, getattr(task, name))
    following.save()
    following.helpers.set(task.helpers.all())
    step_record(following, TaskStep.Kind.ASSIGNED, by=by, event="task.next", due_on=due)
    return following


def _say(own: Task, first: Task, *, ended: bool) -> None:
    first.series_ended_on = clock.today() if ended else None
    first.save(update_fields=["series_ended_on"])
    if own.pk == first.pk:
        own.series_ended_on = first.series_ended_on  # or the step would save what was there before
