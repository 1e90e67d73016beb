"""The interface as a whole: its description, its doors, its addresses."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI

from congthuong import __version__
from congthuong.api import answers
from congthuong.api.doors import PersonThrottle, Token
from congthuong.api.endpoints import catalogue, documents, dossiers, ledger, registers, returns, tables, tasks
from congthuong.api.problems import BodyTooLarge, NoSuchAddress, NotThisWay
from congthuong.web.uploads import AROUND, most_at_once

MEGABYTES = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2**20

api = NinjaAPI(
    title="Sổ Công Thương",
    version=__version__,
    description=(
        "Giao diện cho chương trình: cùng số liệu, cùng quyền, cùng câu báo lỗi như trên trang web. Mỗi lần gọi mang khóa "
        "truy cập cá nhân trong tiêu đề Authorization. Số là chữ thập phân chính xác; ngày viết 2026-05-31. Các lần gọi "
        "ghi mang Idempotency-Key: gửi lại không làm lại."
    ),
    docs_url=None,  # such a page would bring scripts from elsewhere
    urls_namespace="api-1",
    auth=Token(),
    throttle=PersonThrottle(),
)
for room in (catalogue, returns, ledger, registers, tables, documents, tasks, dossiers):
    api.add_router("", room.router)
answers.install(api, MEGABYTES)


def _door(view: Callable[..., Any], *, takes_files: bool = False) -> Callable[..., Any]:
    """No session is asked for, none is heard: a call without its token is a stranger's. `takes_files`: what comes is
    put on the disk piece by piece (web/uploads.py), so that it may be larger than what is kept in memory."""

    @csrf_exempt  # what no cookie opens, no other site can send
    @login_not_required
    @functools.wraps(view)
    def open_to_tokens(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        files = takes_files and request.content_type == "multipart/form-data"
        most = most_at_once() + AROUND if files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if _length(request) > most:
            return answers.answer([BodyTooLarge(megabytes=most // 2**20)])
        response: HttpResponse = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseNotAllowed):
            allowed = response.headers["Allow"]
            told = answers.answer([NotThisWay(method=request.method, allowed=allowed)])
            told["Allow"] = allowed
            return told
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return open_to_tokens


def _length(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if str(said).isascii() and str(said).isdigit() else 0


def _nowhere(request: HttpRequest, rest: str = "") -> HttpResponse:
    return answers.answer([NoSuchAddress()])


def addresses() -> list[URLPattern]:
    """The interface's addresses below /api/v1/, and an answer for every other one there."""
    patterns = [
        path(
            str(one.pattern),
            _door(one.callback, takes_files=str(one.pattern).endswith("/files")),
            name=f"api-{one.name}",
        )
        for one in api.urls[0]
        if isinstance(one, URLPattern) and one.name != "api-root"
    ]
    return [
        *patterns,
        path("<path:rest>", _door(_nowhere), name="api-nowhere"),
        path("", _door(_nowhere), name="api-root"),
    ]
