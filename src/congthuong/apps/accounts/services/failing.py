"""Wrong passwords: counted, and sealed once a lock-out.

Anybody may type wrong passwords, as often as they like. Were each one an event, they could make the sealed log grow
without end and wait for its chain together with those who work. So attempts are counted in a table of their own, a row
for each person and for each address that names nobody; the log hears of the attempt that locks a person out, and with
the next login how many went before it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import FailedLogins, User
from congthuong.apps.accounts.rights import require

LOCKS_AFTER: Final = 5  # as ACCOUNT_RATE_LIMITS has it
KEPT: Final = timedelta(days=30)


@transaction.atomic
def login_failed(*, user: User | None, ip: str) -> None:
    """Of every name alike. What was typed for a name that nobody has is not kept: it may be somebody's password."""
    now = timezone.now()
    row, fresh = FailedLogins.objects.select_for_update().get_or_create(
        key=_key(user, ip), defaults={"since": now}
    )
    if now - row.since > timedelta(minutes=settings.LOCK_OUT_MINUTES):
        row.since, row.recent = now, 0
    row.recent, row.count, row.last_at = row.recent + 1, row.count + 1, now
    row.save()
    if fresh:
        FailedLogins.objects.filter(last_at__lt=now - KEPT).delete()
    if user is not None and row.recent == LOCKS_AFTER:
        record_event("login.locked", by=None, subject=user, username=user.username, ip=ip, failed=row.count)


def failures_forget(*, user: User) -> int:
    """How many wrong passwords went before this login; from now on they are counted anew."""
    rows = FailedLogins.objects.filter(key=_key(user, ""))
    count = sum(rows.values_list("count", flat=True))
    rows.delete()
    return count


@transaction.atomic
def login_unlock(*, user: User, by: User) -> None:
    """Says who let the person try again before the time was over; the counter itself is the framework's
    (signing/locked.py). Raises Forbidden."""
    require(by, "people.manage")
    record_event(
        "login.unlocked", by=by, subject=user, username=user.username, failed=failures_forget(user=user)
    )


def _key(user: User | None, ip: str) -> str:
    return f"person {user.pk}" if user is not None else f"address {ip}"[:80]
