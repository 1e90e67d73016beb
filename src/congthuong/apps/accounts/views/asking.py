"""What the pages of this room read from a request."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.http import HttpRequest

from congthuong.core.problems import Problem
from congthuong.core.quantities import NotADate, read_date


class NotADay(Problem):
    code: ClassVar[str] = "CT-661"
    text: ClassVar[str] = "«{value}» không phải một ngày. Hãy chọn ngày trong lịch, hoặc để trống."


def day_of(value: str) -> date | None:
    """None where nothing was given. Raises NotADay."""
    if not value.strip():
        return None
    try:
        return read_date(value)
    except NotADate:
        raise NotADay(value=value[:40]) from None


def posted(request: HttpRequest, name: str, longest: int = 300) -> str:
    return request.POST.get(name, "").strip()[:longest]
