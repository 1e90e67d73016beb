"""How an audit is spoken of, in every form the same: severities, places, the count of what was understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from congthuong.core.audit.model import Severity

SEVERITIES: tuple[Severity, ...] = ("contradiction", "suspicious", "rounding", "drafting")
"""In the order in which a reader should look at them."""

NAMES: dict[Severity, str] = {
    "contradiction": "mâu thuẫn",
    "suspicious": "đáng ngờ",
    "rounding": "lệch làm tròn",
    "drafting": "soạn thảo",
}

SIGNS: dict[Severity, str] = {"contradiction": "✗", "suspicious": "?", "rounding": "≈", "drafting": "✎"}
"""Beside every colour, for readers and printers that know no colours."""

MEANINGS: dict[Severity, str] = {
    "contradiction": "các số không thể cùng đúng",
    "suspicious": "có thể đúng nhưng hiếm gặp, nên xem lại",
    "rounding": "lệch ở chữ số cuối",
    "drafting": "đánh số, chú thích, lặp lại",
}

_NO_LINES = frozenset({"docx", "doc", "html", "pdf"})
CALM = "Không thấy số liệu nào mâu thuẫn."


def counted(claims: int, confirmed: int, severities: Iterable[Severity]) -> str:
    """ "163 số liệu · 147 được đối chứng · 2 mâu thuẫn"."""
    found = Counter(severities)
    parts = [f"{number(claims)} số liệu", f"{number(confirmed)} được đối chứng"]
    parts += [f"{number(found[one])} {NAMES[one]}" for one in SEVERITIES if found[one]]
    return " · ".join(parts if found else [*parts, "không có điểm nào phải xem"])


def number(value: int) -> str:
    """12.345, without loading locale data: counts are never negative."""
    return f"{value:,}".replace(",", ".")


def placed(kind: str, page: int | None, line: int) -> str:
    """ "trang 3, dòng 120"; "" where a person sees neither pages nor lines that we know (Word files, web pages)."""
    parts = [] if page is None else [f"trang {number(page)}"]
    if kind not in _NO_LINES:
        parts.append(f"dòng {number(line)}")
    return ", ".join(parts)
