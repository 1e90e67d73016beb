"""Rounds and returns: read, filled in, handed in, sent back, approved."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Router

from congthuong.api.doors import caller
from congthuong.api.fields import (
    FOUND,
    READ,
    WRITTEN,
    CallKey,
    CodeAsked,
    Limit,
    Number,
    Offset,
    PeriodAsked,
    StateCode,
    answers,
    figure,
)
from congthuong.api.once import once
from congthuong.api.problems import CellNotSaved, CellTwice, CellWrong
from congthuong.api.shapes import (
    ApprovalOut,
    CellIn,
    CellList,
    CellsIn,
    HandedIn,
    ReturnList,
    ReturnOut,
    RoundList,
    SavedOut,
    SeenIn,
    SentBackIn,
    StepOut,
)
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.collection.models import Return, Round
from congthuong.apps.collection.queries.due import reachable
from congthuong.apps.collection.queries.sheets import return_for, sheet_for
from congthuong.apps.collection.services.approving import return_approve
from congthuong.apps.collection.services.filling import CellInput, Outcome, cells_save
from congthuong.apps.collection.services.flow import return_hand_in, return_send_back
from congthuong.core.forms.cells import cell_text
from congthuong.core.forms.model import Form
from congthuong.core.problems import Problems

router = Router(tags=["Phiếu"])
Data = dict[str, Any]


@router.get("/rounds", response=answers(RoundList, READ), operation_id="rounds", summary="Các kỳ đã mở")
def rounds(
    request: HttpRequest,
    form: CodeAsked = None,
    period: PeriodAsked = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Data:
    """Các kỳ có phiếu mà bạn được xem, kỳ mới trước."""
    user = caller(request)
    require(user, "returns.view")
    rows = Round.objects.filter(pk__in=Return.objects.filter(reachable(user, "returns.view")).values("round"))
    rows = rows.filter(form__code=form) if form else rows
    rows = rows.filter(period=period) if period else rows
    shown = (
        rows.select_related("form", "version").defer("version__definition").order_by("-period_last", "-id")
    )
    return {"total": rows.count(), "items": [_round(one) for one in shown[offset : offset + limit]]}


@router.get("/returns", response=answers(ReturnList, READ), operation_id="returns", summary="Các phiếu")
def returns(
    request: HttpRequest,
    form: CodeAsked = None,
    period: PeriodAsked = None,
    organisation: CodeAsked = None,
    state: StateCode | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Data:
    """Các phiếu mà bạn được xem, phiếu mới trước; lọc theo biểu, kỳ, đơn vị, trạng thái."""
    user = caller(request)
    require(user, "returns.view")
    wanted = {
        "round__form__code": form,
        "round__period": period,
        "organisation_id": organisation,
        "state": state,
    }
    rows = Return.objects.filter(
        reachable(user, "returns.view"), **{name: value for name, value in wanted.items() if value}
    )
    shown = rows.select_related("round__form").order_by("-id")[offset : offset + limit]
    return {"total": rows.count(), "items": [_return(one) for one in shown]}


@router.get(
    "/returns/{number}", response=answers(ReturnOut, FOUND), operation_id="return", summary="Một phiếu"
)
def one_return(request: HttpRequest, number: Number) -> Data:
    """Phiếu của một đơn vị cho một kỳ."""
    return _return(return_for(_viewer(request), number))


@router.get(
    "/returns/{number}/cells",
    response=answers(CellList, FOUND),
    operation_id="cells",
    summary="Các ô của phiếu",
)
def cells(request: HttpRequest, number: Number) -> Data:
    """Mọi ô: đã nhập, tính ra, lấy từ sổ; và những điều quy tắc kiểm tra nói về phiếu."""
    user = _viewer(request)
    ret = return_for(user, number)
    sheet = sheet_for(ret, user=user)
    form = sheet.form
    return {
        "version": ret.version,
        "state": ret.state,
        "cells": [
            {
                "row": row,
                "column": column,
                "value": figure(one.value),
                "revision": one.revision,
                "editable": one.editable and sheet.may_fill,
                "unit": form.unit((row, column)).symbol,
            }
            for (row, column), one in sheet.cells.items()
        ],
        "findings": [
            {"rule": one.rule, "severity": one.severity, "message": one.message}
            for one in sheet.evaluated.findings
        ],
    }


@router.put(
    "/returns/{number}/cells",
    response=answers(SavedOut, WRITTEN),
    operation_id="save_cells",
    summary="Ghi các ô, tất cả hoặc không ô nào",
)
def save_cells(request: HttpRequest, number: Number, key: CallKey, body: CellsIn) -> Data:
    """Ghi nhiều ô trong một lần. Nếu một ô không ghi được (người khác vừa sửa, ô không nhập được, số không hợp lệ)
    thì không ô nào được ghi và câu trả lời nêu từng ô ấy. Ô không có trong lần gọi giữ nguyên."""
    user = _viewer(request)
    ret = return_for(user, number)
    _refuse_doubles(body.cells)
    return once(request, user, key, lambda: _save(user, ret, key, body.cells))


@router.post(
    "/returns/{number}/hand-in",
    response=answers(StepOut, WRITTEN),
    operation_id="hand_in",
    summary="Nộp phiếu",
)
def hand_in(request: HttpRequest, number: Number, key: CallKey, body: HandedIn) -> Data:
    """Nộp phiếu; quy tắc cứng chặn lại, số bất thường cần giải trình trước. Phiếu bị trả lại mà chưa sửa ô nào thì cần
    `reply`."""
    user = _viewer(request)
    return_for(user, number)
    return once(
        request,
        user,
        key,
        lambda: _step(return_hand_in(ret=number, by=user, seen_version=body.version, reply=body.reply)),
    )


@router.post(
    "/returns/{number}/send-back",
    response=answers(StepOut, WRITTEN),
    operation_id="send_back",
    summary="Trả lại phiếu",
)
def send_back(request: HttpRequest, number: Number, key: CallKey, body: SentBackIn) -> Data:
    """Trả phiếu đã nộp về đơn vị, có lý do."""
    user = _viewer(request)
    return_for(user, number)
    return once(
        request,
        user,
        key,
        lambda: _step(return_send_back(ret=number, reason=body.reason, by=user, seen_version=body.version)),
    )


@router.post(
    "/returns/{number}/approve",
    response=answers(ApprovalOut, WRITTEN),
    operation_id="approve",
    summary="Duyệt phiếu",
)
def approve(request: HttpRequest, number: Number, key: CallKey, body: SeenIn) -> Data:
    """Niêm đúng các số đang có và ghi vào sổ, trong một lần."""
    user = _viewer(request)
    return_for(user, number)
    return once(request, user, key, lambda: _approve(user, number, body.version))


def _approve(user: User, number: int, version: int) -> Data:
    approval = return_approve(ret=number, by=user, seen_version=version)
    ret = Return.objects.get(pk=number)
    return _step(ret) | {"number": approval.number, "sha256": approval.sha256}


def _viewer(request: HttpRequest) -> User:
    user = caller(request)
    require(user, "returns.view")
    return user


def _refuse_doubles(asked: Iterable[CellIn]) -> None:
    times = Counter((one.row, one.column) for one in asked)
    twice = [CellTwice(row=row, column=column) for (row, column), count in times.items() if count > 1]
    if twice:
        raise Problems(twice)


def _save(user: User, ret: Return, key: str, asked: Iterable[CellIn]) -> Data:
    """Inside the transaction that keeps the answer: a refusal takes back everything."""
    inputs = [_input(one, user, key) for one in asked]
    saved = cells_save(ret=ret.pk, changes=inputs, by=user, all_or_nothing=True)
    told = {id(one): one for one in saved.outcomes if one.state != "saved"}
    if told:
        own = [one for one in told.values() if not _undone(one)]
        raise Problems(_not_saved(one, saved.form) for one in own or told.values())
    return {
        "version": saved.version,
        "state": saved.state,
        "cells": [
            {"row": one.row, "column": one.column, "value": figure(one.value), "revision": one.revision}
            for one in saved.outcomes
        ],
    }


def _input(one: CellIn, user: User, key: str) -> CellInput:
    named = hashlib.sha256(f"{user.pk}\n{key}\n{one.row}/{one.column}".encode()).hexdigest()[:48]
    text = "" if one.value is None else cell_text(Decimal(one.value))
    return CellInput(one.row, one.column, text, one.revision, f"api:{named}")


def _undone(one: Outcome) -> bool:
    """Refused only because another cell was."""
    return one.state == "locked" and one.problem is not None and not one.place


def _not_saved(one: Outcome, form: Form) -> CellNotSaved | CellWrong:
    """What somebody else did or the return's state forbids may pass; what is wrong in itself does not."""
    if one.state == "unreadable" or (one.row, one.column) not in form.typed:
        return CellWrong(row=one.row, column=one.column, why=one.problem.message if one.problem else "")
    if one.theirs is not None:
        why = f"người khác vừa sửa thành {figure(one.value) or 'để trống'}"
    else:
        why = one.problem.message if one.problem else "không rõ"
    return CellNotSaved(
        row=one.row,
        column=one.column,
        why=why,
        revision=one.revision,
        value=figure(one.value),
        state=one.state,
    )


def _round(one: Round) -> Data:
    return {
        "id": one.pk,
        "form": one.form.code,
        "version": one.version.number,
        "period": one.period,
        "opens_on": one.opens_on,
        "cut_off": one.cut_off,
        "due_on": one.due_on,
        "state": one.state,
    }


def _return(one: Return) -> Data:
    return _step(one) | {
        "form": one.round.form.code,
        "period": one.round.period,
        "organisation": one.organisation_id,
        "place": one.place,
        "due_on": one.round.due_on,
        "handed_in_at": one.handed_in_at,
        "approved_at": one.approved_at,
    }


def _step(ret: Return) -> Data:
    return {"id": ret.pk, "state": ret.state, "version": ret.version}
