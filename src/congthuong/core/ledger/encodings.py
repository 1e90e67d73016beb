"""Bytes -> Unicode text in NFC; letters that are no Unicode any more are named with their row and what to do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from congthuong.core.ledger.old_fonts import has_tcvn3_signs, looks_like_tcvn3
from congthuong.core.problems import Problem

Cells = list[str | Decimal | date]
Lines = list[tuple[int, Cells]]
"""The lines of a table that hold anything, each with its number as the person sees it; the first is the heading."""


class WrongEncoding(Problem):
    code = "CT-203"
    text = (
        "Tệp {file}, dòng {row}: chữ không phải mã Unicode UTF-8{guess}. "
        "Hãy mở bằng Excel, chọn Lưu thành «CSV UTF-8» (hoặc .xlsx) rồi gửi lại."
    )


class OldFont(WrongEncoding):
    code = "CT-224"
    text = (
        "Tệp {file}, dòng {row}{column}: «{content}» là chữ gõ bằng phông TCVN3 (.VnTime), không phải Unicode{more}. "
        "Hãy đổi sang Unicode bằng công cụ chuyển mã của bộ gõ, lưu lại rồi gửi lại."
    )


class LostLetters(WrongEncoding):
    code = "CT-227"
    text = (
        "Tệp {file}, dòng {row}{column}: «{content}» đã mất dấu, mỗi chữ có dấu thành «?»{more}. Dấu đã mất không lấy lại "
        "được từ tệp này: hãy mở tệp gốc, chọn Lưu thành «CSV UTF-8» (hoặc .xlsx) rồi gửi lại."
    )


def decode(name: str, data: bytes) -> str:
    """UTF-8 text in NFC, or WrongEncoding naming the first bad row and the likely legacy encoding."""
    text = unicode_text(name, data)
    bad = [(row, line) for row, line in enumerate(text.split("\n"), start=1) if looks_like_tcvn3(line)]
    if bad:
        more = f" (và {len(bad) - 1} dòng khác)" if len(bad) > 1 else ""
        raise OldFont(file=name, row=bad[0][0], column="", content=bad[0][1].strip()[:40], more=more)
    return text


def unicode_text(name: str, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise WrongEncoding(file=name, row=row, guess=_guess(data)) from None
    bad = text.find("\ufffd")
    if bad >= 0:
        raise WrongEncoding(file=name, row=text.count("\n", 0, bad) + 1, guess=" (đã mất dấu khi lưu)")
    return unicodedata.normalize("NFC", text)


# A tone after the vowel that bears it: how Windows-1258 writes most of its letters.
_TONES_OF_1258 = re.compile("[aăâeêioôơuưy][\u0300\u0301\u0303\u0309\u0323]", re.IGNORECASE)


def _guess(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:2000]:
        return ", có vẻ là UTF-16 («Unicode Text» của Excel)"
    beginning = data[:200_000].decode("latin-1")
    has_tones = _TONES_OF_1258.search(data[:200_000].decode("cp1258", "replace")) is not None
    if has_tones and not has_tcvn3_signs(beginning):
        return ", có vẻ là Windows-1258"
    if any(looks_like_tcvn3(line) for line in beginning.split("\n")):
        return ", có vẻ là phông TCVN3 (.VnTime)"
    return ", có vẻ là Windows-1258"


def refuse_old_fonts(name: str, lines: Lines) -> None:
    """Names the first cell typed with such a font, and how many more there are. Raises OldFont."""
    if bad := list(_cells(lines, looks_like_tcvn3)):
        raise OldFont(**_first(name, lines, bad))


def refuse_lost_letters(name: str, lines: Lines) -> None:
    """The same for cells whose letters were saved as question marks: several, since one may be what it is.

    Raises LostLetters.
    """
    bad = list(_cells(lines, lambda text: _LOST.search(text) is not None and "://" not in text))
    if len(bad) >= _SEVERAL:
        raise LostLetters(**_first(name, lines, bad))


_LOST = re.compile(r"[^\W\d_]\?[^\W\d_]")
_SEVERAL = 3


def _cells(lines: Lines, is_bad: Callable[[str], bool]) -> Iterator[tuple[int, int, str]]:
    for number, cells in lines:
        for place, cell in enumerate(cells):
            if isinstance(cell, str) and is_bad(cell):
                yield number, place, cell


def _first(name: str, lines: Lines, bad: list[tuple[int, int, str]]) -> dict[str, object]:
    number, place, cell = bad[0]
    first, header = lines[0]
    heading = str(header[place]).strip() if place < len(header) and number != first else ""
    return {
        "file": name,
        "row": number,
        "column": f", cột «{heading}»" if heading else "",
        "content": cell[:40],
        "more": f" (và {len(bad) - 1} ô khác)" if len(bad) > 1 else "",
    }
