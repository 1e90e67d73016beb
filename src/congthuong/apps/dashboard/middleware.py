"""A problem of what a person asked for becomes a page in the frame: one sentence, never a stack trace."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from congthuong.apps.accounts.rights import Forbidden
from congthuong.apps.collection.problems import NoSuchForm, NoSuchReturn
from congthuong.apps.programme.problems import NoSuchTask
from congthuong.apps.registers.problems import NoSuchRow
from congthuong.apps.reports.checks.queries import NoSuchCheck
from congthuong.apps.reports.queries import NoReport, UnknownReport
from congthuong.core.document.figures_json import UnknownFigure
from congthuong.core.problems import Problem, Problems
from congthuong.web.problems import NotFound

log = logging.getLogger(__name__)
NOT_FOUND: tuple[type[Problem], ...] = (
    NotFound,
    NoReport,
    NoSuchCheck,
    NoSuchForm,
    NoSuchReturn,
    NoSuchRow,
    NoSuchTask,
    UnknownReport,
    UnknownFigure,
)
SHOWN = 20


class ProblemPages:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Problem | Problems):
            return None
        problems = (error,) if isinstance(error, Problem) else error.problems
        missing = any(isinstance(one, NOT_FOUND) for one in problems)
        forbidden = any(isinstance(one, Forbidden) for one in problems)
        # What a person asked wrongly is no fault of ours: a line with the code, no trace.
        code = problems[0].code if problems else "-"
        log.info("%s: %s", request.path, error, extra={"problem": code})
        context = {
            "problems": problems[:SHOWN],
            "missing": missing,
            "forbidden": forbidden,
            "more": max(0, len(problems) - SHOWN),
        }
        status = 403 if forbidden else 404 if missing else 400
        return render(request, "web/problem.html", context, status=status)
