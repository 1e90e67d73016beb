"""Reminders: one digest a day for a person who owes something, and only when there is something to say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.mail import EmailMessage
from django.db import transaction

from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import Reminder, State
from congthuong.apps.collection.queries.due import DueReturn, due_list
from congthuong.core.quantities import write_date

DAYS_AHEAD = 3
MOST_LINES = 30


@dataclass(frozen=True, slots=True)
class Digest:
    """What one person is reminded of, as data: a page shows it, `subject` and `body` are the e-mail."""

    user: User
    late: tuple[DueReturn, ...]
    soon: tuple[DueReturn, ...]
    sent_back: tuple[DueReturn, ...]

    @property
    def returns(self) -> tuple[DueReturn, ...]:
        return (*self.late, *self.soon, *self.sent_back)

    @property
    def subject(self) -> str:
        parts = [
            f"{len(rows)} {words}"
            for rows, words in (
                (self.late, "phiếu quá hạn"),
                (self.soon, "phiếu sắp đến hạn"),
                (self.sent_back, "phiếu cần sửa"),
            )
            if rows
        ]
        return "Nhắc nộp báo cáo: " + ", ".join(parts)

    @property
    def body(self) -> str:
        lines = [f"Kính gửi {self.user.full_name},", ""]
        for title, rows in (
            ("Đã quá hạn", self.late),
            ("Sắp đến hạn", self.soon),
            ("Được trả lại hoặc mở điều chỉnh", self.sent_back),
        ):
            if rows:
                lines += [f"{title}:", *map(_line, rows[:MOST_LINES])]
                lines += [f"  … và {len(rows) - MOST_LINES} phiếu khác"] if len(rows) > MOST_LINES else []
                lines.append("")
        lines.append("Mỗi ngày chỉ gửi một thư như thế này, khi còn phiếu phải nộp.")
        return "\n".join(lines)


def digest_for(user: User, on: date, days_ahead: int = DAYS_AHEAD) -> Digest | None:
    """What the person is to be reminded of on that day; None when there is nothing."""
    due = due_list(user, on)
    back = tuple(one for one in due if one.state in (State.RETURNED, State.REVISED))
    rest = [one for one in due if one not in back]
    late = tuple(one for one in rest if one.late)
    soon = tuple(one for one in rest if 0 <= one.days_left <= days_ahead)
    return Digest(user, late, soon, back) if late or soon or back else None


def digests(on: date, days_ahead: int = DAYS_AHEAD) -> tuple[Digest, ...]:
    """For everybody with an address who has something to fill in."""
    people = User.objects.filter(is_active=True).exclude(email="").order_by("pk")
    found = (digest_for(user, on, days_ahead) for user in people.iterator(chunk_size=500))
    return tuple(one for one in found if one is not None)


def reminders_send(*, on: date, days_ahead: int = DAYS_AHEAD) -> int:
    """Sends the digests of the day; a second run sends none again. The number sent.

    A mail that the server does not take raises, and that person's reminder counts as not sent.
    """
    return sum(_send(digest, on) for digest in digests(on, days_ahead))


def _send(digest: Digest, on: date) -> bool:
    user = digest.user
    with transaction.atomic():
        if Reminder.objects.filter(user=user, day=on).exists():
            return False
        numbers = [one.ret for one in digest.returns]
        Reminder.objects.create(user=user, day=on, address=user.email, returns=numbers)
        EmailMessage(digest.subject, digest.body, to=[user.email]).send()
    return True


def _line(one: DueReturn) -> str:
    reason = f"; lý do: {one.reason}" if one.reason else ""
    return f"  - {one.form}, {one.period} ({one.organisation}), hạn {write_date(one.due_on)}{reason}"
