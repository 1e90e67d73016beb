"""Filling a return by a workbook: first looked at, nothing written; then accepted, all of it in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from django.db import transaction

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.collection.models import Return, State, WorkbookUpload
from congthuong.apps.collection.models.returns import FILLING
from congthuong.apps.collection.problems import ReturnLocked
from congthuong.apps.collection.queries.sheets import return_for
from congthuong.apps.collection.queries.uploads import Change, key_start, packed, preview_for, unpacked
from congthuong.apps.collection.services.filling import CellInput, cells_save, return_locked
from congthuong.core.problems import Problem
from congthuong.web import clock

KEPT = timedelta(days=7)


class NoUpload(Problem):
    code: ClassVar[str] = "CT-861"
    text: ClassVar[str] = (
        "Không có tệp nào của bạn đang chờ nhận vào phiếu này. Hãy gửi tệp rồi xem bảng thay đổi."
    )


class UploadHasProblems(Problem):
    code = "CT-862"
    text = "Tệp còn {count} chỗ không nhận được. Hãy sửa trong tệp rồi gửi lại, hoặc đánh dấu «Để ngoài» để nhận phần còn lại."


class UploadMoved(Problem):
    code = "CT-863"
    text = (
        "Có {count} ô vừa được người khác sửa trong lúc bạn xem ({place}), nên chưa nhận gì. "
        "Hãy xem lại bảng thay đổi rồi nhận lần nữa."
    )


class NothingToAccept(Problem):
    code = "CT-864"
    text = "Tệp không làm thay đổi ô nào của phiếu, nên không có gì để nhận."


class NoFileChosen(Problem):
    code = "CT-865"
    text = "Chưa nhận được tệp: {why}. Hãy chọn tệp .xlsx của phiếu, tối đa {megabytes} MB."


@dataclass(frozen=True, slots=True)
class Accepted:
    """`cells` were written now; `left` are conflicts in which the others' figures stay."""

    cells: int
    left: int


def workbook_preview(*, ret: int, name: str, data: bytes, by: User) -> WorkbookUpload:
    """Reads the file and keeps what it would change, in place of the person's last one; the return stays as it is.

    Raises ReturnLocked, NoSuchReturn, Forbidden and what reading refuses.
    """
    own = return_for(by, ret)
    require(by, "returns.fill", organisation=own.organisation_id, kind=own.round.form.kind)
    if own.state not in FILLING:
        raise ReturnLocked(state=State(own.state).label)
    content = packed(preview_for(own, shown_name(name), data))
    with transaction.atomic():
        return_locked(ret)  # two uploads of one person at once: the later one stays
        _forget(own, by)
        return WorkbookUpload.objects.create(
            ret=own, by=by, name=shown_name(name), sha256=hashlib.sha256(data).hexdigest(), content=content
        )


@transaction.atomic
def workbook_accept(*, ret: int, by: User, mine: bool = False, leaving: bool = False) -> Accepted:
    """Writes what the preview showed, all or nothing.

    mine: where others saved meanwhile, the file's figures count; else theirs stay. leaving: what could not be read is
    left out. Raises NoUpload, UploadHasProblems, UploadMoved, NothingToAccept and what `cells_save` raises.
    """
    own = return_locked(ret)
    require(by, "returns.fill", organisation=own.organisation_id, kind=own.round.form.kind)
    rows = WorkbookUpload.objects.select_for_update().filter(ret=own, by=by, state=WorkbookUpload.State.OPEN)
    upload = rows.first()
    if upload is None:
        raise NoUpload
    preview = unpacked(upload.content)
    if preview.problems and not leaving:
        raise UploadHasProblems(count=len(preview.problems))
    wanted = preview.changes if mine else preview.plain
    if not wanted:
        raise NothingToAccept
    _save(own, wanted, upload, by)
    upload.state, upload.closed_at, upload.content = WorkbookUpload.State.ACCEPTED, clock.now(), b""
    upload.save()
    record_event(
        "workbook.accepted", by=by, subject=own, organisation=own.organisation_id, period=own.round.period,
        file=upload.name, sha256=upload.sha256, cells=len(wanted),
    )  # fmt: skip
    return Accepted(len(wanted), len(preview.changes) - len(wanted))


@transaction.atomic
def workbook_drop(*, ret: int, by: User) -> None:
    """Forgets the file that was being looked at."""
    own = return_for(by, ret)
    require(by, "returns.fill", organisation=own.organisation_id, kind=own.round.form.kind)
    _forget(own, by)


def _save(ret: Return, wanted: Sequence[Change], upload: WorkbookUpload, by: User) -> None:
    start = key_start(upload.sha256)
    inputs = [_input(one, start) for one in wanted]
    saved = cells_save(ret=ret.pk, changes=inputs, by=by, all_or_nothing=True, most=len(inputs))
    refused = [one for one in saved.outcomes if one.state != "saved"]
    if refused:
        told = next((one for one in refused if one.state == "conflict"), refused[0])
        moved = sum(one.state == "conflict" for one in refused) or len(refused)
        raise UploadMoved(count=moved, place=told.place)


def _input(one: Change, start: str) -> CellInput:
    """The revision is in the key: a file that is taken again, over a correction made since, is another change."""
    name = hashlib.sha256(f"{one.row}/{one.column}/{one.base}".encode()).hexdigest()[:32]
    return CellInput(one.row, one.column, one.text, one.base, f"{start}{name}", one.new_value)


def _forget(ret: Return, by: User) -> None:
    """The person's own file for this return, and everybody's that nobody came back to."""
    opened = WorkbookUpload.objects.filter(state=WorkbookUpload.State.OPEN)
    opened.filter(ret=ret, by=by).delete()
    opened.filter(at__lt=clock.now() - KEPT).delete()


def shown_name(name: str) -> str:
    printable = "".join(sign for sign in name if sign.isprintable() and sign not in "/\\")
    return printable[-200:] or "tep.xlsx"
