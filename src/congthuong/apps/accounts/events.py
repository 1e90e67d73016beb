"""The log of events: what was done, sealed so that tampering shows from outside.

An event's seal is SHA-256 over a canonical form of everything in it and of the seal before. With the setting
CONGTHUONG_SEAL_KEY it is keyed (HMAC). How an event is sealed stands in its row, which a forger can change too; so
while there is a key, `verify` takes a plain seal for a break. A log that is older than its key says so from outside
the database, by CONGTHUONG_SEAL_KEYED_FROM, the number from which on every seal is keyed; the first keyed event of
such a log records that number. Somebody who can write in the database but does not have the key can then make no seal
anew, of the plain events neither: the first keyed seal covers the last plain one.

The database refuses changes (append_only.py); who takes the triggers off is found out by `verify`. A cut-off end has
no seal after it that breaks: keep the line `number:seal:keyed_from` elsewhere and ask for it next time.

`record_event` takes the chain's lock until the transaction ends, so it comes last in a transaction, after the rows
that the transaction changes. On SQLite the one writer is the lock.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone

from congthuong.apps.accounts.models import Event, User
from congthuong.core.problems import Problem

PLAIN, KEYED = "sha256", "hmac-sha256"
LOCK = 0x5C7E_7E57  # any number that no other advisory lock of this database has
DELEGATED_BY = "delegated_by"
THROUGH = "by_token"
LONGEST_SUBJECT = 200
BATCH_SIZE = 400
UNMATCHED = "nội dung không khớp với dấu niêm của chính nó"
UNMATCHED_KEYED = (
    f"{UNMATCHED}; nếu CONGTHUONG_SEAL_KEY đặt lúc soát không phải khóa đã niêm thì mọi sự kiện đều như vậy: hãy soát "
    "lại với đúng khóa trước khi kết luận nhật ký bị sửa"
)
UNKEYED = (
    "nó được niêm không khóa, trong khi nhật ký phải niêm bằng khóa (nếu nhật ký có trước khi đặt khóa thì đặt "
    "CONGTHUONG_SEAL_KEYED_FROM là số của sự kiện đầu tiên niêm bằng khóa)"
)


class ChainBroken(Problem):
    code: ClassVar[str] = "CT-652"
    text: ClassVar[str] = (
        "Nhật ký không còn nguyên vẹn từ sự kiện số {number}: {why}. Hãy giữ nguyên cơ sở dữ liệu, so với bản sao lưu "
        "gần nhất và báo người phụ trách an toàn thông tin."
    )


class EndMissing(Problem):
    code = "CT-653"
    text = (
        "Nhật ký không còn sự kiện số {number} với dấu niêm đã ghi lần trước: phần cuối đã bị cắt hoặc niêm lại. Hãy giữ "
        "nguyên cơ sở dữ liệu, so với bản sao lưu gần nhất và báo người phụ trách an toàn thông tin."
    )


class KeyNeeded(Problem):
    code = "CT-654"
    text = (
        "Sự kiện số {number} được niêm bằng khóa mà lần chạy này không có. Hãy đặt CONGTHUONG_SEAL_KEY như của máy chủ "
        "rồi chạy lại."
    )


class WrongExpectation(Problem):
    code = "CT-655"
    text = "«{text}» không phải số và dấu niêm. Hãy chép nguyên dòng «số:dấu:khóa-từ» mà lần kiểm tra trước in ra."


@dataclass(frozen=True, slots=True)
class Verified:
    """An unbroken chain: how many events, the seal of the last, and from which number on seals are keyed (0: none)."""

    events: int
    seal: str
    keyed_from: int

    @property
    def last(self) -> str:
        return f"{self.events}:{self.seal}:{self.keyed_from}"


@dataclass(frozen=True, slots=True)
class Expected:
    """What an earlier run found: its last event, and from which number seals were keyed (None: not told, 0: none)."""

    number: int = 0
    seal: str = ""
    keyed_from: int | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """An event that is still to be appended; `at` None is the moment at which it is."""

    action: str
    by: User | None
    subject: models.Model | str
    data: Mapping[str, Any] = field(default_factory=dict)
    at: datetime | None = None


def record_event(action: str, *, by: User | None, subject: models.Model | str, **data: Any) -> Event:
    """Appends to the chain, in the caller's transaction. `by` None: the system itself.

    `subject` is a row, named by its model and key, or a name of the caller's own. Values of `data` may be text, whole
    numbers, decimals, dates, None, and lists and mappings of these; a figure is kept as its text, to the last digit.
    """
    (event,) = record_events([Happening(action, by, subject, data)])
    return event


def record_events(many: Iterable[Happening]) -> list[Event]:
    """As `record_event`, for many at once and in their order: the chain's end is asked for only once."""
    with transaction.atomic():
        _lock()
        last = Event.objects.order_by("-id").values_list("id", "seal", "method").first()
        number, previous, method = last or (0, "", "")
        happenings = list(many)
        begins = [_keyed_from(number + 1)] if happenings and method == PLAIN and _key() else []
        events = []
        for one in begins + happenings:
            number += 1
            event = _event(number, previous, one)
            previous = event.seal
            events.append(event)
        return Event.objects.bulk_create(events, batch_size=BATCH_SIZE)[len(begins) :]


