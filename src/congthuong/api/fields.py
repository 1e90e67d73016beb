"""The kinds of values that calls carry: what a program may send is said here, and in the description."""

from __future__ import annotations

import base64
import binascii
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, Literal

from ninja import Field, Header, Path, Query, Schema
from pydantic import AfterValidator, ConfigDict

from congthuong.api.problems import NotBase64

CODE: Final = r"^[A-Za-z0-9_.\-]{1,40}$"
PERIOD: Final = r"^[A-Za-z0-9.\-]{4,24}$"
FIGURE: Final = r"^-?[0-9]{1,15}(\.[0-9]{1,10})?$"
TEXT: Final = r"^[^\x00]*$"
CALL_KEY: Final = r"^[A-Za-z0-9_.:\-]{8,80}$"
FORMS_IN_WORDS: Final = {
    CODE: "1 đến 40 chữ không dấu, chữ số, dấu _ . -",
    PERIOD: "mã kỳ như 2026-05, 2026-Q2, 2026-H1, 2026-9M, 2026",
    FIGURE: "số thập phân dấu chấm, tối đa 10 số lẻ, như 19125.44",
    CALL_KEY: "8 đến 80 chữ không dấu, chữ số, dấu _ . : -",
}
"""What a text is to look like, for who sent another one."""
LARGEST_ID: Final = 2**31 - 1


def _ascii(text: str) -> str:
    if not text.isascii():
        raise ValueError("not ASCII")
    return text


Code = Annotated[str, Field(pattern=CODE)]
PeriodCode = Annotated[
    str, Field(pattern=PERIOD, description="Mã kỳ: 2026-05, 2026-Q2, 2026-H1, 2026-9M, 2026.")
]
FigureText = Annotated[
    str, Field(pattern=FIGURE, description="Số thập phân viết chính xác, dấu chấm thập phân: 19125.44."), AfterValidator(_ascii)
]  # fmt: skip
Basis = Literal["actual", "estimate", "forecast", "plan"]
StateCode = Literal["open", "draft", "handed_in", "returned", "approved", "revised"]
Number = Annotated[int, Path(..., ge=1, le=LARGEST_ID, description="Số phiếu.")]
PeriodAsked = Annotated[str | None, Query(None, pattern=PERIOD, description="Mã kỳ.")]
DayAsked = Annotated[
    date | None,
    Query(None, description="Như đã biết ngày này; mặc định hôm nay, với báo cáo: ngày của báo cáo."),
]
CodeInPath = Annotated[str, Path(..., pattern=CODE)]
CodeAsked = Annotated[str | None, Query(None, pattern=CODE)]
SearchAsked = Annotated[
    str, Query("", max_length=200, pattern=TEXT, description="Tìm có dấu hoặc không dấu.")
]
Limit = Annotated[int, Query(50, ge=1, le=500, description="Số dòng của một trang.")]
Offset = Annotated[int, Query(0, ge=0, le=10_000_000, description="Bỏ qua bao nhiêu dòng đầu.")]
CallKey = Annotated[
    str,
    Header(
        ...,
        alias="Idempotency-Key",
        pattern=CALL_KEY,
        description="Khóa riêng của lần gọi (ví dụ một UUID). Gửi lại với khóa ấy thì không làm lại, chỉ trả lời như cũ.",
    ),
]


class Asked(Schema):
    """What is sent in: nothing that is not known is passed over."""

    model_config = ConfigDict(extra="forbid")


class Told(Schema):
    """What is answered."""


class ProblemOut(Told):
    code: str = Field(description="Mã, tra ở docs/reference/ma-loi.md; không bao giờ đổi nghĩa.")
    message: str = Field(description="Một câu: sai gì, ở đâu, làm gì.")
    fields: dict[str, str] = Field(description="Các giá trị trong câu.")


class ProblemsOut(Told):
    """Điều không làm được: cùng mã và cùng câu như trên trang web."""

    problems: list[ProblemOut]
    more: int = Field(0, description="Còn bao nhiêu điều nữa không liệt kê.")


def figure(value: Decimal | None) -> str | None:
    """A figure as text, to its last stated digit: JSON has no decimals."""
    return None if value is None else format(value, "f")


def bytes_of(text: str) -> bytes:
    """Raises NotBase64."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NotBase64 from None


READ: Final[tuple[int, ...]] = (401, 403, 422, 429)
FOUND: Final[tuple[int, ...]] = (401, 403, 404, 422, 429)
WRITTEN: Final[tuple[int, ...]] = (400, 401, 403, 404, 409, 413, 422, 429)


def answers(ok: Any, failing: tuple[int, ...]) -> dict[Any, Any]:
    """The description of an operation's answers."""
    return {200: ok, frozenset(failing): ProblemsOut}
