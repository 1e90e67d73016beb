"""Procedures and their dossiers: a one-stop system of others hands in, follows and moves them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja import Router

from congthuong.api.doors import caller
from congthuong.api.dossier_shapes import (
    ChannelAsked,
    ComponentSent,
    DossierFull,
    DossierIn,
    DossierList,
    DossierStepIn,
    GroupAsked,
    KeptFileOut,
    OnAsked,
    ProcedureCode,
    ProcedureList,
    ScanSent,
    WrittenDossier,
)
from congthuong.api.fields import (
    FOUND,
    READ,
    WRITTEN,
    CallKey,
    CodeAsked,
    Limit,
    Number,
    Offset,
    SearchAsked,
    answers,
    bytes_of,
)
from congthuong.api.once import once
from congthuong.api.problems import BodyTooLarge
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may, require
from congthuong.apps.procedures.models import Dossier, DossierFile, FilePurpose, ProcedureVersion
from congthuong.apps.procedures.problems import WrongChoice
from congthuong.apps.procedures.queries.catalogue import in_force
from congthuong.apps.procedures.queries.dossiers import Filters, dossier_for, found, masked, ordered
from congthuong.apps.procedures.services import handling, receiving, settling
from congthuong.apps.procedures.services.applicants import Person
from congthuong.apps.procedures.services.applications import Application
from congthuong.apps.procedures.services.attaching import KINDS, Handed, dossier_file_add, largest
from congthuong.apps.procedures.services.receiving import dossier_receive
from congthuong.web import clock, folding
from congthuong.web.files import checked_file
from congthuong.web.uploads import most_at_once

router = Router(tags=["Thủ tục, hồ sơ"])
Data = dict[str, Any]
Act = Callable[[int, User, DossierStepIn], Dossier]


@router.get(
    "/procedures",
    response=answers(ProcedureList, READ),
    operation_id="procedures",
    summary="Danh mục thủ tục",
)
def procedures(
    request: HttpRequest, search: SearchAsked, on: OnAsked = None, limit: Limit = 50, offset: Offset = 0
) -> Data:
    """Những thủ tục đang thực hiện trong ngày ấy, với thời hạn và thành phần hồ sơ."""
    require(caller(request), "procedures.view")
    rows = folding.found(
        in_force(on or clock.today()),
        search,
        lambda one: folding.fold(f"{one.procedure.code} {one.name} {one.field}"),
    )
    return {"total": len(rows), "items": [_procedure(one) for one in rows[offset : offset + limit]]}


@router.get("/dossiers", response=answers(DossierList, READ), operation_id="dossiers", summary="Các hồ sơ")
def dossiers(
    request: HttpRequest,
    search: SearchAsked,
    procedure: ProcedureCode,
    state: GroupAsked,
    channel: ChannelAsked = None,
    organisation: CodeAsked = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Data:
    """Hồ sơ mà bạn được xem, hồ sơ mới trước; tên người nộp được che."""
    user = caller(request)
    require(user, "procedures.view")
    asked = Filters(
        text=search, procedure=procedure, state=state, channel=str(channel or ""), unit=organisation or ""
    )
    rows = ordered(found(user, asked), "", falling=False).select_related("procedure", "applicant")
    return {"total": rows.count(), "items": [_dossier(one) for one in rows[offset : offset + limit]]}


@router.get(
    "/dossiers/{number}", response=answers(DossierFull, FOUND), operation_id="dossier", summary="Một hồ sơ"
)
def dossier(request: HttpRequest, number: Number) -> Data:
    """Một hồ sơ với các bước; người nộp chỉ khi tài khoản được xem."""
    user = caller(request)
    require(user, "procedures.view")
    own = dossier_for(user, number)
    steps = own.steps.order_by("number").values("number", "action", "state", "at", "by_name")
    sees = may(user, "applicants.view", kind=own.kind) and own.applicant.erased_at is None
    person = own.applicant
    return _dossier(own) | {
        "lookup_code": own.lookup_code if sees else "",
        "papers": own.papers,
        "result": own.result,
        "result_number": own.result_number,
        "result_day": own.result_day,
        "steps": [{**one, "by": one["by_name"]} for one in steps],
        "person": {
            name: getattr(person, name) for name in ("kind", "name", "identity", "phone", "email", "address")
        }
        if sees
        else None,
    }


@router.post(
    "/dossiers",
    response=answers(WrittenDossier, WRITTEN),
    operation_id="receive_dossier",
    summary="Tiếp nhận một hồ sơ",
)
def receive_dossier(request: HttpRequest, key: CallKey, body: DossierIn) -> Data:
    """Cho số hồ sơ, mã tra cứu, ngày hẹn trả; có tệp thì giữ cùng hồ sơ. Một chỗ sai thì không gì được ghi."""
    user = caller(request)
    require(user, "dossiers.receive")
    application = Application(
        procedure=body.procedure.strip(),
        applicant=Person(**body.applicant.model_dump()),
        channel=body.channel,
        papers=tuple(body.papers),
        note=body.note,
        files=tuple(
            Handed(
                one.component, checked_file(one.name, bytes_of(one.content), kinds=KINDS, largest=largest())
            )
            for one in body.files
        ),
    )
    return once(request, user, key, lambda: _written(dossier_receive(by=user, application=application)))


@router.post(
    "/dossiers/{number}/steps", response=answers(WrittenDossier, WRITTEN), operation_id="move_dossier", summary="Một bước của hồ sơ"
)  # fmt: skip
def move_dossier(request: HttpRequest, number: Number, key: CallKey, body: DossierStepIn) -> Data:
    """accept, refuse: tiếp nhận hoặc không hồ sơ nộp trực tuyến; take: nhận xử lý; supplement: yêu cầu bổ sung; resume:
    xử lý tiếp; submit: trình ký; settle: có kết quả; return: trả kết quả."""
    user = caller(request)
    require(user, "procedures.view")
    own = dossier_for(user, number)
    return once(request, user, key, lambda: _written(ACTS[body.step](own.pk, user, body)))


@router.post(
    "/dossiers/{number}/files",
    response=answers(KeptFileOut, WRITTEN),
    operation_id="add_dossier_file",
    summary="Gắn một tệp quét vào hồ sơ",
)
def add_dossier_file(
    request: HttpRequest, number: Number, key: CallKey, file: ScanSent, component: ComponentSent
) -> Data:
    """multipart/form-data; tệp được nhận dần, không phải mã hóa base64. Cùng một tệp gửi lại không thành hai."""
    user = caller(request)
    require(user, "procedures.view")
    own = dossier_for(user, number)
    if getattr(request, "upload_too_large", False):
        raise BodyTooLarge(megabytes=most_at_once() // 2**20)
    if component and component not in own.version.components:
        raise WrongChoice(value=component[:40], what="thành phần hồ sơ")
    found = checked_file(file.name or "", file.read(), kinds=KINDS, largest=largest())
    said = f"{request.method} {request.get_full_path()}\n{component}\n{found.name}\n{found.sha256}"
    return once(request, user, key, lambda: _kept(own, Handed(component, found), user), said=said)


def _kept(own: Dossier, handed: Handed, by: User) -> Data:
    """The file as it is kept, now or since it was sent before."""
    dossier_file_add(dossier=own.pk, by=by, handed=[handed])
    row = DossierFile.objects.get(
        dossier=own, purpose=FilePurpose.COMPONENT, component=handed.component, sha256=handed.file.sha256
    )
    return {
        "id": row.pk,
        "name": row.name,
        "component": row.component,
        "size": row.size,
        "sha256": row.sha256,
        "revision": Dossier.objects.values_list("revision", flat=True).get(pk=own.pk),
    }


def _accept(pk: int, by: User, said: DossierStepIn) -> Dossier:
    return receiving.dossier_accept(dossier=pk, by=by, papers=said.papers, seen=said.revision, note=said.note)


def _refuse(pk: int, by: User, said: DossierStepIn) -> Dossier:
    return receiving.dossier_refuse(dossier=pk, by=by, reason=said.note, seen=said.revision)


def _take(pk: int, by: User, said: DossierStepIn) -> Dossier:
    return handling.dossier_take(dossier=pk, by=by, seen=said.revision, note=said.note)


def _supplement(pk: int, by: User, said: DossierStepIn) -> Dossier:
    return handling.dossier_pause(
        dossier=pk, by=by, papers=said.papers or (), note=said.note, seen=said.revision
    )


def _resume(pk: int, by: User, said: DossierStepIn) -> Dossier:
    return handling.dossier_resume(dossier=pk, by=by, papers=said.papers, note=said.note, seen=said.revision)


def _submit(pk: int, by: User, said: DossierStepIn) -> Dossier:
    return handling.dossier_submit(dossier=pk, by=by, note=said.note, seen=said.revision)


def _settle(pk: int, by: User, said: DossierStepIn) -> Dossier:
    return settling.dossier_settle(
        dossier=pk, by=by, number=said.result_number, day=said.result_day, result=said.result, note=said.note,
        seen=said.revision,
    )  # fmt: skip


def _return(pk: int, by: User, said: DossierStepIn) -> Dossier:
    return settling.dossier_return(
        dossier=pk, by=by, channel=said.channel, note=said.note, seen=said.revision
    )


ACTS: dict[str, Act] = {
    "accept": _accept,
    "refuse": _refuse,
    "take": _take,
    "supplement": _supplement,
    "resume": _resume,
    "submit": _submit,
    "settle": _settle,
    "return": _return,
}


def _written(own: Dossier) -> Data:
    return {
        "number": own.pk,
        "code": own.number,
        "lookup_code": own.lookup_code,
        "state": int(own.state),
        "due_at": own.due_at.isoformat() if own.due_at else None,
        "revision": own.revision,
    }


def _procedure(one: ProcedureVersion) -> Data:
    return {
        "code": one.procedure.code,
        "name": one.name,
        "field": one.field,
        "kind": one.kind,
        "term": one.term_words,
        "legal_term": one.legal_term,
        "reduced_term": one.reduced_term,
        "term_kind": one.term_kind,
        "online_level": one.online_level,
        "national_portal": one.national_portal,
        "components": one.components,
        "decision": one.decision,
        "version": one.number,
    }


def _dossier(one: Dossier) -> Data:
    return {
        "number": one.pk,
        "code": one.number,
        "procedure": one.procedure.code,
        "state": one.state,
        "state_name": one.get_state_display(),
        "channel": one.channel,
        "organisation": one.organisation_id or "",
        "applicant": masked(one.applicant),
        "registered_at": one.registered_at,
        "received_at": one.received_at,
        "due_at": one.due_at,
        "apology_due_at": one.apology_due_at,
        "closed_at": one.closed_at,
        "returned_at": one.returned_at,
        "timeliness": one.timeliness,
        "revision": one.revision,
    }
