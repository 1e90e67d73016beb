"""Who calls; forms, indicators and places."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from congthuong.api.doors import caller
from congthuong.api.fields import FOUND, READ, CodeInPath, DayAsked, Limit, Offset, answers
from congthuong.api.problems import NoSuchIndicator
from congthuong.api.shapes import (
    FormDefinition,
    FormList,
    IndicatorList,
    IndicatorOut,
    Me,
    PlaceList,
)
from congthuong.apps.accounts.rights import ACTIONS, may, require
from congthuong.apps.catalogue import queries as catalogue
from congthuong.apps.collection.models import Form
from congthuong.apps.collection.queries.forms import definition_of, form_for, forms_in_use, latest_version
from congthuong.core.ledger.model import Indicator
from congthuong.core.problems import nearest
from congthuong.web import clock

router = Router(tags=["Danh mục"])
Data = dict[str, Any]


@router.get("/me", response=answers(Me, READ), operation_id="me", summary="Tài khoản của khóa")
def me(request: HttpRequest) -> Data:
    """Khóa này của ai, được làm những việc gì."""
    user = caller(request)
    return {
        "username": user.username,
        "full_name": user.full_name,
        "organisation": user.organisation_id or "",
        "actions": [one for one in ACTIONS if may(user, one)],
    }


@router.get("/forms", response=answers(FormList, READ), operation_id="forms", summary="Các biểu đang dùng")
def forms(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> Data:
    """Các biểu đang dùng, xếp theo lĩnh vực và mã."""
    require(caller(request), "returns.view")
    rows = forms_in_use().order_by("kind", "code")
    return {"total": rows.count(), "items": [_form(one) for one in rows[offset : offset + limit]]}


@router.get("/forms/{code}", response=answers(FormDefinition, FOUND), operation_id="form", summary="Một biểu")
def form(request: HttpRequest, code: CodeInPath) -> Data:
    """Định nghĩa hiện hành của biểu: phần, dòng, cột. Mỗi phiếu giữ phiên bản mà nó được lập."""
    require(caller(request), "returns.view")
    row = form_for(code)
    version = latest_version(row)
    definition = definition_of(version)
    return _form(row) | {
        "version": version.number,
        "symbol": definition.symbol,
        "law": definition.law,
        "sections": [
            {
                "code": section.code,
                "name": section.name,
                "rows": [
                    {
                        "code": one.code,
                        "label": one.label,
                        "unit": one.unit.symbol,
                        "decimals": one.decimals,
                        "indicator": one.indicator,
                        "required": one.required,
                        "total": one.total,
                        "organisations": list(one.organisations),
                    }
                    for one in section.rows
                ],
            }
            for section in definition.sections
        ],
        "columns": [
            {"code": one.code, "name": one.name, "kind": one.kind, "mode": one.mode}
            for one in definition.columns
        ],
    }


@router.get(
    "/indicators", response=answers(IndicatorList, READ), operation_id="indicators", summary="Các chỉ tiêu"
)
def indicators(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> Data:
    """Danh mục chỉ tiêu, theo thứ tự của danh mục."""
    found = catalogue.indicators()
    return {"total": len(found), "items": [_indicator(one) for one in found[offset : offset + limit]]}


@router.get(
    "/indicators/{code}",
    response=answers(IndicatorOut, FOUND),
    operation_id="indicator",
    summary="Một chỉ tiêu",
)
def indicator(request: HttpRequest, code: CodeInPath) -> Data:
    """Đơn vị tính, số lẻ, cách cộng theo thời gian và địa bàn, phân tổ, công thức."""
    known = {one.code: one for one in catalogue.indicators()}
    if code not in known:
        guess = nearest(code, known)
        raise NoSuchIndicator(indicator=code, hint=f" Có phải «{guess}»?" if guess else "")
    return _indicator(known[code])


@router.get(
    "/places", response=answers(PlaceList, READ), operation_id="places", summary="Các đơn vị hành chính"
)
def places(
    request: HttpRequest,
    on: DayAsked = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Data:
    """Các đơn vị hành chính đang có trong ngày ấy. Cùng một mã có thể là hai đơn vị ở hai thời kỳ."""
    day = on or clock.today()
    rows = catalogue.places_on(day).order_by("code", "id")
    names = ("code", "name", "kind", "level", "parent", "valid_from", "valid_to")
    return {"total": rows.count(), "on": day, "items": list(rows.values(*names)[offset : offset + limit])}


def _form(row: Form) -> Data:
    return {"code": row.code, "name": row.name, "kind": row.kind, "period": row.period}


def _indicator(one: Indicator) -> Data:
    return {
        "code": one.code,
        "name": one.name,
        "name_en": one.name_en,
        "unit": one.unit.symbol,
        "decimals": one.decimals,
        "kind": one.kind,
        "over_time": one.over_time,
        "over_places": one.over_places,
        "breakdowns": list(one.breakdowns),
        "formula": one.formula,
    }
