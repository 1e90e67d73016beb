"""Reminders of tasks: one digest a day for a person whose unit owes something soon, only when there is something to say."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q, QuerySet

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may, reach
from congthuong.apps.programme.models import OPEN, State, Task, TaskReminder, TaskStep
from congthuong.apps.programme.problems import MailIsOff, MailRefused
from congthuong.apps.programme.queries.tasks import late, visible
from congthuong.core.quantities import write_date

DAYS_AHEAD = 3
MOST_LINES = 30


@dataclass(frozen=True, slots=True)
class Digest:
    """What one person is reminded of, as data: a page shows it, `subject` and `body` are the e-mail."""

    user: User
    late: tuple[Task, ...]
    soon: tuple[Task, ...]
    chased: tuple[Task, ...]
    waiting: tuple[Task, ...]

    @property
    def tasks(self) -> tuple[Task, ...]:
        return (*self.late, *self.soon, *self.chased, *self.waiting)

    @property
    def _parts(self) -> tuple[tuple[str, str, tuple[Task, ...]], ...]:
        return (
            ("Đã quá hạn", "nhiệm vụ quá hạn", self.late),
            ("Sắp đến hạn", "nhiệm vụ sắp đến hạn", self.soon),
            ("Được đôn đốc", "nhiệm vụ được đôn đốc", self.chased),
            ("Chờ bạn trả lời (gia hạn, đóng)", "nhiệm vụ chờ trả lời", self.waiting),
        )

    @property
    def subject(self) -> str:
        told = [f"{len(rows)} {words}" for _, words, rows in self._parts if rows]
        return "Nhắc nhiệm vụ: " + ", ".join(told)

    @property
    def body(self) -> str:
        lines = [f"Kính gửi {self.user.full_name},", ""]
        for title, _, rows in self._parts:
            if rows:
                lines += [f"{title}:", *map(_line, rows[:MOST_LINES])]
                lines += [f"  … và {len(rows) - MOST_LINES} nhiệm vụ khác"] if len(rows) > MOST_LINES else []
                lines.append("")
        lines.append("Mỗi ngày chỉ gửi một thư như thế này, khi có việc phải nhắc.")
        return "\n".join(lines)


def digest_for(user: User, on: date, days_ahead: int = DAYS_AHEAD) -> Digest | None:
    """What the person is to be reminded of on that day; None when there is nothing.

    Who works on tasks is told of those of the own unit; who assigns, of what waits for an answer.
    """
    owed = _owed(user)
    due = tuple(owed.filter(late(on)).order_by("due_on", "pk"))
    ahead = Q(due_on__gte=on, due_on__lte=on + timedelta(days_ahead), state__in=OPEN)
    soon = tuple(owed.filter(ahead).order_by("due_on", "pk"))
    said = TaskStep.objects.filter(kind=TaskStep.Kind.CHASED, recorded_on=on).values("task_id")
    told = [one.pk for one in (*due, *soon)]
    chased = tuple(owed.filter(pk__in=said, state__in=OPEN).exclude(pk__in=told).order_by("pk"))
    waiting: tuple[Task, ...] = ()
    if may(user, "tasks.assign"):
        asked = Q(state=State.DONE) | Q(asked_due_on__isnull=False, state__in=OPEN)
        waiting = tuple(visible(user).filter(asked).select_related("owner").order_by("due_on", "pk"))
    return Digest(user, due, soon, chased, waiting) if due or soon or chased or waiting else None


def _owed(user: User) -> QuerySet[Task]:
    codes = reach(user, "tasks.work")
    rows = visible(user).select_related("owner")
    return rows if codes is None else rows.filter(owner__code__in=codes)


def digests(on: date, days_ahead: int = DAYS_AHEAD) -> tuple[Digest, ...]:
    """For everybody with an address who works on tasks or assigns them."""
    people = User.objects.filter(is_active=True).exclude(email="").order_by("pk")
    able = (one for one in people.iterator(chunk_size=500) if may(one, "tasks.view"))
    found = (digest_for(user, on, days_ahead) for user in able)
    return tuple(one for one in found if one is not None)


def mail_is_on() -> bool:
    return str(settings.EMAIL_BACKEND) != settings.MAIL_OFF


def task_reminders_send(*, on: date, days_ahead: int = DAYS_AHEAD) -> int:
    """Sends the digests of the day; a second run sends none again. The number sent.

    A person whose mail the server does not take counts as not reminded, and the others get theirs. Raises MailIsOff,
    and MailRefused at the end.
    """
    if not mail_is_on():
        raise MailIsOff
    sent, refused, why = 0, 0, ""
    try:
        with get_connection() as server:
            for digest in digests(on, days_ahead):
                try:
                    sent += _send(digest, on, server)
                except smtplib.SMTPRecipientsRefused as error:
                    refused, why = refused + 1, why or _short(error)
    except (smtplib.SMTPException, OSError) as error:
        raise MailRefused(sent=sent, why=_short(error)) from None
    if refused:
        raise MailRefused(sent=sent, why=f"{refused} địa chỉ bị từ chối: {why}")
    return sent


def _send(digest: Digest, on: date, server: BaseEmailBackend) -> bool:
    """The letter goes out in no transaction, and is recorded afterwards: a slow server holds up nobody who saves."""
    user = digest.user
    if TaskReminder.objects.filter(user=user, day=on).exists():
        return False
    EmailMessage(digest.subject, digest.body, to=[user.email], connection=server).send()
    told = {"address": user.email, "tasks": [one.pk for one in digest.tasks]}
    TaskReminder.objects.get_or_create(user=user, day=on, defaults=told)
    return True


def _short(error: object) -> str:
    return " ".join(str(error).split())[:200]


def _line(task: Task) -> str:
    owner = f" ({task.owner.name})" if task.owner else ""
    due = f", hạn {write_date(task.due_on)}" if task.due_on else ""
    asked = f", xin gia hạn đến {write_date(task.asked_due_on)}" if task.asked_due_on else ""
    return f"  - {task.title}{owner}{due}{asked}"
