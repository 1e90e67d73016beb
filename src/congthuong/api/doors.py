"""Who calls, and how often they may: a personal token with every call, never a session's cookie."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle

from congthuong.api.tokens import person_of
from congthuong.apps.accounts.models import User
from congthuong.web.tallies import count_up


class Token(HttpBearer):
    """Khóa truy cập cá nhân, tạo ở trang «Tài khoản của tôi»; quyền đúng như của người tạo."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        return person_of(token)


class PersonThrottle(BaseThrottle):
    """So many calls in so many seconds for each person, counted for all processes of the server together."""

    def allow_request(self, request: HttpRequest) -> bool:
        most, seconds = api_rate()
        return count_up(f"api:{caller(request).pk}", seconds=seconds) <= most

    def wait(self) -> float:
        return api_rate()[1]


def api_rate() -> tuple[int, int]:
    """(calls, seconds)."""
    rate: tuple[int, int] = settings.API_RATE
    return rate


def caller(request: HttpRequest) -> User:
    """The person whose token was shown."""
    return cast(User, request.auth)  # type: ignore[attr-defined]
