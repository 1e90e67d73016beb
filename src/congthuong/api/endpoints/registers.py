"""Registers: their rows on both times, one row with its history; written all or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Router

from congthuong.api.doors import caller
from congthuong.api.fields import FOUND, READ, WRITTEN, CallKey, Limit, Offset, SearchAsked, answers
from congthuong.api.once import once
from congthuong.api.register_shapes import (
    ChangedRow,
    CorrectedRow,
    KnownAsked,
    NewRow,
    NewRows,
    OnAsked,
    RegisterCode,
    RegisterList,
    RegisterRowFull,
    RegisterRowList,
    RowCode,
    SeenRow,
    WhereAsked,
    WhichAsked,
    WrittenRow,
    WrittenRows,
)
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may, require
from congthuong.apps.registers import services
from congthuong.apps.registers.columns import Column, Day, DocumentNumber, Number, PlaceCode, RowKey
from congthuong.apps.registers.hiding import NOT_YOURS, hidden_for, reads_personal
from congthuong.apps.registers.kinds import RegisterKind, require_kind
from congthuong.apps.registers.lines import Line, Names, line_of_row
from congthuong.apps.registers.problems import BadColumn, BadRow, NoSuchRow
from congthuong.apps.registers.queries.listing import (
    ALL,
    ENDED,
    TRUE,
    WITHDRAWN,
    Wanted,
    facet_columns,
    lines,
)
from congthuong.apps.registers.queries.places import within
from congthuong.apps.registers.queries.record import entries_of, history_of
from congthuong.apps.registers.queries.rooms import seen_kinds
from congthuong.apps.registers.services import row_change, row_correct, row_withdraw
from congthuong.apps.registers.values import MASK, written
from congthuong.core.ledger.model import Value
from congthuong.core.problems import Problem, Problems
from congthuong.web import clock

router = Router(tags=["Sổ"])
Data = dict[str, Any]
PLAIN = re.compile(r"-?[0-9]{1,27}(\.[0-9]{1,12})?")
WAYS = {"true": TRUE, "ended": ENDED, "withdrawn": WITHDRAWN, "all": ALL}


@router.get("/registers", response=answers(RegisterList, READ), operation_id="registers", summary="Các sổ")
def registers(request: HttpRequest) -> Data:
    """Các sổ mà bạn được xem, với các cột của chúng."""
    user = caller(request)
    require(user, "registers.view")
    items = [_register(user, one) for one in seen_kinds(user)]
    return {"total": len(items), "items": items}


@router.get(
    "/registers/{code}/rows",
    response=answers(RegisterRowList, FOUND),
    operation_id="register_rows",
    summary="Các dòng của một sổ",
)
def register_rows(
    request: HttpRequest,
    code: RegisterCode,
    search: SearchAsked,
    where: WhereAsked,
    on: OnAsked = None,
    known: KnownAsked = None,
    which: WhichAsked = "true",
    limit: Limit = 50,
    offset: Offset = 0,
) -> Data:
    """Các dòng đúng vào một ngày, như đã biết ngày khác; lọc và tìm như trên trang web."""
    user, kind = _seen(request, code)
    personal = reads_personal(user, kind)
    day = on or known or clock.today()
    wanted = Wanted(
        day=day,
        text=search,
        chosen=_chosen(kind, where, day, personal=personal),
        known=known,
        which=WAYS[which],
    )
    found = lines(kind, wanted, personal=personal)
    return {"total": found.count(), "items": [_row(one) for one in found[offset : offset + limit]]}


@router.get(
    "/registers/{code}/rows/{key}",
    response=answers(RegisterRowFull, FOUND),
    operation_id="register_row",
    summary="Một dòng với lịch sử của nó",
)
def register_row(request: HttpRequest, code: RegisterCode, key: RowCode) -> Data:
    """Nội dung đã ghi sau cùng (`state_from`: từ ngày nào) và mọi việc đã làm với dòng."""
    user, kind = _seen(request, code)
    row = kind.model._default_manager.filter(key=key).first()
    if row is None:
        raise NoSuchRow(register=kind.name, key=key)
    personal = reads_personal(user, kind)
    moments = history_of(kind, entries_of(kind, key), Names({}), hidden_for(user, kind, row))
    history = [
        {
            "at": one.at,
            "recorded_on": one.recorded_on,
            "by": one.who,
            "action": one.action,
            "reason": one.reason,
            "since": one.since,
        }
        for one in moments
    ]
    return _row(line_of_row(kind, row, personal=personal)) | {
        "state_from": row.state_from,
        "history": history,
    }


@router.post(
    "/registers/{code}/rows",
    response=answers(WrittenRows, WRITTEN),
    operation_id="add_rows",
    summary="Ghi các dòng mới, tất cả hoặc không dòng nào",
)
def add_rows(request: HttpRequest, code: RegisterCode, key: CallKey, body: NewRows) -> Data:
    """Một dòng sai thì không dòng nào được ghi, và câu trả lời nêu mọi dòng sai."""
    user, kind = _seen(request, code)
    require(user, "registers.edit", kind=kind.data_kind)
    return once(request, user, key, lambda: _add(user, kind, body.rows, body.reason))


@router.put(
    "/registers/{code}/rows/{key}",
    response=answers(WrittenRow, WRITTEN),
    operation_id="correct_row",
    summary="Sửa một dòng ghi sai",
)
def correct_row(
    request: HttpRequest, code: RegisterCode, key: RowCode, call: CallKey, body: CorrectedRow
) -> Data:
    """Nội dung cũ là sai; cột không gửi giữ nguyên."""
    user, kind = _seen(request, code)
    require(user, "registers.edit", kind=kind.data_kind)
    given = body.model_fields_set
    ends: dict[str, Any] = {
        name: getattr(body, name) for name in ("effective_from", "effective_to") if name in given
    }
    if body.source is not None:
        ends["source"] = body.source
    values = _values(user, kind, body.values)

    def work() -> Data:
        row = row_correct(
            kind=kind, key=key, values=values, by=user, version=body.version, reason=body.reason, **ends
        )
        return {"key": row.key, "version": row.version}

    return once(request, user, call, work)


@router.post(
    "/registers/{code}/rows/{key}/change",
    response=answers(WrittenRow, WRITTEN),
    operation_id="change_row",
    summary="Đổi một dòng từ một ngày",
)
def change_row(
    request: HttpRequest, code: RegisterCode, key: RowCode, call: CallKey, body: ChangedRow
) -> Data:
    """Nội dung cũ còn đúng đến trước ngày ấy; trạng thái kết thúc thì dòng kết thúc vào ngày ấy."""
    user, kind = _seen(request, code)
    require(user, "registers.edit", kind=kind.data_kind)
    values = _values(user, kind, body.values)

    def work() -> Data:
        row = row_change(
            kind=kind,
            key=key,
            values=values,
            by=user,
            version=body.version,
            since=body.since,
            reason=body.reason,
        )
        return {"key": row.key, "version": row.version}

    return once(request, user, call, work)


@router.post(
    "/registers/{code}/rows/{key}/withdraw",
    response=answers(WrittenRow, WRITTEN),
    operation_id="withdraw_row",
    summary="Bỏ một dòng ghi nhầm",
)
def withdraw_row(
    request: HttpRequest, code: RegisterCode, key: RowCode, call: CallKey, body: SeenRow
) -> Data:
    """Dòng chưa bao giờ đúng: không tính vào đâu nữa, khôi phục được trên trang web."""
    user, kind = _seen(request, code)
    require(user, "registers.edit", kind=kind.data_kind)

    def work() -> Data:
        row = row_withdraw(kind=kind, key=key, by=user, version=body.version, reason=body.reason)
        return {"key": row.key, "version": row.version}

    return once(request, user, call, work)


def _seen(request: HttpRequest, code: str) -> tuple[User, RegisterKind]:
    user = caller(request)
    require(user, "registers.view")
    kind = require_kind(code)
    require(user, "registers.view", kind=kind.data_kind)
    return user, kind


def _register(user: User, kind: RegisterKind) -> Data:
    return {
        "code": kind.code,
        "name": kind.name,
        "noun": kind.noun,
        "kind": kind.data_kind,
        "editable": may(user, "registers.edit", kind=kind.data_kind),
        "columns": [
            {
                "code": one.name,
                "name": str(one.verbose_name),
                "kind": _kind(one),
                "unit": getattr(one, "unit", ""),
                "words": list(getattr(one, "words", ())),
                "required": not one.blank,
                "personal": one.name in kind.personal,
            }
            for one in kind.columns()
        ],
    }


def _kind(column: Column) -> str:
    match column:
        case Number():
            return "number"
        case Day():
            return "date"
        case PlaceCode():
            return "place"
        case DocumentNumber():
            return "document"
        case RowKey():
            return "row"
        case _:
            return "text"


def _row(line: Line) -> Data:
    return {
        "key": line.key,
        "values": {name: written(value) for name, value in line.values.items()},
        "effective_from": line.effective_from,
        "effective_to": line.effective_to,
        "source": line.source,
        "recorded_on": line.recorded_on,
        "version": line.version,
        "withdrawn": line.withdrawn,
    }


def _chosen(
    kind: RegisterKind, where: Sequence[str], day: date, *, personal: bool
) -> dict[str, tuple[str, ...]]:
    """Raises BadColumn for a column that the register does not filter by."""
    chosen: dict[str, tuple[str, ...]] = {}
    known = facet_columns(kind, personal)
    for one in where[:60]:
        name, _, value = one.partition("=")
        if name not in known:
            what = f"không lọc được theo cột này. Các cột lọc được: {', '.join(known) or 'không có'}."
            raise BadColumn(name=name[:40], column=name[:40], what=what)
        codes = sorted(within(value, day)) if isinstance(kind.column(name), PlaceCode) else [value]
        chosen[name] = (*chosen.get(name, ()), *codes)
    return chosen


def _values(user: User, kind: RegisterKind, asked: Mapping[str, str | None]) -> dict[str, Value]:
    """Raises Problems of BadColumn. What a person may not read they do not overwrite."""
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for name, text in asked.items():
        column = kind.column(name)
        if column is None:
            what = "sổ không có cột này. Các cột ở /api/v1/registers."
            problems.append(BadColumn(name=name[:40], column=name[:40], what=what))
        elif text == MASK or (name in kind.personal and not reads_personal(user, kind)):
            problems.append(BadColumn(name=name, column=str(column.verbose_name), what=NOT_YOURS))
        else:
            try:
                values[name] = _value(column, text)
            except ValueError:
                what = f"«{str(text)[:60]}» viết không đúng dạng: số như 19125.44, ngày như 2020-06-08."
                problems.append(BadColumn(name=name, column=str(column.verbose_name), what=what))
    if problems:
        raise Problems(problems)
    return values


def _value(column: Column, text: str | None) -> Value:
    """Raises ValueError."""
    if text is None or not text.strip():
        return None
    if "\x00" in text:
        raise ValueError(column.name)
    match column:
        case Number():
            if not PLAIN.fullmatch(
                text.strip()
            ):  # an exponent would make a short text a number of any length
                raise ValueError(column.name)
            return Decimal(text.strip())
        case Day():
            return date.fromisoformat(text)
        case _:
            return text.strip()


def _add(user: User, kind: RegisterKind, asked: Sequence[NewRow], reason: str) -> Data:
    """Inside the transaction that keeps the answer: a refusal takes back everything."""
    rows, problems = dict[int, services.NewRow](), list[Problem]()
    for number, one in enumerate(asked, start=1):
        try:
            values = _values(user, kind, one.values)
            rows[number] = services.NewRow(values, one.effective_from, one.effective_to, one.source)
        except Problems as told:
            problems += [BadRow(register=kind.name, key=number, what=each.message) for each in told.problems]
    try:
        done = services.rows_add(kind=kind, rows=rows, by=user, reason=reason)
    except Problems as told:
        problems += told.problems
    if problems:
        raise Problems(sorted(problems, key=lambda one: int(str(one.fields["key"]))))
    return {"rows": [{"key": row.key, "version": row.version} for row in done]}
