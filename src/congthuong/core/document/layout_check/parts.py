"""Which line of a document is which component of the decree's diagram, recognised by wording and place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from congthuong.core.document.layout import CHECK_LABEL
from congthuong.core.document.layout_check.reading import Line, Reading, fold

# Nghị định 30/2020/NĐ-CP, Phụ lục III: the kinds of documents.
KINDS = frozenset(
    fold(kind)
    for kind in [
        "Nghị quyết",
        "Quyết định",
        "Chỉ thị",
        "Quy chế",
        "Quy định",
        "Thông cáo",
        "Thông báo",
        "Hướng dẫn",
        "Chương trình",
        "Kế hoạch",
        "Phương án",
        "Đề án",
        "Dự án",
        "Báo cáo",
        "Biên bản",
        "Tờ trình",
        "Hợp đồng",
        "Công điện",
        "Bản ghi nhớ",
        "Bản thỏa thuận",
        "Giấy ủy quyền",
        "Giấy mời",
        "Giấy giới thiệu",
        "Giấy nghỉ phép",
        "Phiếu gửi",
        "Phiếu chuyển",
        "Phiếu báo",
    ]
)
_DATE = re.compile(r",\s*NGÀY\b.*\bTHÁNG\b.*\bNĂM\b")
_ROMAN = re.compile(r"^[IVXL]+\.\s")
_ARABIC = re.compile(r"^\d+\.\s")
_DEEPER = re.compile(r"^\d+(\.\d+)+\.?\s")
_HEADING_STYLE = re.compile(r"^heading ([123])$", re.IGNORECASE)
_ANNEX = re.compile(r"^PHỤ LỤC(\s+[IVXLC]+)?$")
_NOT_BODY = re.compile(r"^(Nguồn|Đơn vị tính|ĐVT|Ghi chú|Bảng|Hình|Biểu|Biểu đồ|Sơ đồ)\b", re.IGNORECASE)
_HEAD_LINES = 60  # the head of a document stands within its first paragraphs


@dataclass
class Parts:
    """The lines of each component; an index into `lines` where the next lines matter."""

    lines: Sequence[Line]
    national_name: int | None = None
    motto: int | None = None
    parent_agency: int | None = None
    agency: int | None = None
    number: int | None = None
    place_date: int | None = None
    kind: int | None = None
    abstract: list[int] = field(default_factory=list)
    addressee: list[int] = field(default_factory=list)
    bases: list[int] = field(default_factory=list)
    headings: list[tuple[int, int]] = field(default_factory=list)  # level, line
    body: list[int] = field(default_factory=list)
    recipients_label: int | None = None
    recipients: list[int] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    signer: int | None = None
    annexes: list[tuple[int, list[int]]] = field(default_factory=list)  # label, title lines


def _first(lines: Sequence[Line], start: int, stop: int, wording: str) -> int | None:
    for index in range(start, min(stop, len(lines))):
        if wording in lines[index].folded:
            return index
    return None


def _find_head(parts: Parts) -> None:
    lines = parts.lines
    parts.national_name = _first(lines, 0, _HEAD_LINES, "CỘNG HÒA XÃ HỘI")
    for index in range(min(_HEAD_LINES, len(lines))):
        text = lines[index].folded
        if parts.motto is None and "ĐỘC LẬP" in text and "HẠNH PHÚC" in text:
            parts.motto = index
        if parts.number is None and text.startswith("SỐ:"):
            parts.number = index
        if parts.place_date is None and _DATE.search(text) and not lines[index].listed:
            parts.place_date = index
        if parts.kind is None and text in KINDS:
            parts.kind = index
    _find_agency(parts)
    _find_abstract(parts)


def _find_agency(parts: Parts) -> None:
    """The agency is the last name above the number, in the cell beside the national name's."""
    if parts.national_name is None or parts.lines[parts.national_name].place is None:
        return
    nation = parts.lines[parts.national_name].place
    names = [
        index
        for index, line in enumerate(parts.lines)
        if line.text
        and line.place
        and nation
        and (line.place.table, line.place.row) == (nation.table, nation.row)
        and line.place.column < nation.column
        and not line.folded.startswith("SỐ:")
    ]
    if names:
        parts.agency = names[-1]
        parts.parent_agency = names[-2] if len(names) > 1 else None


