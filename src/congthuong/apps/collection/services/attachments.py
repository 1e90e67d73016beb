"""Files handed in with a return: only kinds that an office needs, told by their content, never by their name alone."""

from __future__ import annotations

from django.db import transaction

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.collection.models import Attachment, State
from congthuong.apps.collection.models.returns import FILLING
from congthuong.apps.collection.problems import AttachmentRefused, ReturnLocked
from congthuong.apps.collection.services.filling import return_locked
from congthuong.web import clock
from congthuong.web.files import CheckedFile, FileRefused, checked_file, refused

LARGEST = 10 * 1024 * 1024
MOST = 20
KINDS = ("pdf", "docx", "xlsx", "png", "jpg", "jpeg")


@transaction.atomic
def attachment_add(*, ret: int, name: str, data: bytes, by: User) -> Attachment:
    """Keeps a file with the return. Raises AttachmentRefused, ReturnLocked, NoSuchReturn, Forbidden."""
    own = return_locked(ret)
    require(by, "returns.fill", organisation=own.organisation_id, kind=own.round.form.kind)
    if own.state not in FILLING:
        raise ReturnLocked(state=State(own.state).label)
    file = _checked(name, data)
    if own.attachments.count() >= MOST:
        raise attachment_refused(file.name, f"phiếu đã có {MOST} tệp")
    attachment = Attachment(ret=own, by=by, at=clock.now())
    attachment.keep(file, str(own.pk))
    record_event("attachment.added", by=by, subject=own, sha256=attachment.sha256, size=file.size)
    return attachment


def _checked(name: str, data: bytes) -> CheckedFile:
    try:
        return checked_file(name, data, kinds=KINDS, largest=LARGEST)
    except FileRefused as problem:
        raise AttachmentRefused(**problem.fields) from None


def attachment_refused(name: str, why: str) -> AttachmentRefused:
    return AttachmentRefused(**refused(name, why, KINDS, LARGEST).fields)
