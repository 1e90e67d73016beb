"""What each paragraph of a report is: title, heading, item, caption, signature, told by marks and place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import regex

from congthuong.core.document.readers.markers import (
    Marker,
    Outline,
    all_capitals,
    marker_of,
    reads_as_heading,
)
from congthuong.core.document.reading import Piece

_CAPTION: Final = regex.compile(
    r"(?:Bảng|Biểu(?:\s+đồ|\s+số)?|Hình|Sơ đồ|Đồ thị|Phụ lục|Phụ biểu|BẢNG|BIỂU(?:\s+ĐỒ|\s+SỐ)?|HÌNH|PHỤ LỤC)"
    r"\s*(?:số\s*)?[\dIVX]+(?:[.\-]\d+)*\s*(?:[.:–-]|$|\s\p{Lu})|\(?(?:Đơn vị tính|Đơn vị|ĐVT|ĐƠN VỊ TÍNH)\s*:.{1,60}$"
)
_SIGNING: Final = regex.compile(
    r"(?i:nơi nhận)\s*:?|(?:TM|KT|TL|TUQ|Q)\.\s*\p{Lu}|(?:PHÓ\s+)?(?:GIÁM ĐỐC|CHỦ TỊCH|CỤC TRƯỞNG|CHI CỤC TRƯỞNG"
    r"|TỔNG CỤC TRƯỞNG|VỤ TRƯỞNG|CHÁNH VĂN PHÒNG|TRƯỞNG PHÒNG|BỘ TRƯỞNG|THỨ TRƯỞNG|TỔNG GIÁM ĐỐC)\b[^.]{0,40}$|NGƯỜI LẬP BIỂU"
)
_ANNEX: Final = regex.compile(r"(?:PHỤ LỤC|PHỤ BIỂU|BIỂU SỐ|BIỂU\s+\d|Phụ lục|Biểu số)")
_STATE: Final = regex.compile(r"(?i:cộng h(?:òa|oà) xã hội chủ nghĩa|độc lập\s*[-–]\s*tự do)")
_LONGEST_TITLE: Final = 160
_TITLE_LINES: Final = 16
_HEADING_WORDS: Final = 150


def shaped(pieces: Sequence[Piece]) -> list[Piece]:
    """The paragraphs among the pieces with their kind, mark and level; others stay as they are."""
    title = _title_end(pieces)
    signing = _signature(pieces)
    outline = Outline()
    found: list[Piece] = []
    for i, piece in enumerate(pieces):
        if i in signing and piece.kind in ("paragraph", "item"):
            found.append(_marked(piece, "signature"))
        elif piece.kind != "paragraph":
            if piece.kind == "heading":
                outline.heading(f"outline {piece.level}")
            found.append(piece)
        elif i < title:
            found.append(replace(piece, kind="title"))
        else:
            shape = _shape(piece, outline)
            heads = i + 1 < len(pieces) and pieces[i + 1].kind == "cell" and shape.kind == "paragraph"
            found.append(replace(shape, kind="caption") if heads and _names_table(shape.text) else shape)
    return found


def _names_table(text: str) -> bool:
    """Whether words above a table are its name."""
    return len(text) <= _LONGEST_TITLE and text[-1] not in ".;:,!?"


def _marked(piece: Piece, kind: str) -> Piece:
    marker = marker_of(piece.text)
    piece = replace(piece, kind=kind, level=0)  # type: ignore[arg-type]
    return replace(piece, marker=marker.printed, body=marker.body) if marker else piece


def _shape(piece: Piece, outline: Outline) -> Piece:
    text = piece.text
    marker = Marker(piece.marker, piece.body, "numbered") if piece.marker else None
    marker = marker_of(text) or marker
    if _CAPTION.match(text) and len(text) <= _LONGEST_TITLE:
        return replace(piece, kind="caption")
    if marker is None:
        if all_capitals(text) and len(text) <= _HEADING_WORDS and len(text.split()) >= 2:
            return replace(piece, kind="heading", level=outline.heading("capitals"))
        outline.paragraph()
        return piece
    if reads_as_heading(text, marker):
        level = outline.heading(marker.style)
        return replace(piece, kind="heading", level=level, marker=marker.printed, body=marker.body)
    level = outline.item(marker.style)
    return replace(piece, kind="item", level=level, marker=marker.printed, body=marker.body)


def _title_end(pieces: Sequence[Piece]) -> int:
    """How many pieces at the beginning are letterhead and title: lines without a sentence, one in capitals."""
    end = 0
    capitals = False
    for piece in pieces[:_TITLE_LINES]:
        text = piece.text
        marker = marker_of(text)
        if piece.kind == "title":
            end += 1
            continue
        if piece.kind != "paragraph" or len(text) > _LONGEST_TITLE or (marker and not marker.listing):
            break
        if text[-1] in ".;:?!" or _CAPTION.match(text) or "%" in text or (marker and marker.listing):
            break
        capitals = capitals or all_capitals(text)
        end += 1
    return end if capitals else 0


def _signature(pieces: Sequence[Piece]) -> range:
    """The pieces from "Nơi nhận" or the signer's office to the end, or to an annex."""
    told = [i for i, piece in enumerate(pieces) if piece.kind not in ("cell", "note")]
    for i in told[len(told) // 3 :]:
        piece = pieces[i]
        if piece.kind == "paragraph" and _SIGNING.match(piece.text) and len(piece.text) < _LONGEST_TITLE:
            end = i + 1
            while end < len(pieces) and not _ends_signature(pieces[end]):
                end += 1
            return range(i, end)
    return range(0)


def _ends_signature(piece: Piece) -> bool:
    return piece.kind in ("cell", "heading") or bool(_ANNEX.match(piece.text))


def is_letterhead(texts: Sequence[str], rows: int) -> bool:
    """Whether a table only sets letterhead or signatures side by side."""
    if rows > 6 or len(texts) > 18:
        return False
    return any(_STATE.search(text) or _SIGNING.match(text) for text in texts)
