"""The ledger as known on a day, and observations appended to it; figures of reports."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Router

from congthuong.api.doors import caller
from congthuong.api.fields import (
    FOUND,
    READ,
    WRITTEN,
    Basis,
    CallKey,
    CodeAsked,
    CodeInPath,
    DayAsked,
    Limit,
    Offset,
    PeriodAsked,
    answers,
    figure,
)
from congthuong.api.once import once
from congthuong.api.shapes import (
    ImportOut,
    ObservationIn,
    ObservationList,
    ObservationsIn,
    ReportFigures,
    ReportList,
)
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.dashboard.queries.composed import composed_report
from congthuong.apps.dashboard.queries.kept import mark
from congthuong.apps.ledger.models import Observation
from congthuong.apps.ledger.queries import rows_as_of
from congthuong.apps.ledger.services import observations_import
from congthuong.apps.reports.models import ReportDefinition
from congthuong.apps.reports.queries import catalogue_for_import
from congthuong.core.ledger.records import OBSERVATION_COLUMNS, read_observations
from congthuong.core.ledger.tables import TableFile, TableRow
from congthuong.core.problems import Problems
from congthuong.web import clock

router = Router(tags=["Sổ và báo cáo"])
Data = dict[str, Any]
FILE = "lần gọi API"
SHOWN = ("id", "text", "value", "unit", "name", "indicator", "place", "period", "basis", "printed")


@router.get(
    "/observations",
    response=answers(ObservationList, READ),
    operation_id="observations",
    summary="Số liệu trong sổ như đã biết một ngày",
)
def observations(
    request: HttpRequest,
    as_of: DayAsked = None,
    indicator: CodeAsked = None,
    place: CodeAsked = None,
    period: PeriodAsked = None,
    basis: Basis | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Data:
    """Với mỗi chỉ tiêu, địa bàn, kỳ, loại số liệu và phân tổ: số ghi nhận sau cùng tính đến ngày ấy."""
    require(caller(request), "ledger.view")
    day = as_of or clock.today()
    rows = rows_as_of(day, [indicator] if indicator else None, [place] if place else None)
    # Both are part of the key, so that they may be asked of the last value as well as of all.
    rows = rows.filter(period=period) if period else rows
    rows = rows.filter(basis=basis) if basis else rows
    shown = rows.order_by("id")[offset : offset + limit]
    return {"total": rows.count(), "as_of": day, "items": [_observation(one) for one in shown]}


@router.post(
    "/observations/import",
    response=answers(ImportOut, WRITTEN),
    operation_id="import_observations",
    summary="Ghi thêm số liệu vào sổ, tất cả hoặc không",
)
def import_all(request: HttpRequest, key: CallKey, body: ObservationsIn) -> Data:
    """Ghi thêm, không bao giờ sửa: số khác số đã biết là lần công bố mới. Một dòng sai thì không dòng nào được ghi, và
    câu trả lời nêu mọi dòng sai."""
    user = caller(request)
    require(user, "ledger.import")
    return once(request, user, key, lambda: _import(user, body.observations, request.body))


@router.get("/reports", response=answers(ReportList, READ), operation_id="reports", summary="Các báo cáo")
def reports(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> Data:
    """Các báo cáo đã khai, báo cáo mới trước."""
    require(caller(request), "reports.view")
    rows = ReportDefinition.objects.order_by("-as_of", "code").defer("templates")
    items = [
        {"code": one.code, "title": one.heading, "period": one.period, "as_of": one.as_of}
        for one in rows[offset : offset + limit]
    ]
    return {"total": rows.count(), "items": items}


@router.get(
    "/reports/{code}/figures",
    response=answers(ReportFigures, FOUND),
    operation_id="report_figures",
    summary="Số liệu của một báo cáo",
)
def report_figures(
    request: HttpRequest,
    code: CodeInPath,
    as_of: DayAsked = None,
) -> Data:
    """Mọi số liệu in trong báo cáo và số liệu tính ra chúng."""
    require(caller(request), "reports.view")
    made = composed_report(mark(), code, as_of)
    told = json.loads(made.figures_json)
    figures = [
        {name: one[name] if one[name] is not None else _blank(name) for name in SHOWN}
        for one in told["figures"]
    ]
    return {"code": made.code, "title": made.title, "as_of": made.as_of, "figures": figures}


def _blank(name: str) -> str | None:
    return None if name == "value" else ""


def _import(user: User, asked: Sequence[ObservationIn], data: bytes) -> Data:
    rows = tuple(TableRow(number, _row(one)) for number, one in enumerate(asked, start=1))
    table = TableFile(FILE, OBSERVATION_COLUMNS, rows)
    records, problems = read_observations(table, catalogue_for_import())
    if problems:
        raise Problems(problems)
    done = observations_import(records, by=user, file_name=FILE, data=data)
    return {"rows": done.rows, "added": done.added, "revised": done.revised, "unchanged": done.unchanged}


def _row(one: ObservationIn) -> dict[str, str | Decimal | date]:
    row: dict[str, str | Decimal | date] = {
        name: getattr(one, name)
        for name in ("indicator", "place", "period", "basis", "unit", "items", "vintage", "source", "note")
    }
    row["value"] = Decimal(one.value)
    for name, day in (("recorded", one.recorded_on), ("counted_to", one.counted_to)):
        if day is not None:
            row[name] = day
    return row


def _observation(one: Observation) -> Data:
    return {
        "indicator": one.indicator_id,
        "place": one.place,
        "period": one.period,
        "basis": one.basis,
        "items": one.items,
        "value": figure(one.value),
        "unit": one.unit,
        "decimals": one.decimals,
        "vintage": one.vintage,
        "status": one.status,
        "recorded_on": one.recorded_on,
        "counted_to": one.counted_to,
        "source": one.source,
        "note": one.note,
    }