def _keyed_from(number: int) -> Happening:
    """What the first keyed event of a log says that was sealed without a key before."""
    return Happening("seal.keyed", None, "accounts.event", {"keyed_from": number})


def _event(number: int, previous: str, what: Happening) -> Event:
    event = Event(
        id=number,
        at=what.at or timezone.now(),
        by=what.by,
        by_name=what.by.username if what.by else "",
        action=what.action,
        subject=_named(what.subject),
        data=_plain(_with_ground(what)),
        method=KEYED if _key() else PLAIN,
        previous=previous,
    )
    event.seal = seal_of(event)
    return event


def _with_ground(what: Happening) -> Mapping[str, Any]:
    """The details, with whose delegation the act stands on and through which key a program did it: the person's object
    knows both, so every act tells them alike."""
    ground = {
        DELEGATED_BY: getattr(what.by, "_acting_for", ""),
        THROUGH: getattr(what.by, "_by_token", ""),
    }
    return {**what.data, **{key: said for key, said in ground.items() if said}}


def seal_of(event: Event) -> str:
    """The seal that the event must bear. Raises KeyNeeded."""
    form = _canonical(event)
    if event.method != KEYED:
        return hashlib.sha256(form).hexdigest()
    key = _key()
    if not key:
        raise KeyNeeded(number=event.id)
    return hmac.new(key, form, hashlib.sha256).hexdigest()


def verify(expect: str = "") -> Verified:
    """Goes through the whole chain. `expect` is what an earlier run called its `last`.

    Raises ChainBroken with the first number that is wrong, EndMissing, KeyNeeded, WrongExpectation.
    """
    before = _expected(expect)
    must_from = settings.EVENT_SEAL_KEYED_FROM or (1 if _key() else None)
    number, seal, keyed_from = 0, "", 0
    for event in Event.objects.order_by("id").iterator(chunk_size=2000):
        if event.id != number + 1:
            raise ChainBroken(number=number + 1, why="thiếu sự kiện mang số này")
        number += 1
        must = bool(keyed_from) or (must_from is not None and number >= must_from)
        _check(event, seal, must=must)
        if event.method == KEYED:
            keyed_from = keyed_from or number
        seal = event.seal
        if number == before.number:
            _compare(before, seal, keyed_from)
    if number < before.number:
        raise EndMissing(number=before.number)
    return Verified(number, seal, keyed_from)


def _check(event: Event, before: str, *, must: bool) -> None:
    """`must`: whether the seal must be keyed."""
    if event.previous != before:
        raise ChainBroken(number=event.id, why="dấu niêm của sự kiện trước nó không còn khớp")
    if event.method not in (PLAIN, KEYED):
        raise ChainBroken(number=event.id, why="cách niêm đã bị đổi")
    if must and event.method == PLAIN:
        raise ChainBroken(number=event.id, why=UNKEYED)
    if not hmac.compare_digest(seal_of(event), event.seal):
        raise ChainBroken(number=event.id, why=UNMATCHED_KEYED if event.method == KEYED else UNMATCHED)


def _compare(before: Expected, seal: str, keyed_from: int) -> None:
    if seal != before.seal:
        raise EndMissing(number=before.number)
    if before.keyed_from is not None and before.keyed_from != keyed_from:
        raise ChainBroken(number=before.keyed_from or keyed_from, why="cách niêm đã bị đổi")


def _expected(text: str) -> Expected:
    """The line of an earlier run; earlier versions printed it without the number from which seals are keyed."""
    if not text:
        return Expected()
    number, seal, keyed_from = (*text.strip().split(":", 2), "", "")[:3]
    if not _whole(number) or (int(number) > 0 and len(seal) != 64) or not _whole(keyed_from or "0"):
        raise WrongExpectation(text=text[:100])
    return Expected(int(number), seal, int(keyed_from) if keyed_from else None)


def _whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _lock() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _key() -> bytes:
    return str(settings.EVENT_SEAL_KEY).encode()


def _named(subject: models.Model | str) -> str:
    if isinstance(subject, models.Model):
        subject = f"{subject._meta.label_lower}:{subject.pk}"
    return subject.replace("\x00", "")[:LONGEST_SUBJECT]


def _canonical(event: Event) -> bytes:
    """The same bytes for the same event on every database and for ever: sorted keys, UTC, no spaces."""
    form = {
        "number": event.id,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": event.by_id,
        "by_name": event.by_name,
        "action": event.action,
        "subject": event.subject,
        "data": event.data,
        "method": event.method,
        "previous": event.previous,
    }
    return json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: Any) -> Any:
    """What every database gives back as it was. Floats are refused: none of our figures is one."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in (sorted(value) if isinstance(value, set | frozenset) else value)]
    raise TypeError(f"{type(value).__name__}: no value for an event")
