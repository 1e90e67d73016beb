"""A step of a task: its state, its row of the register, its line of the log, all in the caller's transaction."""

from __future__ import annotations

from datetime import date

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import Forbidden, may, require
from congthuong.apps.programme.models import State, Task, TaskStep
from congthuong.apps.programme.problems import NoSuchTask, TaskChanged, WordsMissing, WrongTaskState
from congthuong.apps.programme.register import row_of
from congthuong.web import clock
from congthuong.web.folding import fold

LONGEST_TEXT = 4000


def task_locked(number: int, seen_version: int | None, what: str) -> Task:
    """The task, until the transaction ends nobody else's. Raises NoSuchTask, TaskChanged."""
    own = (
        Task.objects.select_for_update(of=("self",))
        .select_related("owner", "document")
        .filter(pk=number)
        .first()
    )
    if own is None:
        raise NoSuchTask(number=number)
    if seen_version is not None and own.version != seen_version:
        raise TaskChanged(what=what)
    return own


def in_state(task: Task, allowed: tuple[State, ...], what: str) -> None:
    """Raises WrongTaskState."""
    if task.state not in allowed:
        raise WrongTaskState(state=State(task.state).label, what=what)


def require_work(by: User, task: Task, *, helpers_too: bool = False) -> None:
    """Raises Forbidden: the owner's people work on a task; its helpers' may say how it goes."""
    if helpers_too and any(may(by, "tasks.work", organisation=one) for one in task.helpers.all()):
        return
    if task.owner is None:
        raise Forbidden(what="thực hiện nhiệm vụ", where="")
    require(by, "tasks.work", organisation=task.owner)


def words_of(text: str, what: str) -> str:
    """Raises WordsMissing."""
    words = text.replace("\x00", "").strip()[:LONGEST_TEXT]
    if not words:
        raise WordsMissing(what=what)
    return words


def step_record(
    task: Task,
    kind: TaskStep.Kind,
    *,
    by: User | None,
    event: str,
    text: str = "",
    due_before: date | None = None,
    recorded_on: date | None = None,
    **data: object,
) -> TaskStep:
    """Saves the task as it is now, with its step and its event."""
    task.version += 1
    task.folded = fold(
        f"{task.title} {task.sentence} {task.products} {task.helpers_told} {task.outcome} "
        f"{task.owner.name if task.owner else ''} {task.document.number if task.document else ''}"
    )
    task.save()
    step = TaskStep(
        task=task,
        kind=kind,
        text=text,
        due_before=due_before,
        due_after=task.due_on,
        state=task.state,
        row=row_of(task),
        recorded_on=recorded_on or clock.today(),
        by=by,
    )
    step.save()
    if event:
        record_event(event, by=by, subject=task, task=task.title[:200], owner=task.owner_id or "", **data)
    return step
