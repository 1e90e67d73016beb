"""Files that go with a row."""

from __future__ import annotations

from django.db import transaction

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.models import Attachment
from congthuong.apps.registers.problems import ReasonNeeded
from congthuong.web import clock
from congthuong.web.files import CheckedFile


@transaction.atomic
def file_attach(*, kind: RegisterKind, key: str, file: CheckedFile, note: str, by: User) -> Attachment:
    """The same file twice with one row is kept once."""
    require(by, "registers.edit", kind=kind.data_kind)
    own = Attachment.objects.filter(register=kind.code, key=key, sha256=file.sha256, removed_at__isnull=True)
    known = own.first()
    if known is not None:
        return known
    kept = Attachment.objects.create(
        register=kind.code,
        key=key,
        name=file.name,
        kind=file.kind,
        size=file.size,
        sha256=file.sha256,
        data=file.data,
        note=note[:300],
        user=by,
    )
    record_event(
        "registers.file",
        by=by,
        subject=f"{kind.name}: {key}",
        register=kind.code,
        key=key,
        sha256=file.sha256,
    )
    return kept


@transaction.atomic
def file_remove(*, kind: RegisterKind, file: Attachment, by: User, reason: str) -> None:
    """It is no longer shown; its bytes go, what it was stays."""
    require(by, "registers.edit", kind=kind.data_kind)
    if not reason.strip():
        raise ReasonNeeded(what="gỡ một tệp")
    file.removed_at, file.data = clock.now(), b""
    file.save(update_fields=["removed_at", "data"])
    record_event(
        "registers.file_removed", by=by, subject=f"{kind.name}: {file.key}", register=kind.code, key=file.key,
        sha256=file.sha256, reason=reason,
    )  # fmt: skip
