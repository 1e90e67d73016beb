"""What changes tables of others: a file is received, its columns and lines are decided, it is accepted or withdrawn."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping as Map
from datetime import date

from django.db import IntegrityError, transaction

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.catalogue.models import Organisation, Place
from congthuong.apps.intake import problems
from congthuong.apps.intake.models import Delivery, Mapping, SourceTable
from congthuong.apps.intake.shown import as_data, print_of, shown
from congthuong.apps.intake.understanding import candidates, confirmation_key, mapping_of, understand
from congthuong.apps.ledger.services import Imported, import_observations
from congthuong.core.intake.figures import written
from congthuong.core.intake.headings import IGNORED, MEANINGS, ROLES
from congthuong.core.intake.kinds import kinds
from congthuong.core.intake.matching import LEFT_OUT, TOTAL
from congthuong.core.intake.telling import CellUnread, FormulaWithoutValue, RowUnclear, UnitUnclear
from congthuong.core.intake.workbook import read_workbook
from congthuong.core.quantities import read_number
from congthuong.core.quantities.units import find_unit
from congthuong.web import clock

ACTION = "tables.import"
LONGEST_REASON = 500
LEAVES_OUT = (CellUnread, FormulaWithoutValue, RowUnclear, UnitUnclear)


@transaction.atomic
def source_table_make(*, sender: str, name: str, kind: str, place: str, by: User) -> SourceTable:
    """A table that this sender will send. The same name again is the same table. Raises Forbidden, TableUnclear."""
    named = " ".join(name.split())[:200]
    if kind not in kinds():
        raise problems.TableUnclear(why="chưa chọn loại bảng")
    require(by, ACTION, organisation=sender or None, kind=kinds()[kind].data)
    if not Organisation.objects.filter(code=sender).exists():
        raise problems.TableUnclear(why="chưa chọn bên gửi có trong danh mục tổ chức")
    if not Place.objects.filter(code=place).exists():
        raise problems.TableUnclear(why=f"không có địa bàn mang mã «{place}»")
    if not named:
        raise problems.TableUnclear(why="chưa có tên bảng")
    organisation = Organisation.objects.get(code=sender)
    table, made = SourceTable.objects.get_or_create(
        sender=organisation, name=named, defaults={"kind": kind, "place": place, "made_by": by}
    )
    if made:
        record_event("tables.made", by=by, subject=table, name=named, sender=sender, kind=kind, place=place)
    return table


@transaction.atomic
def delivery_receive(
    *, table: SourceTable, name: str, data: bytes, by: User, received_on: date | None = None
) -> Delivery:
    """Keeps the file as received. The same file again is the same delivery. Raises Forbidden and the refusals."""
    _require(by, table)
    shown = "".join(sign for sign in name if sign.isprintable())[-200:] or "bang"
    digest = hashlib.sha256(data).hexdigest()
    there = (
        Delivery.objects.filter(table=table, sha256=digest).exclude(state=Delivery.State.WITHDRAWN).first()
    )
    if there is not None:
        return there
    read_workbook(shown, data)
    fields = {
        "name": shown,
        "data": data,
        "size": len(data),
        "received_on": received_on or clock.today(),
        "received_by": by,
    }
    try:
        with transaction.atomic():
            delivery = Delivery.objects.create(table=table, sha256=digest, **fields)
    except IntegrityError:  # two people at once brought the same file
        return Delivery.objects.exclude(state=Delivery.State.WITHDRAWN).get(table=table, sha256=digest)
    record_event("tables.received", by=by, subject=delivery, name=shown, sha256=digest, table=table.pk)
    return delivery


@transaction.atomic
def delivery_decide(
    *,
    delivery: Delivery,
    by: User,
    columns: Map[str, str] | None = None,
    rows: Map[str, str] | None = None,
    unit: str | None = None,
    month: date | None = None,
    sheet: str | None = None,
    number: int = 0,
) -> Delivery:
    """Remembers what was said of the table's columns and lines, and which month and table of the file are meant.

    columns: key of a heading -> meaning; rows: key of a line -> code. Raises Forbidden, DeliveryClosed, UnknownAnswer.
    """
    own = _opened(delivery, by)
    if month is not None:
        own.month = month.replace(day=1)
    if sheet is not None:
        own.sheet, own.number = sheet, number
    mapping = _remember(own.table, columns or {}, rows or {}, unit, by)
    stops = understand(own, mapping).stops
    own.state = Delivery.State.PROPOSED if stops else Delivery.State.CONFIRMED
    own.mapping, own.changed_at = mapping, clock.now()
    own.save()
    said = {"columns": dict(columns or {}), "rows": len(rows or {}), "month": own.month, "sheet": own.sheet}
    record_event("tables.decided", by=by, subject=own, **said)
    return own


def _remember(
    table: SourceTable, columns: Map[str, str], rows: Map[str, str], unit: str | None, by: User
) -> Mapping | None:
    """A new version where something differs from the last."""
    known = {*MEANINGS, *ROLES, IGNORED}
    for meaning in columns.values():
        if meaning not in known:
            raise problems.UnknownAnswer(answer=meaning, what="nghĩa của cột")
    codes = {one.code for one in candidates()[table.kind]} | {TOTAL, LEFT_OUT}
    for code in rows.values():
        if code not in codes:
            raise problems.UnknownAnswer(answer=code, what="dòng của bảng")
    if unit and find_unit(unit) is None:
        raise problems.UnknownAnswer(answer=unit, what="đơn vị của bảng")
    _hold(table)
    last = mapping_of(table)
    before = (last.columns, last.rows, last.unit) if last else ({}, {}, "")
    after = (
        {**before[0], **columns},
        {**before[1], **rows},
        before[2] if unit is None else unit,
    )
    if after == before:
        return last
    return Mapping.objects.create(
        table=table,
        version=last.version + 1 if last else 1,
        columns=after[0],
        rows=after[1],
        unit=after[2],
        by=by,
    )


@transaction.atomic
def delivery_answer(*, delivery: Delivery, cell: str, value: str, by: User) -> Delivery:
    """A person's figure for one cell ("sheet!B5"), "" to leave the cell out, as the sender said on asking.

    Raises Forbidden, DeliveryClosed, NotANumber.
    """
    own = _opened(delivery, by)
    if value.strip():
        read_number(value)
    own.answers = {**own.answers, cell[:140]: value.strip()[:40]}
    own.changed_at = clock.now()
    own.save()
    record_event("tables.answered", by=by, subject=own, cell=cell, value=value.strip())
    return own


@transaction.atomic
def delivery_confirm(*, delivery: Delivery, cells: Map[str, str], by: User) -> Delivery:
    """A person says that figures which are asked about are right: cell ("sheet!B5") -> the figure as it was shown.

    Raises Forbidden, DeliveryClosed, FiguresChanged where a cell is read otherwise than was shown.
    """
    own = _opened(delivery, by)
    found = understand(own, mapping_of(own.table))
    sheet = found.proposal.sheet.name if found.proposal else ""
    now = {f"{sheet}!{one.figure.cell}": written(one.record.value) for one in found.compared}
    if any(now.get(cell) != value for cell, value in cells.items()):
        raise problems.FiguresChanged
    own.answers = {**own.answers, **{confirmation_key(cell): value for cell, value in cells.items()}}
    own.changed_at = clock.now()
    own.save()
    record_event("tables.confirmed", by=by, subject=own, confirmed=dict(cells))
    return own


@transaction.atomic
def delivery_accept(
    *, delivery: Delivery, by: User, leaving: bool = False, seen: str | None = None
) -> Imported:
    """Appends the table's figures to the ledger, all or nothing; a second time nothing more is added.

    `leaving` says that lines and cells which are unclear may stay out, `seen` is the print of what the person was
    shown (None: nobody was shown anything). Raises Forbidden, DeliveryClosed, FiguresChanged, QuestionsOpen,
    CellsUnconfirmed, LeavingUnsaid, NothingToTake, and Problems of the ledger.
    """
    _require(by, delivery.table)
    own = (
        Delivery.objects.select_for_update(of=("self",))
        .select_related("table__sender", "batch")
        .get(pk=delivery.pk)
    )
    if own.state == Delivery.State.ACCEPTED:
        return Imported(own.batch.rows if own.batch else 0, 0, 0, own.batch)
    _refuse_closed(own)
    _hold(own.table)
    mapping = mapping_of(own.table)
    found = understand(own, mapping)
    now = shown(found)
    if seen is not None and seen != print_of(now):
        raise problems.FiguresChanged
    if found.stops:
        raise problems.QuestionsOpen(count=len(found.stops), first=found.stops[0].message)
    if waiting := found.unconfirmed:
        raise problems.CellsUnconfirmed(count=len(waiting), first=waiting[0].message)
    left = [one for one in found.told if isinstance(one, LEAVES_OUT)]
    if left and not leaving:
        raise problems.LeavingUnsaid(count=len(left))
    if not found.compared:
        raise problems.NothingToTake
    records = [one.record for one in found.compared]
    imported = import_observations(records, by=by, file_name=own.name, data=bytes(own.data))
    own.kept = json.dumps(as_data(now), ensure_ascii=False)
    own.state, own.batch, own.mapping = Delivery.State.ACCEPTED, imported.batch, mapping
    own.closed_at, own.closed_by = clock.now(), by
    if own.month is None and found.proposal and found.proposal.month:
        own.month = date(*found.proposal.month, 1)
    own.save()
    counted = {
        "rows": imported.rows,
        "added": imported.added,
        "revised": imported.revised,
        "left_out": len(left),
    }
    record_event("tables.accepted", by=by, subject=own, sha256=own.sha256, **counted)
    return imported


@transaction.atomic
def delivery_withdraw(*, delivery: Delivery, reason: str, by: User) -> Delivery:
    """The file stays, nothing of it is taken in. Raises Forbidden, DeliveryClosed, NoReason."""
    own = _opened(delivery, by)
    words = " ".join(reason.split())[:LONGEST_REASON]
    if not words:
        raise problems.NoReason
    own.state, own.reason = Delivery.State.WITHDRAWN, words
    own.closed_at, own.closed_by = clock.now(), by
    own.save()
    record_event("tables.withdrawn", by=by, subject=own, reason=words)
    return own


def _opened(delivery: Delivery, by: User) -> Delivery:
    """The delivery as it stands now, held until the transaction ends."""
    _require(by, delivery.table)
    own = Delivery.objects.select_for_update(of=("self",)).select_related("table__sender").get(pk=delivery.pk)
    _refuse_closed(own)
    return own


def _hold(table: SourceTable) -> None:
    """What was decided about a table holds for all its deliveries, so its versions are made one after another."""
    SourceTable.objects.select_for_update(no_key=True).get(pk=table.pk)


def _refuse_closed(delivery: Delivery) -> None:
    if not delivery.open:
        raise problems.DeliveryClosed(name=delivery.name, state=delivery.get_state_display())


def _require(by: User, table: SourceTable) -> None:
    require(by, ACTION, organisation=table.sender_id, kind=kinds()[table.kind].data)
