"""What the layout checker can say: rule codes that never change, and one sentence for people.

A code is `ND30.<component>.<aspect>`, both in Vietnamese without marks: "ND30.quoc-hieu.co-chu" is the type
size of the national name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from congthuong.core.document.layout import Component
from congthuong.core.problems import Problem

Aspect = Literal[
    "thieu",
    "chu-viet",
    "chu-hoa",
    "co-chu",
    "kieu-chu",
    "canh",
    "ke-ngang",
    "thut-dong",
    "cach-doan",
    "cach-dong",
    "vi-tri",
    "trang-dau",
    "danh-so",
    "kich-thuoc",
    "phong-chu",
    "mau-chu",
]

SLUGS: dict[Component, str] = {
    "national_name": "quoc-hieu",
    "motto": "tieu-ngu",
    "parent_agency": "co-quan-chu-quan",
    "agency": "co-quan-ban-hanh",
    "number": "so-ky-hieu",
    "place_date": "dia-danh-ngay",
    "kind": "ten-loai",
    "abstract": "trich-yeu",
    "addressee": "kinh-gui",
    "basis": "can-cu",
    "body": "noi-dung",
    "heading_1": "muc",
    "heading_2": "khoan",
    "heading_3": "tieu-khoan",
    "position": "chuc-vu",
    "signer": "ho-ten",
    "recipients_label": "noi-nhan",
    "recipients": "danh-sach-noi-nhan",
    "annex_label": "phu-luc",
    "annex_title": "ten-phu-luc",
    "annex_note": "chi-dan-phu-luc",
    "page_number": "so-trang",
}

ASPECTS: dict[Aspect, str] = {
    "thieu": "không tìm thấy",
    "chu-viet": "lời văn",
    "chu-hoa": "chữ in hoa",
    "co-chu": "cỡ chữ",
    "kieu-chu": "kiểu chữ",
    "canh": "căn lề",
    "ke-ngang": "đường kẻ bên dưới",
    "thut-dong": "khoảng lùi chữ đầu dòng",
    "cach-doan": "khoảng cách giữa các đoạn",
    "cach-dong": "khoảng cách dòng",
    "vi-tri": "vị trí",
    "trang-dau": "trang thứ nhất",
    "danh-so": "cách đánh số",
    "kich-thuoc": "kích thước",
    "phong-chu": "phông chữ",
    "mau-chu": "màu chữ",
}


@dataclass(frozen=True, slots=True)
class LayoutViolation:
    """One rule that a document breaks.

    `cell` is the place in the annex that holds the rule ("ô số 1", "mục I.2"); `where` quotes the document;
    `times` counts the places where the same thing was found, of which `where` is the first.
    """

    rule: str
    cell: str
    found: str
    expected: str
    message: str
    where: str = ""
    times: int = 1


class DocxUnreadable(Problem):
    code = "VB-001"
    text = (
        "Không đọc được tệp Word: {reason}. Hãy mở tệp bằng Word hoặc LibreOffice, chọn «Lưu thành» dạng .docx "
        "rồi kiểm tra lại."
    )


def shortened(text: str, length: int = 60) -> str:
    words = " ".join(text.split())
    return words if len(words) <= length else words[: length - 1] + "…"


def violation(
    slug: str, aspect: Aspect, name: str, cell: str, found: str, expected: str, where: str = ""
) -> LayoutViolation:
    """A violation with its sentence: what is wrong, where, what the rule wants."""
    place = f" (Phụ lục I, {cell})" if cell else " (Phụ lục I)"
    quoted = f" tại «{shortened(where)}»" if where else ""
    if aspect == "thieu":
        message = f"{name}{place}: không tìm thấy{quoted}. Cần có: {expected}."
    else:
        message = f"{name}{place}: {ASPECTS[aspect]} là {found}{quoted}. Theo quy định: {expected}."
    return LayoutViolation(f"ND30.{slug}.{aspect}", cell, found, expected, message, shortened(where))


def united(violations: Iterable[LayoutViolation]) -> tuple[LayoutViolation, ...]:
    """The same thing found in many places is told once, with their number."""
    kept: dict[tuple[str, str, str], LayoutViolation] = {}
    for one in violations:
        key = (one.rule, one.found, one.expected)
        before = kept.get(key)
        kept[key] = replace(before, times=before.times + 1) if before else one
    return tuple(kept.values())
