"""What every page of this room asks of a request."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.http import HttpRequest, RawPostDataException

from congthuong.apps.accounts.models import User
from congthuong.core.problems import Problem

LARGEST_BODY = 2 * 1024 * 1024


class NotUnderstood(Problem):
    code: ClassVar[str] = "CT-841"
    text: ClassVar[str] = "Máy chủ không đọc được nội dung gửi lên: {why}. Hãy tải lại trang rồi làm lại."


def person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the site asks for a login before any page
    return request.user


def wants_data(request: HttpRequest) -> bool:
    """Whether a script asks, which is answered with data, or a person with a page."""
    return "application/json" in request.headers.get("Accept", "")


def body_of(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that a script sent. Raises NotUnderstood."""
    try:
        body = request.body
    except RawPostDataException:  # it came as a form with files, which was read as one already
        raise NotUnderstood(why="không phải JSON") from None
    if len(body) > LARGEST_BODY:
        raise NotUnderstood(why="quá lớn")
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise NotUnderstood(why="không phải JSON") from None
    if not isinstance(data, dict):
        raise NotUnderstood(why="không phải một đối tượng JSON")
    return data


def number_in(text: str, what: str) -> int:
    """A whole number out of a form. Raises NotUnderstood."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise NotUnderstood(why=f"«{text[:20]}» không phải {what}")
    return int(text)
