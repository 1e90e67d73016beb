"""What the answers and calls about registers hold."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Field, Path, Query

from congthuong.api.fields import LARGEST_ID, TEXT, Asked, Told

REGISTER = r"^[a-z0-9_]{1,32}$"
KEY = r"^[^\x00/]{1,40}$"
MOST_ROWS = 500

RegisterCode = Annotated[str, Path(..., pattern=REGISTER, description="Mã sổ.")]
RowCode = Annotated[str, Path(..., pattern=KEY, description="Mã số của dòng.")]
WhereAsked = Annotated[
    list[str],
    Query(
        default_factory=list,
        description="Lọc theo cột, lặp lại được: where=huyen=842&where=trang_thai=hoạt động. Địa bàn gồm cả đơn vị bên dưới.",
    ),
]
OnAsked = Annotated[date | None, Query(None, description="Các dòng đúng vào ngày này; mặc định hôm nay.")]
KnownAsked = Annotated[date | None, Query(None, description="Như đã biết đến hết ngày này.")]
WhichAsked = Annotated[
    str,
    Query(
        "true",
        pattern="^(true|ended|withdrawn|all)$",
        description="true: đang đúng; ended: đã kết thúc; withdrawn: đã bỏ; all: tất cả.",
    ),
]
Values = dict[str, str | None]


class RegisterColumnOut(Told):
    code: str
    name: str
    kind: str = Field(description="text, number, date, place, document, row.")
    unit: str
    words: list[str] = Field(description="Những chữ dùng được; rỗng: chữ bất kỳ.")
    required: bool
    personal: bool = Field(description="Dữ liệu cá nhân: ••• nếu tài khoản không được xem.")


class RegisterOut(Told):
    code: str
    name: str
    noun: str = Field(description="Danh từ đếm.")
    kind: str = Field(description="Lĩnh vực.")
    editable: bool = Field(description="Tài khoản này ghi được vào sổ.")
    columns: list[RegisterColumnOut]


class RegisterList(Told):
    total: int
    items: list[RegisterOut]


class RegisterRowOut(Told):
    key: str
    values: Values = Field(description="Số viết 19125.44, ngày viết 2020-06-08, null là chưa ghi.")
    effective_from: date | None
    effective_to: date | None = Field(description="Ngày đầu tiên không còn đúng.")
    source: str
    recorded_on: date
    version: int = Field(description="Gửi lại khi sửa; 0 với nội dung của quá khứ.")
    withdrawn: bool


class RegisterRowList(Told):
    total: int
    items: list[RegisterRowOut]


class RowMoment(Told):
    at: datetime
    recorded_on: date
    by: str
    action: str
    reason: str
    since: date | None


class RegisterRowFull(RegisterRowOut):
    state_from: date | None = Field(
        description="Từ ngày này nội dung là như vậy; sau hôm nay thì hôm nay chưa như vậy (xem các dòng với on)."
    )
    history: list[RowMoment] = Field(description="Việc mới nhất trước.")


class NewRow(Asked):
    values: Values
    effective_from: date | None = Field(
        description="Đúng từ ngày; phải gửi. null: không rõ, dòng được coi là đúng từ trước tới nay và được tính ở mọi ngày đã qua."
    )
    effective_to: date | None = None
    source: str = Field("", pattern=TEXT, max_length=1000)


class NewRows(Asked):
    rows: list[NewRow] = Field(min_length=1, max_length=MOST_ROWS)
    reason: str = Field("", pattern=TEXT, max_length=500, description="Cần khi một dòng có điều đáng ngờ.")


class SeenRow(Asked):
    version: int = Field(ge=1, le=LARGEST_ID, description="Phiên bản của dòng mà chương trình đã thấy.")
    reason: str = Field("", pattern=TEXT, max_length=500)


class CorrectedRow(SeenRow):
    values: Values = Field(default_factory=dict, description="Cột không có ở đây giữ nguyên.")
    effective_from: date | None = Field(None, description="Không gửi: giữ nguyên.")
    effective_to: date | None = Field(None, description="Không gửi: giữ nguyên.")
    source: str | None = Field(None, pattern=TEXT, max_length=1000)


class ChangedRow(SeenRow):
    values: Values
    since: date = Field(description="Từ ngày này nội dung là như vậy.")


class WrittenRow(Told):
    key: str
    version: int


class WrittenRows(Told):
    rows: list[WrittenRow]
