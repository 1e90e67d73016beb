"""Reminders: one digest a day for a person who owes something, and only when there is something to say."""

from __future__ import annotations

import smtplib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.collection.models import Reminder, State
from congthuong.apps.collection.problems import MailNotTaken, MailOff
from congthuong.apps.collection.queries.due import DueReturn, due_list
from congthuong.apps.collection.queries.overdue import page_of_return, people_of
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
        if settings.ADDRESS:
            lines += [f"Sổ Công Thương: {settings.ADDRESS}/", ""]
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


def mail_is_on() -> bool:
    """Whether the office named a mail server (config/environment.py); without one no reminder counts as sent."""
    return str(settings.EMAIL_BACKEND) != settings.MAIL_OFF


def reminders_send(*, on: date, days_ahead: int = DAYS_AHEAD) -> int:
    """Sends the digests of the day; a second run sends none again. The number sent.

    A person whose mail the server does not take counts as not reminded, and the others get theirs. Raises MailOff,
    and MailNotTaken at the end.
    """
    return _send_all(digests(on, days_ahead), on)


def unit_remind(*, organisation: str, by: User, on: date) -> int:
    """Sends the people of one unit, whose returns the sender checks, their letter of the day. The number sent.

    Raises MailOff, MailNotTaken, Forbidden."""
    require(by, "returns.approve", organisation=organisation)
    people = people_of([organisation])[organisation]
    found = (digest_for(one, on) for one in people if one.email)
    return _send_all((one for one in found if one is not None), on)


def _send_all(letters: Iterable[Digest], on: date) -> int:
    if not mail_is_on():
        raise MailOff()
    sent, refused, why = 0, 0, ""
    try:
        with get_connection() as server:
            for digest in letters:
                try:
                    sent += _send(digest, on, server)
                except smtplib.SMTPRecipientsRefused as error:
                    refused, why = refused + 1, why or str(error)
    except (smtplib.SMTPException, OSError) as error:
        raise MailNotTaken(sent=sent, why=_short(error)) from None
    if refused:
        raise MailNotTaken(sent=sent, why=f"{refused} địa chỉ bị từ chối: {_short(why)}")
    return sent


def _send(digest: Digest, on: date, server: BaseEmailBackend) -> bool:
    """The letter goes out in no transaction: a slow mail server would hold up everybody who saves (SQLite has one
    writer). So it is recorded afterwards; who stops the run in between has that one letter sent again."""
    user = digest.user
    if Reminder.objects.filter(user=user, day=on).exists():
        return False
    EmailMessage(digest.subject, digest.body, to=[user.email], connection=server).send()
    told = {"address": user.email, "returns": [one.ret for one in digest.returns]}
    Reminder.objects.get_or_create(user=user, day=on, defaults=told)
    return True


def _short(error: object) -> str:
    return " ".join(str(error).split())[:200]


def _line(one: DueReturn) -> str:
    reason = f"; lý do: {one.reason}" if one.reason else ""
    told = f"  - {one.form}, {one.period} ({one.organisation}), hạn {write_date(one.due_on)}{reason}"
    return "\n    ".join((told, *page_of_return(one.ret)))
