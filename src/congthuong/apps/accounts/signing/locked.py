"""Who is locked out by wrong passwords now, and until when: asked where the lock itself is, the framework's counter.

`FailedLogins` counts for the log; its window begins anew at other moments, so it cannot tell when the lock ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from time import time

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from congthuong.apps.accounts.models import User


def locked_until(request: HttpRequest, names: Iterable[str]) -> dict[str, datetime]:
    """Login -> the moment from which one more try is allowed, of those that are locked; one query for all of them."""
    (rate,) = [one for one in _rates() if one.per == "key"]
    keys = {_counter(request, rate, name): name for name in names}
    now, found = time(), {}
    for key, tries in cache.get_many(keys).items():
        live = [one for one in tries if one > now - rate.duration]
        if len(live) >= rate.amount:  # the oldest of them is the first that no longer counts
            found[keys[key]] = datetime.fromtimestamp(min(live) + rate.duration, UTC)
    return found


def shown_until(moment: datetime) -> str:
    """The minute in which a try is surely allowed: "08:31" for 08:30:20."""
    return f"{timezone.localtime(moment) + timedelta(seconds=59):%H:%M}"


def release(request: HttpRequest, user: User) -> None:
    get_adapter(request).login_unlock(request, user)


def _rates() -> list[ratelimit.Rate]:
    found: list[ratelimit.Rate] = ratelimit.get_rates(app="allauth.account", action="login_failed")
    return found


def _counter(request: HttpRequest, rate: ratelimit.Rate, name: str) -> str:
    asked = get_adapter(request)._get_login_attempts_cache_key(request, username=name)
    key: str = ratelimit.get_cache_key(
        request, app="allauth.account", action="login_failed", rate=rate, key=asked
    )
    return key
