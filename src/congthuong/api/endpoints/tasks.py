"""Tasks of the work programme: read, given, worked on."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from congthuong.api.doors import caller
from congthuong.api.fields import (
    FOUND,
    READ,
    WRITTEN,
    CallKey,
    CodeAsked,
    Limit,
    Number,
    Offset,
    SearchAsked,
    answers,
)
from congthuong.api.once import once
from congthuong.api.task_shapes import (
    StateAsked,
    TaskDoneIn,
    TaskFull,
    TaskIn,
    TaskList,
    TaskNoteIn,
    WrittenTask,
)
from congthuong.apps.accounts.rights import require
from congthuong.apps.programme.models import Task
from congthuong.apps.programme.queries.tasks import Filters, Listed, listed, sorted_by, task_for, tasks_found
from congthuong.apps.programme.services.planning import Plan, task_assign
from congthuong.apps.programme.services.working import task_done, task_note
from congthuong.web import clock

router = Router(tags=["Nhiệm vụ"])
Data = dict[str, Any]
DueFrom = Annotated[date | None, Query(None, description="Hạn từ ngày.")]
DueTo = Annotated[date | None, Query(None, description="Hạn đến hết ngày.")]


@router.get("/tasks", response=answers(TaskList, READ), operation_id="tasks", summary="Các nhiệm vụ")
def tasks(
    request: HttpRequest,
    search: SearchAsked,
    state: StateAsked = None,
    owner: CodeAsked = None,
    area: CodeAsked = None,
    due_from: DueFrom = None,
    due_to: DueTo = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Data:
    """Những nhiệm vụ mà bạn được xem, hạn sớm trước."""
    user, today = caller(request), clock.today()
    require(user, "tasks.view")
    asked = Filters(search, state or "", owner or "", area or "", "", due_from, due_to)
    rows = sorted_by(tasks_found(user, asked, today), "", falling=False).prefetch_related("helpers")
    return {
        "total": rows.count(),
        "items": [_task(one) for one in listed(rows[offset : offset + limit], today)],
    }


@router.get("/tasks/{number}", response=answers(TaskFull, FOUND), operation_id="task", summary="Một nhiệm vụ")
def task(request: HttpRequest, number: Number) -> Data:
    """Một nhiệm vụ với câu của văn bản đã giao và mọi bước đã làm."""
    user = caller(request)
    require(user, "tasks.view")
    own = task_for(user, number)
    steps = own.steps.select_related("by").order_by("-id")
    told = [
        {
            "at": one.at,
            "by": one.by.full_name if one.by else "",
            "kind": one.kind,
            "text": one.text,
            "due_before": one.due_before,
            "due_after": one.due_after,
        }
        for one in steps
    ]
    (shown,) = listed([own], clock.today())
    more = {"sentence": own.sentence, "products": own.products, "outcome": own.outcome, "steps": told}
    return _task(shown) | more


@router.post(
    "/tasks", response=answers(WrittenTask, WRITTEN), operation_id="assign_task", summary="Giao một nhiệm vụ"
)
def assign_task(request: HttpRequest, key: CallKey, body: TaskIn) -> Data:
    """Giao cho một đơn vị chủ trì, các đơn vị phối hợp."""
    user = caller(request)
    require(user, "tasks.assign")
    said = body.model_dump(exclude={"helpers"})
    return once(
        request,
        user,
        key,
        lambda: _written(task_assign(by=user, plan=Plan(**said, helpers=tuple(body.helpers)))),
    )


@router.post(
    "/tasks/{number}/notes",
    response=answers(WrittenTask, WRITTEN),
    operation_id="note_task",
    summary="Ghi tiến độ",
)
def note_task(request: HttpRequest, number: Number, key: CallKey, body: TaskNoteIn) -> Data:
    """Người của đơn vị chủ trì hoặc phối hợp ghi đã làm gì, vướng gì."""
    user = caller(request)
    require(user, "tasks.view")
    task_for(user, number)
    return once(request, user, key, lambda: _written(task_note(by=user, task=number, text=body.text)))


@router.post(
    "/tasks/{number}/done",
    response=answers(WrittenTask, WRITTEN),
    operation_id="report_task_done",
    summary="Báo xong",
)
def report_task_done(request: HttpRequest, number: Number, key: CallKey, body: TaskDoneIn) -> Data:
    """Đơn vị chủ trì báo xong và nêu kết quả; người giao việc đóng trên trang."""
    user = caller(request)
    require(user, "tasks.work")
    task_for(user, number)

    def work() -> Data:
        done = task_done(
            by=user, task=number, outcome=body.outcome, done_on=body.done_on, seen_version=body.version
        )
        return _written(done)

    return once(request, user, key, work)


def _written(own: Task) -> Data:
    return {"number": own.pk, "state": own.state, "version": own.version}


def _task(one: Listed) -> Data:
    own = one.task
    return {
        "number": own.pk,
        "title": own.title,
        "state": own.state,
        "owner": own.owner_id or "",
        "helpers": sorted(helper.code for helper in own.helpers.all()),
        "document": own.document.number if own.document else "",
        "due_on": own.due_on,
        "first_due_on": own.first_due_on,
        "rule": own.rule,
        "area": own.area,
        "days_late": one.days_late,
        "version": own.version,
    }
