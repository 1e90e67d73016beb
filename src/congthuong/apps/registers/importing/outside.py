"""Rows of a sheet that are no rows of a register: columns numbered under the heading, sections, totals, what stands below
a table for signatures. They are left out with a word, and a person may take them all the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from congthuong.apps.registers.importing.headings import Match
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.core.intake.cells import Sheet, Value
from congthuong.core.intake.heading_block import is_numbering
from congthuong.web.folding import fold

NUMBERING, TOTAL, BELOW = "dòng đánh số cột", "dòng tổng cộng", "phần ghi chú, chỗ ký dưới bảng"
SECTION = "dòng chia mục"
# With their marks: "Tổng công ty" is a company.
_TOTAL = re.compile(
    r"(tổng cộng|tổng số|tổng|cộng)(\s*[:.(\d].*|\s*|\s+(toàn|chung|cả|các|huyện|thị xã|thành phố|tp|tỉnh|xã|phường|thị trấn|mục|phần|nhóm|dồn)\b.*)"
)
_TOTAL_PLAIN = re.compile(r"(tong cong|tong so|tong|cong)\s*[:.]?")
_MARK = re.compile(r"^(?:[ivxlc]+|[a-z]|\d{1,3})\s*[.)]\s*", re.IGNORECASE)
_SECTION_MARK = re.compile(r"([IVXLC]+|[A-ZĐ])\s*[.)/-]?")
_SECTION = re.compile(r"([IVXLC]+|[A-ZĐ])\s*[.)/-]\s*\D.*")
_PLACE = re.compile(r"(huyện|thị xã|thành phố|tp\.?|tx\.?|xã|phường|thị trấn|tỉnh) .*", re.IGNORECASE)
_BELOW = re.compile(
    r"(nguoi (lap|ghi|tong hop|kiem)|lap bieu|lap bang|thu truong|(pho )?giam doc|(pho )?truong phong|ke toan|"
    r"(pho )?chu tich|kt\.|tl\.|tm\.|\(?\s*(da )?ky\b|noi nhan|(ghi chu|nguon|luu y)\s*:|"
    r".{0,40}\bngay [\d.…_ ]*thang [\d.…_ ]*nam\b)"
)


def rows_outside(kind: RegisterKind, sheet: Sheet, head: int, matches: Sequence[Match]) -> dict[int, str]:
    """The number of a row, from 1 -> why it is none of the register's."""
    found: dict[int, str] = {}
    if head + 1 < len(sheet.rows) and is_numbering(sheet.rows[head + 1]):
        found[head + 2] = NUMBERING
    must, meant = _must(kind, matches), [one.index for one in matches if one.target]
    below: list[int] = []
    for at in range(head + 1, len(sheet.rows)):
        cells = sheet.rows[at]
        texts = [one for one in map(_text, cells) if one]
        if not texts or at + 1 in found:
            continue
        if _is_total(texts):
            found[at + 1] = TOTAL
        elif _is_section(texts) and not _is_whole(cells, must, meant):
            found[at + 1] = SECTION
        elif _is_whole(cells, must, meant):
            found.update((one, BELOW) for one in below[:1])  # the table went on
            below = []
        elif below or any(_BELOW.match(fold(one)) for one in texts):
            below.append(at + 1)
    return found | {one: BELOW for one in below if one not in found}


def told(cells: Sequence[Value]) -> str:
    """A row as it stands in the file."""
    return " · ".join(one for one in map(_text, cells) if one)[:200]


def _must(kind: RegisterKind, matches: Sequence[Match]) -> list[int]:
    """The columns of the sheet in which every row says something, beside the one that names it."""
    required = {*kind.required(), kind.label}
    return [one.index for one in matches if one.target in required]


def _is_whole(cells: Sequence[Value], must: Sequence[int], meant: Sequence[int]) -> bool:
    """Whether a row says what every row must, and says it in many columns: a signature fills two of them."""
    filled = [at for at in meant if at < len(cells) and _text(cells[at])]
    many = len(must) > 1 or 2 * len(filled) >= len(meant)
    return bool(must) and many and all(at in filled for at in must)


def _is_total(texts: Sequence[str]) -> bool:
    first = _MARK.sub("", texts[0].lower())
    named = next((one for one in texts if not _number(one)), "").lower()
    return any(_TOTAL.fullmatch(one) or _TOTAL_PLAIN.fullmatch(one) for one in (first, _MARK.sub("", named)))


def _is_section(texts: Sequence[str]) -> bool:
    """ "I. Huyện Càng Long" over the rows of that district: a mark with a name and nothing but figures beside it, or a place
    alone."""
    marked = len(texts) > 1 and _SECTION_MARK.fullmatch(texts[0])
    name, beside = (texts[1], texts[2:]) if marked else (texts[0], texts[1:])
    if not beside and _PLACE.fullmatch(name):
        return True
    return bool(marked or _SECTION.fullmatch(name)) and not _number(name) and all(map(_number, beside))


def _number(text: str) -> bool:
    return not any(sign.isalpha() for sign in text)


def _text(cell: Value) -> str:
    return " ".join(unicodedata.normalize("NFC", str(cell)).split())