def _find_abstract(parts: Parts) -> None:
    if parts.kind is None:
        return
    for index in range(parts.kind + 1, len(parts.lines)):
        line = parts.lines[index]
        bold = all(look.bold for text, look in line.runs if text.strip())
        if not line.text or line.place or not (line.look.align == "center" or bold):
            return
        if line.folded.startswith("KÍNH GỬI"):
            return
        parts.abstract.append(index)


def _find_foot(parts: Parts) -> None:
    lines = parts.lines
    labels = [index for index, line in enumerate(lines) if line.folded.startswith("NƠI NHẬN")]
    if not labels:
        return
    parts.recipients_label = label = labels[-1]
    place = lines[label].place
    for index in range(label + 1, len(lines)):
        line = lines[index]
        if line.place != place or (place is None and not line.text.startswith("-")):
            break
        if line.text and not line.text.startswith(CHECK_LABEL):
            parts.recipients.append(index)
    if place is None:
        return
    right = [
        index
        for index, line in enumerate(lines)
        if line.text and line.place and line.place.table == place.table and line.place.column > place.column
    ]
    if right:
        parts.signer = right[-1]
        parts.positions = right[:-1]


def _find_annexes(parts: Parts, end: int) -> None:
    lines = parts.lines
    for index in range(end, len(lines)):
        if lines[index].place is None and _ANNEX.match(lines[index].folded):
            title: list[int] = []
            for below in range(index + 1, len(lines)):
                line = lines[below]
                if not line.text or line.place or line.text.startswith("("):
                    break
                if line.look.align != "center" and title:
                    break
                title.append(below)
                if line.look.align != "center":
                    break
            parts.annexes.append((index, title))


def _heading_level(line: Line) -> int | None:
    """1 for "I. …", 2 for "1. …", 3 for "2.1. …"; prose that only begins with an Arabic number is none."""
    styled = _HEADING_STYLE.match(line.look.style)
    if line.place or (line.listed and not styled):
        return None
    if _ROMAN.match(line.text):
        return 1
    bold = bool(line.runs) and all(look.bold for text, look in line.runs if text.strip())
    if not (bold or styled):
        return None
    if _DEEPER.match(line.text):
        return 3
    if _ARABIC.match(line.text):
        return 2
    return int(styled[1]) if styled and line.listed else None


def _is_prose(parts: Parts, index: int) -> bool:
    line = parts.lines[index]
    if not line.text or line.place or line.look.align in ("center", "right") or line.picture:
        return False
    return not (_NOT_BODY.match(line.text) and len(line.text) < 200)


def _find_text(parts: Parts, start: int, end: int) -> None:
    index = start
    lines = parts.lines
    while index < end and (not lines[index].text or lines[index].folded.startswith("KÍNH GỬI")):
        if lines[index].text:
            parts.addressee.append(index)
            while index + 1 < end and lines[index + 1].text.startswith("-") and not lines[index + 1].listed:
                index += 1
                parts.addressee.append(index)
        index += 1
    bases = True
    for position in range(index, end):
        line = lines[position]
        level = _heading_level(line)
        if level:
            parts.headings.append((level, position))
            bases = False
        elif bases and line.text and _is_basis(line):
            parts.bases.append(position)
        elif line.text and _is_prose(parts, position):
            parts.body.append(position)
            bases = False


def _is_basis(line: Line) -> bool:
    """Căn cứ: one a line, each closed by ";", so that prose that begins with the word is not taken for one."""
    if line.text.endswith(";"):
        return line.folded.startswith(("CĂN CỨ", "THỰC HIỆN", "THEO "))
    return bool(line.runs) and line.text.endswith(".") and all(look.italic for _, look in line.runs)


def find_parts(reading: Reading) -> Parts:
    parts = Parts(reading.lines)
    _find_head(parts)
    _find_foot(parts)
    lines = reading.lines
    annex = next(
        (i for i, line in enumerate(lines) if not line.place and _ANNEX.match(line.folded)), len(lines)
    )
    end = annex if parts.recipients_label is None else min(annex, parts.recipients_label)
    known = [parts.national_name, parts.motto, parts.number, parts.place_date, parts.kind, *parts.abstract]
    start = max((index + 1 for index in known if index is not None), default=0)
    _find_text(parts, start, end)
    _find_annexes(parts, end)
    return parts
