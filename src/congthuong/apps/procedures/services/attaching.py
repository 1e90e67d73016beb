"""Files come to a dossier: with the application, at the counter, from an applicant who was asked for more, and the result.

What is taken is checked by its content (web/files.py); what the applicant sent is erased with their data.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.procedures.models import Action, Dossier, DossierFile, FilePurpose, State
from congthuong.apps.procedures.models.dossiers import PAUSED, RUNNING
from congthuong.apps.procedures.problems import NothingSent
from congthuong.apps.procedures.services.moving import (
    HANDLES,
    RECEIVES,
    SIGNS,
    dossier_locked,
    moment,
    move,
    must_be,
    require_any,
)
from congthuong.web import clock
from congthuong.web.files import CheckedFile, refused

KINDS = ("pdf", "docx", "xlsx", "png", "jpg", "jpeg")
MOST_FILES = 60
"""Of one dossier."""


def largest() -> int:
    """Bytes of one file; all of one sending together are limited by web/uploads.py."""
    return int(settings.SCAN_LARGEST)


@dataclass(frozen=True, slots=True)
class Handed:
    """A file for a component of the procedure; "" for another paper."""

    component: str
    file: CheckedFile


@transaction.atomic
def dossier_file_add(
    *, dossier: int, by: User, handed: Sequence[Handed], seen: int | None = None
) -> list[DossierFile]:
    """A paper that was brought to the counter is scanned. Raises Forbidden, NoSuchDossier, DossierChanged, WrongStep,
    FileRefused, NothingSent."""
    own = dossier_locked(dossier, seen, "gắn tệp")
    require_any(by, (RECEIVES, HANDLES), own.kind)
    must_be(own, (State.REGISTERED, *RUNNING, *PAUSED), "gắn tệp thành phần hồ sơ")
    _must_be_some(handed)
    kept = files_keep(own, handed, by=by)
    record_event("dossier.file", by=by, subject=own, dossier=own.number, files=len(kept))
    return kept


@transaction.atomic
def result_file_add(*, dossier: int, by: User, file: CheckedFile) -> list[DossierFile]:
    """The signed result as a file, when it was not there as the result was recorded. Raises as `dossier_file_add`."""
    own = dossier_locked(dossier, None, "gắn kết quả")
    require_any(by, (SIGNS, RECEIVES), own.kind)
    must_be(own, (State.DONE, State.RETURNED), "gắn tệp kết quả")
    kept = result_keep(own, file, by=by)
    record_event("dossier.result_file", by=by, subject=own, dossier=own.number, files=len(kept))
    return kept


@transaction.atomic
def dossier_supply(*, dossier: int, handed: Sequence[Handed], at: datetime | None = None) -> Dossier:
    """The applicant sends what they were asked for. The clock goes on when the office has looked at it.

    Raises NoSuchDossier, WrongStep, FileRefused, NothingSent.
    """
    when = moment(at)
    own = dossier_locked(dossier, None, "gửi bổ sung")
    must_be(own, (State.SUPPLEMENT,), "gửi bổ sung")
    _must_be_some(handed)
    if not files_keep(own, handed, by=None):
        return own  # sent a second time
    own.supplied_at = when
    data = {"papers": list(dict.fromkeys(one.component for one in handed if one.component))}
    return move(own, Action.SUPPLY, State.SUPPLEMENT, by=None, at=when, data=data)


def files_keep(dossier: Dossier, handed: Iterable[Handed], *, by: User | None) -> list[DossierFile]:
    """Those that are new; inside the caller's transaction. Raises FileRefused."""
    return _kept(dossier, FilePurpose.COMPONENT, handed, by)


def result_keep(dossier: Dossier, file: CheckedFile, *, by: User) -> list[DossierFile]:
    return _kept(dossier, FilePurpose.RESULT, (Handed("", file),), by)


def files_erase(dossier: Dossier) -> None:
    """What the applicant handed in is gone, row and bytes; the result is the office's own document."""
    gone = list(DossierFile.objects.filter(dossier=dossier, purpose=FilePurpose.COMPONENT))
    for one in gone:
        storage, name = one.file.storage, one.file.name
        transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))  # type: ignore[misc]
        one.delete()


def _kept(
    dossier: Dossier, purpose: FilePurpose, handed: Iterable[Handed], by: User | None
) -> list[DossierFile]:
    there = set(DossierFile.objects.filter(dossier=dossier).values_list("purpose", "component", "sha256"))
    made = []
    for one in handed:
        file = one.file
        key = (str(purpose), one.component, file.sha256)
        if key in there:
            continue
        if len(there) >= MOST_FILES:
            raise refused(file.name, f"hồ sơ đã có {MOST_FILES} tệp", KINDS, largest())
        there.add(key)
        row = DossierFile(dossier=dossier, purpose=purpose, component=one.component, at=clock.now(), by=by)
        row.keep(file, f"ho-so/{dossier.pk}")
        made.append(row)
    return made


def _must_be_some(handed: Sequence[Handed]) -> None:
    if not handed:
        raise NothingSent
