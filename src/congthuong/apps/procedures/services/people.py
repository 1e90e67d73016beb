"""What an applicant may ask of their data: a copy of it, and that it is erased (Nghị định 13/2023/NĐ-CP)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.procedures.models import Applicant, Dossier, State
from congthuong.apps.procedures.models.dossiers import CLOSED
from congthuong.apps.procedures.problems import ErasedTooSoon, NoSuchDossier
from congthuong.apps.procedures.services.attaching import files_erase
from congthuong.apps.procedures.services.moving import said
from congthuong.core.quantities import write_date
from congthuong.web import clock

FIELDS = ("name", "identity", "phone", "email", "address", "request")


def require_view(by: User, kind: str) -> None:
    """Raises Forbidden unless the person may see who applied."""
    require(by, "applicants.view", kind=kind)


@transaction.atomic
def applicant_export(*, dossier: int, by: User) -> dict[str, Any]:
    """Everything that is kept about the applicant of the dossier, to be given to them.

    Raises Forbidden, NoSuchDossier.
    """
    own = _dossier(dossier)
    require(by, "applicants.manage", kind=own.kind)
    person = own.applicant
    data = {
        "so_ho_so": own.number,
        "thu_tuc": own.version.name,
        "loai": person.get_kind_display(),
        "ten": person.name,
        "so_dinh_danh": person.identity,
        "dien_thoai": person.phone,
        "thu_dien_tu": person.email,
        "dia_chi": person.address,
        "noi_dung_de_nghi": person.request,
        "muc_dich": person.purpose,
        "dong_y_luc": timezone.localtime(person.consented_at).isoformat() if person.consented_at else "",
        "giu_den_het_ngay": write_date(person.keep_until) if person.keep_until else "",
        "da_xoa_luc": timezone.localtime(person.erased_at).isoformat() if person.erased_at else "",
        "cac_tep": [
            {"ten": one.name, "la": one.component or one.get_purpose_display(), "so_byte": one.size}
            for one in own.files.order_by("pk")
        ],
        "cac_buoc": [
            {"luc": timezone.localtime(step.at).isoformat(), "viec": step.get_action_display()}
            for step in own.steps.order_by("number")
        ],
    }
    record_event("applicant.exported", by=by, subject=own, dossier=own.number)
    return data


@transaction.atomic
def applicant_erase(*, dossier: int, by: User, reason: str) -> Applicant:
    """The applicant's data are gone for good; the dossier stays, for the figures. A second time changes nothing.

    Raises Forbidden, NoSuchDossier, ErasedTooSoon, ReasonMissing.
    """
    own = _dossier(dossier)
    require(by, "applicants.manage", kind=own.kind)
    why = said(reason, "lý do xóa")
    person = Applicant.objects.select_for_update().get(dossier=own)
    if person.erased_at is not None:
        return person
    _may_be_erased(own, person)
    _blank(person)
    record_event("applicant.erased", by=by, subject=own, dossier=own.number, reason=why)
    return person


def applicants_over(on: date) -> list[str]:
    """The dossiers whose applicants' data have been kept long enough by the day, by their numbers."""
    over = Applicant.objects.filter(keep_until__lt=on, erased_at__isnull=True)
    return list(over.order_by("pk").values_list("dossier__number", flat=True))


@transaction.atomic
def applicants_expire(*, by: User | None, on: date | None = None) -> list[str]:
    """Erases the data of applicants whose time is over by the day (today): the numbers of their dossiers.

    `by` None: the office's own timer. Raises Forbidden.
    """
    if by is not None:
        require(by, "applicants.manage")
    over = Applicant.objects.select_for_update().filter(
        keep_until__lt=on or clock.today(), erased_at__isnull=True
    )
    people = list(over.select_related("dossier").order_by("pk"))
    for person in people:
        _blank(person)
    numbers = [person.dossier.number for person in people]
    if numbers:
        record_event("applicant.expired", by=by, subject="hồ sơ", count=len(numbers), dossiers=numbers[:100])
    return numbers


def _blank(person: Applicant) -> None:
    for name in FIELDS:
        setattr(person, name, "")
    person.search = person.dossier.search
    person.erased_at = clock.now()
    person.save()
    files_erase(person.dossier)


def _may_be_erased(dossier: Dossier, person: Applicant) -> None:
    if dossier.state not in (*CLOSED, State.NOT_RECEIVED):
        raise ErasedTooSoon(number=dossier.number, why="đang giải quyết", when="sau khi trả kết quả")
    if dossier.state == State.DONE:
        raise ErasedTooSoon(number=dossier.number, why="chưa trả kết quả", when="sau khi trả kết quả")


def _dossier(number: int) -> Dossier:
    found = Dossier.objects.select_related("applicant", "version").filter(pk=number).first()
    if found is None:
        raise NoSuchDossier(number=number)
    return found
