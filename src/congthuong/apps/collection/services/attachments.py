"""Files handed in with a return: only kinds that an office needs, told by their content, never by their name alone."""

from __future__ import annotations

import hashlib
import uuid
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.db import transaction

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.collection.models import Attachment, State
from congthuong.apps.collection.models.returns import FILLING
from congthuong.apps.collection.problems import AttachmentRefused, ReturnLocked
from congthuong.apps.collection.services.filling import return_locked

LARGEST = 10 * 1024 * 1024
MOST = 20
# The first bytes of each kind; DOCX and XLSX are ZIP archives.
KINDS: dict[str, bytes] = {
    "pdf": b"%PDF-",
    "docx": b"PK\x03\x04",
    "xlsx": b"PK\x03\x04",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
}


@transaction.atomic
def attachment_add(*, ret: int, name: str, data: bytes, by: User) -> Attachment:
    """Keeps a file with the return. Raises AttachmentRefused, ReturnLocked, NoSuchReturn, Forbidden."""
    own = return_locked(ret)
    require(by, "returns.fill", organisation=own.organisation_id, kind=own.round.form.kind)
    if own.state not in FILLING:
        raise ReturnLocked(state=State(own.state).label)
    shown = _shown(name)
    kind = PurePosixPath(shown).suffix.lower().lstrip(".")
    _check(shown, kind, data)
    if own.attachments.count() >= MOST:
        raise _refused(shown, f"phiếu đã có {MOST} tệp")
    attachment = Attachment(
        ret=own, name=shown, kind=kind, size=len(data), sha256=hashlib.sha256(data).hexdigest(), by=by
    )
    # The stored name is ours: nothing of the sender's name reaches the file system.
    attachment.file.save(f"{own.pk}/{uuid.uuid4().hex}.{kind}", ContentFile(data), save=True)
    record_event("attachment.added", by=by, subject=own, sha256=attachment.sha256, size=len(data))
    return attachment


def _check(name: str, kind: str, data: bytes) -> None:
    if kind not in KINDS:
        raise _refused(name, "loại tệp này không dùng được")
    if not data or len(data) > LARGEST:
        raise _refused(name, "tệp trống" if not data else "tệp quá lớn")
    if not data.startswith(KINDS[kind]):
        raise _refused(name, "nội dung tệp không đúng như đuôi tên")


def _shown(name: str) -> str:
    printable = "".join(sign for sign in name if sign.isprintable() and sign not in "/\\")
    return printable[-200:] or "tep"


def _refused(name: str, why: str) -> AttachmentRefused:
    return AttachmentRefused(name=name, why=why, kinds=", ".join(KINDS), megabytes=LARGEST // 1024**2)
