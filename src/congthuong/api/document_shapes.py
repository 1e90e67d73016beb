"""What the answers and calls about documents hold."""

from __future__ import annotations

import datetime
from typing import Literal

from ninja import Field

from congthuong.api.fields import TEXT, Asked, Told

Direction = Literal["", "in", "out"]


class DocumentOut(Told):
    number: int = Field(description="Số của văn bản trong địa chỉ.")
    symbol: str = Field(description="Số, ký hiệu trên văn bản.")
    kind: str
    issuer: str
    date: datetime.date | None
    abstract: str
    direction: str = Field(description="in: đến; out: đi; rỗng: không ghi.")
    area: str = Field(description="Lĩnh vực.")
    asks: str = Field(description="Yêu cầu đối với Sở.")
    files: int = Field(description="Số tệp đính kèm.")
    version: int


class DocumentList(Told):
    total: int
    items: list[DocumentOut]


class DocumentLinkOut(Told):
    kind: str = Field(description="replaces, amends, repeals, implements.")
    symbol: str
    number: int


class DocumentFull(DocumentOut):
    note: str
    links: list[DocumentLinkOut] = Field(
        description="Văn bản này thay thế, sửa đổi, bãi bỏ, triển khai những gì."
    )


class DocumentIn(Asked):
    symbol: str = Field(min_length=1, max_length=80, pattern=TEXT)
    kind: str = Field(min_length=1, max_length=60, pattern=TEXT)
    issuer: str = Field(min_length=1, max_length=200, pattern=TEXT)
    date: datetime.date | None = None
    abstract: str = Field("", max_length=2000, pattern=TEXT)
    direction: Direction = ""
    area: str = Field("", max_length=40, pattern=TEXT)
    asks: str = Field("", max_length=4000, pattern=TEXT)
    note: str = Field("", max_length=1000, pattern=TEXT)
