"""What is done with a task on its page: one form an act, each a call of its service."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from congthuong.apps.accounts.models import User
from congthuong.apps.programme.problems import NoSuchTaskFilter, TaskWrong
from congthuong.apps.programme.queries.tasks import task_for
from congthuong.apps.programme.services import planning, series, working
from congthuong.apps.programme.views.asking import day_of, person, seen_version, typed
from congthuong.apps.programme.views.task import page_context
from congthuong.core.problems import Problem
from congthuong.web.files import FileRefused, file_of

Act = Callable[[HttpRequest, User, int], str]


@require_POST
def act(request: HttpRequest, number: int) -> HttpResponse:
    user = person(request)
    task_for(user, number)  # what the person may not see is not there
    wanted = request.POST.get("viec", "")
    try:
        if wanted not in ACTS:
            raise NoSuchTaskFilter(what="việc", value=wanted[:40])
        messages.success(request, ACTS[wanted](request, user, number))
    except Problem as problem:
        context = page_context(user, task_for(user, number)) | {
            "problems": (problem,),
            "opened": wanted,
            "typed": {name: typed(request, name) for name in ("chu", "ngay", "van-ban")},
            "typed_document": typed(request, "van-ban"),
        }
        return render(request, "programme/task.html", context, status=400)
    return redirect("task", number)


def _start(request: HttpRequest, by: User, number: int) -> str:
    working.task_start(by=by, task=number, seen_version=seen_version(request))
    return _("Đã bắt đầu nhiệm vụ.")


def _note(request: HttpRequest, by: User, number: int) -> str:
    working.task_note(by=by, task=number, text=typed(request, "chu"))
    return _("Đã ghi tiến độ.")


def _evidence(request: HttpRequest, by: User, number: int) -> str:
    file = file_of(request)
    if file is None:
        raise FileRefused(
            name="", why="chưa chọn tệp nào", kinds="pdf, docx, xlsx, png, jpg, txt", megabytes=20
        )
    working.task_file_add(by=by, task=number, file=file)
    return _("Đã lưu minh chứng.")


def _block(request: HttpRequest, by: User, number: int) -> str:
    working.task_block(
        by=by,
        task=number,
        waits_for=typed(request, "chu"),
        document=typed(request, "van-ban", 300),
        seen_version=seen_version(request),
    )
    return _("Đã ghi nhiệm vụ phải chờ.")


def _unblock(request: HttpRequest, by: User, number: int) -> str:
    working.task_unblock(by=by, task=number, seen_version=seen_version(request))
    return _("Nhiệm vụ được làm tiếp.")


def _ask_time(request: HttpRequest, by: User, number: int) -> str:
    until = day_of(typed(request, "ngay", 40))
    if until is None:
        raise TaskWrong(field="Gia hạn", why="chưa ghi xin đến ngày nào")
    working.extension_ask(
        by=by, task=number, until=until, reason=typed(request, "chu"), seen_version=seen_version(request)
    )
    return _("Đã gửi đề nghị gia hạn.")


def _done(request: HttpRequest, by: User, number: int) -> str:
    working.task_done(
        by=by,
        task=number,
        outcome=typed(request, "chu"),
        done_on=day_of(typed(request, "ngay", 40)),
        seen_version=seen_version(request),
    )
    return _("Đã báo xong. Lãnh đạo xem kết quả rồi đóng nhiệm vụ.")


def _grant(request: HttpRequest, by: User, number: int) -> str:
    planning.extension_decide(
        by=by, task=number, grant=True, reason=typed(request, "chu"), seen_version=seen_version(request)
    )
    return _("Đã cho gia hạn.")


def _refuse(request: HttpRequest, by: User, number: int) -> str:
    planning.extension_decide(
        by=by, task=number, grant=False, reason=typed(request, "chu"), seen_version=seen_version(request)
    )
    return _("Đã trả lời không cho gia hạn.")


def _chase(request: HttpRequest, by: User, number: int) -> str:
    working.task_chase(by=by, task=number, text=typed(request, "chu"))
    return _("Đã ghi lời đôn đốc; đơn vị thấy ở nhiệm vụ và trong thư nhắc.")


def _close(request: HttpRequest, by: User, number: int) -> str:
    planning.task_close(by=by, task=number, seen_version=seen_version(request))
    return _("Đã đóng nhiệm vụ.")


def _reopen(request: HttpRequest, by: User, number: int) -> str:
    planning.task_reopen(by=by, task=number, reason=typed(request, "chu"), seen_version=seen_version(request))
    return _("Đã mở lại nhiệm vụ.")


def _cancel(request: HttpRequest, by: User, number: int) -> str:
    planning.task_cancel(by=by, task=number, reason=typed(request, "chu"), seen_version=seen_version(request))
    return _("Đã hủy nhiệm vụ.")


def _end_series(request: HttpRequest, by: User, number: int) -> str:
    series.series_end(by=by, task=number, reason=typed(request, "chu"), seen_version=seen_version(request))
    return _("Nhiệm vụ thôi lặp lại; kỳ đang mở vẫn phải làm.")


def _resume_series(request: HttpRequest, by: User, number: int) -> str:
    series.series_resume(by=by, task=number, seen_version=seen_version(request))
    return _("Nhiệm vụ lặp lại tiếp.")


ACTS: dict[str, Act] = {
    "bat-dau": _start,
    "ghi": _note,
    "minh-chung": _evidence,
    "cho": _block,
    "het-cho": _unblock,
    "xin-gia-han": _ask_time,
    "xong": _done,
    "cho-gia-han": _grant,
    "khong-gia-han": _refuse,
    "don-doc": _chase,
    "dong": _close,
    "mo-lai": _reopen,
    "huy": _cancel,
    "thoi-lap": _end_series,
    "lap-tiep": _resume_series,
}
