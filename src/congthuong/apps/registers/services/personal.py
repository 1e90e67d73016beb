"""Personal data in rows: handed out and erased on request (Decree 13/2023/NĐ-CP, art. 9, 16), erased when its time is up."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.registers.columns import Day, Number
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.models import Attachment, PersonalValue, RowImport
from congthuong.apps.registers.problems import NothingPersonal, ReasonNeeded
from congthuong.apps.registers.queries.personal import Held, held, overdue, same_thing
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.values import hidden_columns
from congthuong.web import clock

WAITING_DAYS = 30
"""How long a file with personal columns may wait for an answer."""


@transaction.atomic
def personal_export(*, kind: RegisterKind, row: RegisterRow, by: User, reason: str) -> list[Held]:
    """Everything that is kept about the person of this row, for a copy to be handed out. Raises Forbidden, ReasonNeeded,
    NothingPersonal."""
    require(by, "registers.personal", kind=kind.data_kind)
    if not reason.strip():
        raise ReasonNeeded(what="cấp bản sao dữ liệu cá nhân")
    found = held(kind, row.key)
    if not found:
        raise NothingPersonal(row=row.key)
    record_event(
        "registers.personal_export", by=by, subject=f"{kind.name}: {row.key}", register=kind.code, key=row.key,
        reason=reason,
    )  # fmt: skip
    return found


@transaction.atomic
def personal_erase(
    *, kind: RegisterKind, row: RegisterRow, by: User | None, reason: str, files: bool = False
) -> int:
    """The values go, of every state that the row ever had and of rows merged into it; that there were some stays.

    `files`: the attachments go too. `by` None: the machine, for what is past its time. Raises Forbidden, ReasonNeeded,
    NothingPersonal.
    """
    if by is not None:
        require(by, "registers.erase", kind=kind.data_kind)
    if not reason.strip():
        raise ReasonNeeded(what="xóa dữ liệu cá nhân")
    keys = same_thing(kind, row.key)
    # Whoever is writing one of the rows is waited for: a value that comes in between would stay.
    rows = list(kind.model._default_manager.select_for_update().filter(key__in=keys).order_by("key"))
    hidden = frozenset(name for one in rows for name in hidden_columns(kind, one))
    values = PersonalValue.objects.filter(
        register=kind.code, key__in=keys, column__in=hidden, erased_at__isnull=True
    )
    now = clock.now()
    erased = values.update(value="", erased_at=now)
    if not erased:
        raise NothingPersonal(row=row.key)
    for one in rows:
        empty = {name: None if isinstance(kind.column(name), Number | Day) else "" for name in hidden}
        own = kind.model._default_manager.filter(pk=one.pk)
        own.update(**empty, version=F("version") + 1, changed_at=now)
    if files:
        attached = Attachment.objects.filter(register=kind.code, key__in=keys, removed_at__isnull=True)
        attached.update(removed_at=now, data=b"")
    record_event(
        "registers.personal_erase", by=by, subject=f"{kind.name}: {row.key}", register=kind.code, key=row.key,
        reason=reason, values=erased, files=files,
    )  # fmt: skip
    return erased


def personal_retain(*, kind: RegisterKind, day: date, by: User | None = None) -> list[str]:
    """Erase what is past its time; the keys of the rows. Files that nobody took in or dropped go too."""
    done = []
    if kind.erasable:
        waiting = RowImport.objects.filter(register=kind.code, state=RowImport.State.OPEN)
        waiting.filter(received_at__date__lt=day - timedelta(WAITING_DAYS)).update(
            state=RowImport.State.DROPPED,
            data=b"",
            closed_at=clock.now(),
            reason=f"để quá {WAITING_DAYS} ngày",
        )
    for row in overdue(kind, day):
        reason = f"hết thời hạn lưu {kind.keep_years} năm"
        personal_erase(kind=kind, row=row, by=by, reason=reason, files=True)
        done.append(row.key)
    return done
