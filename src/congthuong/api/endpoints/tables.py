"""Tables of other agencies: a file is handed in and read; what its columns mean is confirmed by a person on the page."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Path, Router

from congthuong.api.doors import caller
from congthuong.api.fields import FOUND, LARGEST_ID, READ, WRITTEN, Asked, CallKey, Told, answers, bytes_of
from congthuong.api.once import once
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.intake.models import Delivery, SourceTable
from congthuong.apps.intake.queries import delivery_for, table_for, tables_for
from congthuong.apps.intake.services import ACTION, delivery_receive
from congthuong.apps.intake.understanding import understood

router = Router(tags=["Bảng của cơ quan khác"])
Data = dict[str, Any]
TableNumber = Annotated[int, Path(..., ge=1, le=LARGEST_ID, description="Số của bảng.")]
DeliveryNumber = Annotated[int, Path(..., ge=1, le=LARGEST_ID, description="Số của tệp đã gửi.")]
MOST_TOLD = 200


class TableOut(Told):
    number: int
    name: str
    sender: str = Field(description="Mã tổ chức gửi bảng.")
    kind: str
    place: str


class TableList(Told):
    total: int
    items: list[TableOut]


class FileIn(Asked):
    name: str = Field(min_length=1, max_length=200, description="Tên tệp, có đuôi .xlsx, .xls hoặc .csv.")
    content: str = Field(min_length=1, description="Nội dung tệp, mã hóa base64.")


class SaidOut(Told):
    code: str
    weight: str = Field(description="stop: phải trả lời trước khi nhận; ask: cần xem; note: để biết.")
    message: str


class DeliveryOut(Told):
    number: int
    table: int
    name: str
    sha256: str
    state: str = Field(description="proposed, confirmed, accepted, withdrawn.")
    lines: int = Field(description="Số dòng nhận ra trong bảng.")
    unconfirmed: int = Field(
        description="Còn bao nhiêu điều cần xem phải xác nhận trên trang trước khi nhận."
    )
    told: list[SaidOut]
    more: int = Field(0, description="Còn bao nhiêu điều nữa không liệt kê.")


@router.get("/tables", response=answers(TableList, READ), operation_id="tables", summary="Các bảng được nhận")
def tables(request: HttpRequest) -> Data:
    """Những bảng của cơ quan khác mà bạn được nhận tệp."""
    user = caller(request)
    require(user, ACTION)
    items = [_table(one) for one in tables_for(user)]
    return {"total": len(items), "items": items}


@router.post(
    "/tables/{number}/deliveries",
    response=answers(DeliveryOut, WRITTEN),
    operation_id="hand_in_table",
    summary="Gửi tệp của một bảng",
)
def hand_in_table(request: HttpRequest, number: TableNumber, key: CallKey, body: FileIn) -> Data:
    """Giữ nguyên tệp và đọc thử; chưa ghi gì vào sổ. Nghĩa của cột do người có quyền xác nhận trên trang. Cùng một tệp
    gửi lại là cùng một lần nhận."""
    user = caller(request)
    require(user, ACTION)
    table = table_for(user, number)
    data = bytes_of(body.content)
    return once(request, user, key, lambda: _received(table, body.name, data, user))


@router.get(
    "/deliveries/{number}",
    response=answers(DeliveryOut, FOUND),
    operation_id="delivery",
    summary="Một tệp đã gửi",
)
def delivery(request: HttpRequest, number: DeliveryNumber) -> Data:
    """Tệp đã được hiểu đến đâu: còn điều gì phải trả lời trước khi ghi vào sổ."""
    user = caller(request)
    require(user, ACTION)
    return _delivery(delivery_for(user, number))


def _received(table: SourceTable, name: str, data: bytes, user: User) -> Data:
    return _delivery(delivery_receive(table=table, name=name, data=data, by=user))


def _table(one: SourceTable) -> Data:
    return {"number": one.pk, "name": one.name, "sender": one.sender_id, "kind": one.kind, "place": one.place}


def _delivery(one: Delivery) -> Data:
    found = understood(one)
    told = [
        {"code": said.code, "weight": said.weight, "message": said.message} for said in found.told[:MOST_TOLD]
    ]
    return {
        "number": one.pk,
        "table": one.table_id,
        "name": one.name,
        "sha256": one.sha256,
        "state": one.state,
        "lines": len(found.proposal.lines) if found.proposal else 0,
        "unconfirmed": len(found.unconfirmed),
        "told": told,
        "more": max(0, len(found.told) - MOST_TOLD),
    }
