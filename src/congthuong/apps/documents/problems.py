"""What a person is told when a document cannot be kept as they say it."""

from __future__ import annotations

from typing import ClassVar

from congthuong.apps.catalogue.models import LegalDocument
from congthuong.core.problems import Problem


class DocumentKnown(Problem):
    """`existing` is the document on record, which the page shows."""

    code: ClassVar[str] = "CT-961"
    text: ClassVar[str] = (
        "Văn bản số {number} của {issuer} đã có trong sổ với ngày {day}. Một văn bản chỉ có một ngày: hãy mở văn bản ấy "
        "và sửa ở đó nếu ngày trong sổ sai, hoặc ghi đúng cơ quan ban hành nếu đây là văn bản khác."
    )

    def __init__(self, existing: LegalDocument, day: str) -> None:
        self.existing = existing
        super().__init__(number=existing.number, issuer=existing.issuer or "(không ghi)", day=day)


class DocumentWrong(Problem):
    code = "CT-962"
    text = "{field}: {why}. Hãy sửa rồi ghi lại."


class DocumentChanged(Problem):
    code = "CT-963"
    text = "Văn bản vừa có người khác sửa sau khi bạn mở trang. Hãy xem lại thay đổi rồi ghi lần nữa."


class NoSuchDocument(Problem):
    code = "CT-964"
    text = "Không có văn bản «{reference}» trong sổ.{hint} Hãy ghi văn bản ấy vào sổ trước."


class NoSuchArea(Problem):
    code = "CT-965"
    text = "Không lọc được theo {what} «{value}». Hãy bỏ lọc rồi chọn lại trong danh sách."
