"""What the owner of a task does: starts, says how it goes, hands in evidence, waits, asks for time, is done."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may, require
from congthuong.apps.documents.queries import document_referred
from congthuong.apps.programme.models import OPEN, State, Task, TaskFile, TaskStep
from congthuong.apps.programme.problems import TaskWrong
from congthuong.apps.programme.services.steps import (
    in_state,
    require_work,
    step_record,
    task_locked,
    words_of,
)
from congthuong.core.quantities import write_date
from congthuong.web import clock
from congthuong.web.files import CheckedFile, FileRefused

MOST_FILES = 50


@transaction.atomic
def task_start(*, by: User, task: int, seen_version: int | None = None) -> Task:
    """Raises WrongTaskState, TaskChanged, Forbidden."""
    own = task_locked(task, seen_version, "bắt đầu")
    require_work(by, own)
    in_state(own, (State.OPEN,), "bắt đầu")
    own.state = State.STARTED
    step_record(own, TaskStep.Kind.STARTED, by=by, event="task.started")
    return own


@transaction.atomic
def task_note(*, by: User, task: int, text: str) -> Task:
    """A note is appended whatever others write meanwhile. Raises WordsMissing, WrongTaskState, Forbidden."""
    own = task_locked(task, None, "ghi")
    if not may(by, "tasks.assign"):
        require_work(by, own, helpers_too=True)
    in_state(own, (*OPEN, State.DONE), "ghi tiến độ")
    words = words_of(text, "tiến độ")
    if own.state == State.OPEN and own.owner and may(by, "tasks.work", organisation=own.owner):
        own.state = State.STARTED
    step_record(own, TaskStep.Kind.NOTE, by=by, event="task.noted", text=words)
    return own


@transaction.atomic
def task_file_add(*, by: User, task: int, file: CheckedFile) -> TaskFile:
    """Raises FileRefused, WrongTaskState, Forbidden."""
    own = task_locked(task, None, "gửi tệp")
    require_work(by, own, helpers_too=True)
    in_state(own, (*OPEN, State.DONE), "gửi minh chứng")
    if own.files.count() >= MOST_FILES:
        raise FileRefused(
            name=file.name, why=f"nhiệm vụ đã có {MOST_FILES} tệp", kinds=file.kind, megabytes=20
        )
    kept = TaskFile(task=own, by=by)
    kept.keep(file, f"nhiem-vu/{own.pk}")
    step_record(own, TaskStep.Kind.FILE, by=by, event="task.file", text=file.name, sha256=kept.sha256)
    return kept


@transaction.atomic
def task_block(
    *, by: User, task: int, waits_for: str, document: str = "", seen_version: int | None = None
) -> Task:
    """Waits for another document or office. Raises WordsMissing, NoSuchDocument, WrongTaskState, Forbidden, …"""
    own = task_locked(task, seen_version, "báo chờ")
    require_work(by, own)
    in_state(own, (State.OPEN, State.STARTED), "báo phải chờ")
    own.waits_for = words_of(waits_for, "đang chờ văn bản nào, cơ quan nào")[:400]
    own.waits_for_document = document_referred(document) if document.strip() else None
    own.state = State.BLOCKED
    step_record(own, TaskStep.Kind.BLOCKED, by=by, event="task.blocked", text=own.waits_for)
    return own


@transaction.atomic
def task_unblock(*, by: User, task: int, seen_version: int | None = None) -> Task:
    """Raises WrongTaskState, TaskChanged, Forbidden."""
    own = task_locked(task, seen_version, "làm tiếp")
    require_work(by, own)
    in_state(own, (State.BLOCKED,), "làm tiếp")
    waited = own.waits_for
    own.state, own.waits_for, own.waits_for_document = State.STARTED, "", None
    step_record(own, TaskStep.Kind.UNBLOCKED, by=by, event="task.unblocked", text=waited)
    return own


@transaction.atomic
def extension_ask(*, by: User, task: int, until: date, reason: str, seen_version: int | None = None) -> Task:
    """Raises TaskWrong, WordsMissing, WrongTaskState, TaskChanged, Forbidden."""
    own = task_locked(task, seen_version, "xin gia hạn")
    require_work(by, own)
    in_state(own, OPEN, "xin gia hạn")
    if own.due_on is None:
        raise TaskWrong(field="Gia hạn", why="nhiệm vụ này không có hạn")
    if until <= own.due_on or until < clock.today():
        raise TaskWrong(field="Gia hạn", why=f"ngày xin phải sau hạn {write_date(own.due_on)} và chưa qua")
    own.asked_due_on, own.asked_reason = until, words_of(reason, "lý do xin gia hạn")[:1000]
    step_record(
        own,
        TaskStep.Kind.ASKED,
        by=by,
        event="task.extension_asked",
        text=f"{write_date(until)}: {own.asked_reason}",
        due_before=own.due_on,
        due_on=write_date(until),
    )
    return own


@transaction.atomic
def task_done(
    *, by: User, task: int, outcome: str, done_on: date | None = None, seen_version: int | None = None
) -> Task:
    """The owner says what came of it. Raises WordsMissing, TaskWrong, WrongTaskState, TaskChanged, Forbidden."""
    own = task_locked(task, seen_version, "báo xong")
    require_work(by, own)
    in_state(own, OPEN, "báo xong")
    day = done_on or clock.today()
    if day > clock.today():
        raise TaskWrong(field="Ngày xong", why=f"{write_date(day)} chưa tới")
    own.outcome, own.done_on, own.state = words_of(outcome, "kết quả"), day, State.DONE
    own.waits_for, own.waits_for_document, own.asked_due_on, own.asked_reason = "", None, None, ""
    step_record(own, TaskStep.Kind.DONE, by=by, event="task.done", text=own.outcome)
    return own


@transaction.atomic
def task_chase(*, by: User, task: int, text: str) -> Task:
    """The chief's word to the owner, kept with the task. Raises WordsMissing, WrongTaskState, Forbidden."""
    require(by, "tasks.assign")
    own = task_locked(task, None, "đôn đốc")
    in_state(own, OPEN, "đôn đốc")
    step_record(own, TaskStep.Kind.CHASED, by=by, event="task.chased", text=words_of(text, "lời đôn đốc"))
    return own
