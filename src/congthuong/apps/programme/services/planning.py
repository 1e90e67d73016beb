"""What a chief does: gives tasks, changes them, decides about extensions, chases, closes, cancels."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from congthuong.apps.accounts.kinds import KINDS
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.catalogue.models import LegalDocument, Organisation
from congthuong.apps.documents.queries import document_referred
from congthuong.apps.programme.models import OPEN, State, Task, TaskStep
from congthuong.apps.programme.problems import DueDoubtful, TaskWrong
from congthuong.apps.programme.queries.tasks import departments
from congthuong.apps.programme.services.series import occurrence_next
from congthuong.apps.programme.services.steps import in_state, step_record, task_locked, words_of
from congthuong.apps.workdays.queries import calendar_on
from congthuong.core.programme.rules import rule_of
from congthuong.core.quantities import write_date
from congthuong.web import clock

LONGEST_TITLE, LONGEST_WORDS = 600, 200


@dataclass(frozen=True, slots=True)
class Plan:
    """What a chief says of a task. `working_days` counts from the document's day and settles the term. `due_reason`: why
    a day that is over, or lies before the document, is meant all the same."""

    title: str
    owner: str
    helpers: tuple[str, ...] = ()
    document: str = ""
    due_on: date | None = None
    due_words: str = ""
    working_days: int | None = None
    rule: str = ""
    products: str = ""
    area: str = ""
    group: str = ""
    helpers_told: str = ""
    due_reason: str = ""


@transaction.atomic
def task_assign(
    *, by: User, plan: Plan, proposal: int | None = None, seen_version: int | None = None
) -> Task:
    """A new task, or a proposal confirmed as the plan says. Raises TaskWrong, NotARule, NoSuchDocument, Forbidden, …"""
    require(by, "tasks.assign")
    if proposal is None:
        task = Task(key=f"nv-{uuid.uuid4().hex[:12]}", recorded_on=clock.today(), order=_next_order())
    else:
        task = task_locked(proposal, seen_version, "xác nhận")
        in_state(task, (State.PROPOSED,), "xác nhận")
    helpers = _planned(task, plan)
    task.state = State.OPEN
    task.first_due_on = task.due_on
    task.save()
    task.helpers.set(helpers)
    step_record(
        task,
        TaskStep.Kind.ASSIGNED,
        by=by,
        event="task.assigned",
        due_on=_day(task.due_on),
        text=_told(plan),
    )
    return task


@transaction.atomic
def task_drop(*, by: User, task: int, seen_version: int | None = None) -> Task:
    """A proposal that is none. Raises WrongTaskState, TaskChanged, Forbidden."""
    require(by, "tasks.assign")
    own = task_locked(task, seen_version, "bỏ")
    in_state(own, (State.PROPOSED,), "bỏ")
    own.state = State.DROPPED
    step_record(own, TaskStep.Kind.CANCELLED, by=by, event="task.dropped")
    return own


@transaction.atomic
def task_change(*, by: User, task: int, plan: Plan, seen_version: int) -> Task:
    """Raises TaskWrong, WrongTaskState, TaskChanged, Forbidden, …"""
    require(by, "tasks.assign")
    own = task_locked(task, seen_version, "sửa")
    in_state(own, OPEN, "sửa")
    before = own.due_on
    own.helpers.set(_planned(own, plan))
    own.first_due_on = own.first_due_on or own.due_on
    if own.asked_due_on is not None and (own.due_on is None or own.asked_due_on <= own.due_on):
        own.asked_due_on, own.asked_reason = None, ""  # granted later, it would take the time away again
    step_record(
        own,
        TaskStep.Kind.CHANGED,
        by=by,
        event="task.changed",
        text=plan.due_reason.strip(),
        due_before=before,
        due_on=_day(own.due_on),
    )
    return own


@transaction.atomic
def extension_decide(
    *, by: User, task: int, grant: bool, reason: str = "", seen_version: int | None = None
) -> Task:
    """Grants or refuses what was asked; the old day stays in the steps. Raises WrongTaskState, WordsMissing, …"""
    require(by, "tasks.assign")
    own = task_locked(task, seen_version, "trả lời")
    in_state(own, OPEN, "gia hạn")
    if own.asked_due_on is None:
        raise TaskWrong(field="Gia hạn", why="không có đề nghị gia hạn nào đang chờ")
    before, wanted = own.due_on, own.asked_due_on
    text = reason.strip() if grant else words_of(reason, "lý do không cho gia hạn")
    if grant:
        _owed_meanwhile(own, wanted, by=by)
        own.due_on = wanted
    own.asked_due_on, own.asked_reason = None, ""
    step_record(
        own,
        TaskStep.Kind.GRANTED if grant else TaskStep.Kind.REFUSED,
        by=by,
        event="task.extension_granted" if grant else "task.extension_refused",
        text=text,
        due_before=before,
        due_on=_day(own.due_on),
    )
    return own


@transaction.atomic
def task_close(*, by: User, task: int, seen_version: int | None = None) -> Task:
    """The chief agrees that it is done; a task that comes back gets its next occurrence. Raises WrongTaskState, …"""
    require(by, "tasks.assign")
    own = task_locked(task, seen_version, "đóng")
    in_state(own, (State.DONE,), "đóng")
    own.state, own.closed_on = State.CLOSED, clock.today()
    step_record(own, TaskStep.Kind.CLOSED, by=by, event="task.closed")
    occurrence_next(own, by=by)
    return own


@transaction.atomic
def task_reopen(*, by: User, task: int, reason: str, seen_version: int | None = None) -> Task:
    """What was said to be done is not. Raises WordsMissing, WrongTaskState, TaskChanged, Forbidden."""
    require(by, "tasks.assign")
    own = task_locked(task, seen_version, "mở lại")
    in_state(own, (State.DONE, State.CLOSED, State.CANCELLED), "mở lại")
    text = words_of(reason, "lý do mở lại")
    own.state, own.done_on, own.closed_on = State.STARTED, None, None
    step_record(own, TaskStep.Kind.REOPENED, by=by, event="task.reopened", text=text)
    return own


@transaction.atomic
def task_cancel(*, by: User, task: int, reason: str, seen_version: int | None = None) -> Task:
    """This one is not to be done; a task that comes back comes back all the same (`series_end` ends that).

    Raises WordsMissing, WrongTaskState, TaskChanged, Forbidden.
    """
    require(by, "tasks.assign")
    own = task_locked(task, seen_version, "hủy")
    in_state(own, (*OPEN, State.DONE), "hủy")
    own.state, own.asked_due_on, own.asked_reason = State.CANCELLED, None, ""
    step_record(
        own, TaskStep.Kind.CANCELLED, by=by, event="task.cancelled", text=words_of(reason, "lý do hủy")
    )
    occurrence_next(own, by=by)
    return own


def _owed_meanwhile(task: Task, until: date, *, by: User) -> None:
    """More time for one occurrence is none for the next: those that fall due before it are made as they would have been."""
    if task.rule and task.due_on is not None and rule_of(task.rule).next_after(task.due_on) <= until:
        occurrence_next(task, by=by)


def _planned(task: Task, plan: Plan) -> list[Organisation]:
    """Writes the plan on the task; the helpers are to be set when it has a key. Raises TaskWrong, NotARule, …"""
    title = " ".join(plan.title.split())
    if not title:
        raise TaskWrong(field="Nội dung", why="chưa ghi phải làm gì")
    if len(title) > LONGEST_TITLE:
        raise TaskWrong(field="Nội dung", why=f"dài quá {LONGEST_TITLE} ký tự")
    if plan.area and plan.area not in KINDS:
        raise TaskWrong(field="Lĩnh vực", why="chọn trong danh sách")
    owner = Organisation.objects.filter(code=plan.owner).first()
    if owner is None or (owner.closed_on is not None and owner.code != task.owner_id):
        raise TaskWrong(field="Đơn vị chủ trì", why="chọn một đơn vị trong danh sách")
    if owner.code in departments():
        why = f"{owner.name} có nhiều phòng nên không phòng nào thấy nhiệm vụ; chọn phòng hoặc trung tâm chủ trì"
        raise TaskWrong(field="Đơn vị chủ trì", why=why)
    helpers = list(
        Organisation.objects.filter(code__in=plan.helpers).exclude(code=owner.code).order_by("name")
    )
    if plan.rule:
        rule_of(plan.rule)
    task.document = document_referred(plan.document) if plan.document else None
    task.title, task.owner, task.rule = title, owner, plan.rule
    task.products, task.area, task.group = plan.products[:4000], plan.area, plan.group[:10]
    task.helpers_told = (plan.helpers_told or "; ".join(one.name for one in helpers))[:600]
    task.due_words, task.working_days = plan.due_words[:LONGEST_WORDS], plan.working_days
    before, task.due_on = (
        task.due_on if task.pk and task.state != State.PROPOSED else None,
        _due(plan, task.document),
    )
    if task.due_on != before and not plan.due_reason.strip():
        _must_be_possible(task.due_on, task.document)
    return helpers


def _must_be_possible(due: date | None, document: LegalDocument | None) -> None:
    """Raises DueDoubtful."""
    if due is None:
        return
    if document is not None and document.date is not None and due < document.date:
        raise DueDoubtful(day=write_date(due), why=f"trước ngày văn bản {write_date(document.date)}")
    if due < clock.today():
        raise DueDoubtful(day=write_date(due), why="đã qua")


def _due(plan: Plan, document: LegalDocument | None) -> date | None:
    if plan.due_on is not None:
        return plan.due_on
    if plan.working_days is not None:
        if document is None or document.date is None:
            raise TaskWrong(field="Hạn", why="số ngày làm việc cần một văn bản có ngày để đếm từ đó")
        return calendar_on(until=document.date).add_working_days(document.date, plan.working_days)
    if plan.rule:
        return rule_of(plan.rule).next_after(clock.today())
    return None


def _next_order() -> int:
    last = Task.objects.order_by("-order").values_list("order", flat=True).first()
    return (last or 0) + 1


def _day(day: date | None) -> str:
    return write_date(day) if day else ""


def _told(plan: Plan) -> str:
    """What the step keeps of the term: how the document words it, why it is meant."""
    return "; ".join(filter(None, (plan.due_words, plan.due_reason.strip())))
