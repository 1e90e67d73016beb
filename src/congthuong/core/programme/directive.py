"""What a directive says of itself at its head: number, day, kind, who issued it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import regex

from congthuong.core.quantities import NotADate, read_date

_NUMBER: Final = regex.compile(
    r"(?<![\p{L}])Số\s*:?\s*(?P<number>[0-9]{1,5}\s*[/-]\s*(?:[0-9]{4}\s*/\s*)?[\p{Lu}0-9Đ]{1,12}(?:\s*[-/]\s*[\p{Lu}\p{Ll}0-9]{1,12}){0,3})"
)
_DAY: Final = regex.compile(r"ngày\s+[0-9]{1,2}\s+tháng\s+[0-9]{1,2}\s+năm\s+[0-9]{4}", regex.I)
_KINDS: Final = (
    "CHỈ THỊ", "KẾ HOẠCH", "QUYẾT ĐỊNH", "NGHỊ QUYẾT", "KẾT LUẬN", "THÔNG BÁO", "CHƯƠNG TRÌNH", "CÔNG ĐIỆN", "HƯỚNG DẪN",
    "BÁO CÁO", "TỜ TRÌNH",
)  # fmt: skip
_SYMBOLS: Final = {
    "CT": "Chỉ thị", "KH": "Kế hoạch", "QĐ": "Quyết định", "NQ": "Nghị quyết", "KL": "Kết luận", "TB": "Thông báo",
    "CTr": "Chương trình", "CĐ": "Công điện", "HD": "Hướng dẫn", "BC": "Báo cáo", "TTr": "Tờ trình",
}  # fmt: skip
_HEAD: Final = 3000
"""Characters in which the head lies."""
_NATION: Final = ("CỘNG HÒA", "CỘNG HOÀ", "ĐỘC LẬP", "ĐẢNG CỘNG SẢN")


@dataclass(frozen=True, slots=True)
class Directive:
    """ "" and None where the head does not say."""

    number: str = ""
    kind: str = ""
    day: date | None = None
    issuer: str = ""
    abstract: str = ""


def read_directive(text: str) -> Directive:
    """Never raises; what cannot be read stays empty, for the person to fill in."""
    head = text[:_HEAD]
    numbered = _NUMBER.search(head)
    number = regex.sub(r"\s+", "", numbered["number"]) if numbered else ""
    lines = [" ".join(line.split()) for line in head.splitlines()]
    kind, at = _kind(lines)
    return Directive(
        number, kind or _kind_by_symbol(number), _day(head), _issuer(lines), _abstract(lines, at)
    )


def _kind(lines: list[str]) -> tuple[str, int]:
    for at, line in enumerate(lines):
        for kind in _KINDS:
            if line == kind:
                return kind.capitalize(), at
    return "", -1


def _kind_by_symbol(number: str) -> str:
    for part in regex.split(r"[/-]", number):
        if part in _SYMBOLS:
            return _SYMBOLS[part]
    return "Công văn" if number else ""


def _day(head: str) -> date | None:
    found = _DAY.search(head)
    try:
        return read_date(found[0]) if found else None
    except NotADate:
        return None


def _issuer(lines: list[str]) -> str:
    """The lines in capitals above the number: "ỦY BAN NHÂN DÂN" / "TỈNH TRÀ VINH"."""
    kept: list[str] = []
    for line in lines:
        if regex.match(r"Số\s*:?\s*[0-9]", line):
            break
        capital = len(line) > 3 and line == line.upper() and any(sign.isalpha() for sign in line)
        if capital and not line.startswith(_NATION) and line not in _KINDS:
            kept.append(line)
    return _titled(" ".join(kept[:3]))


def _titled(text: str) -> str:
    """ "ỦY BAN NHÂN DÂN TỈNH TRÀ VINH" -> "UBND tỉnh Trà Vinh"."""
    levels = {"tỉnh", "huyện", "thành", "phố", "xã", "thị", "phường"}
    text = regex.sub(r"ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN", "UBND", text)
    text = regex.sub(r"HỘI ĐỒNG NHÂN DÂN", "HĐND", text)
    words: list[str] = []
    for word in text.split():
        low = word.lower()
        words.append(
            word if word in ("UBND", "HĐND") else low if low in levels and words else low.capitalize()
        )
    return " ".join(words)


def _abstract(lines: list[str], at: int) -> str:
    if at < 0:
        return _regarding(lines)
    kept: list[str] = []
    for line in lines[at + 1 :]:
        if (not line and kept) or line.startswith(("Căn cứ", "Kính gửi", "Thực hiện", "-----", "____")):
            break
        if line and not regex.fullmatch(r"[-_*\s]+", line):
            kept.append(line)
    text = " ".join(kept)[:500]
    return text[:1].lower() + text[1:] if text.lower().startswith("về ") else text


def _regarding(lines: list[str]) -> str:
    """A letter names no kind; what it is about stands after "V/v", on one line or a few."""
    kept: list[str] = []
    for line in lines:
        begun = regex.match(r"V/v\s*:?\s*", line, regex.I)
        if kept and (not line or begun or line.startswith(("Kính gửi", "Căn cứ")) or _DAY.search(line)):
            break
        if begun or kept:
            kept.append(line[begun.end() :] if begun else line)
    return " ".join(kept)[:500].strip()
