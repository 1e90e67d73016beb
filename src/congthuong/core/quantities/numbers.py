"""Numbers in cells and in words, the Vietnamese way: 19.125,44 (point between thousands, comma before
decimals); "chín", "hai mươi mốt", "một trăm linh năm".
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final

from congthuong.core.problems import Problem
from congthuong.core.quantities.dates import NotADate, read_date

LONGEST: Final = 27
"""Digits a figure may have; more is a slip of the keyboard, not a figure of a province."""


class NotANumber(Problem):
    code = "CT-111"
    text = "«{text}» không phải là số. Hãy viết số theo kiểu Việt Nam, ví dụ 19.125,44."


class EmptyNumber(NotANumber):
    code = "CT-112"
    text = "Ô số còn trống. Nếu chưa có số liệu, hãy bỏ cả dòng; nếu bằng không, hãy viết 0."


class DateAsNumber(NotANumber):
    code = "CT-113"
    text = "«{text}» là ngày tháng, không phải là số. Hãy định dạng ô là Văn bản rồi nhập lại con số."


class PointAsDecimal(NotANumber):
    code = "CT-114"
    text = "«{text}» dùng dấu chấm làm dấu thập phân: hãy viết {suggestion}."


class CommaAsThousands(NotANumber):
    code = "CT-115"
    text = "«{text}» dùng dấu phẩy ngăn hàng nghìn: hãy viết {suggestion}."


class NumberWithUnit(NotANumber):
    code = "CT-116"
    text = "«{text}» có chữ đi kèm: hãy để {number} ở ô số và «{rest}» ở cột đơn vị."


class NotNumberWords(Problem):
    code = "CT-117"
    text = "«{text}» không đọc được thành số."


_MINUS: Final = "[-−–]"
_VIETNAMESE: Final = re.compile(rf"{_MINUS}?(?:[1-9][0-9]{{0,2}}(?:\.[0-9]{{3}})+|[0-9]+)(?:,[0-9]+)?")
_POINT: Final = re.compile(rf"({_MINUS}?[0-9]+)\.([0-9]+)")
_ENGLISH: Final = re.compile(rf"({_MINUS}?[0-9]{{1,3}}(?:,[0-9]{{3}})+)(?:\.([0-9]+))?")
_WITH_UNIT: Final = re.compile(rf"({_MINUS}?[0-9][0-9.,]*)\s*(\D.*)", re.S)


def read_number(text: str) -> Decimal:
    """The number of a cell, strictly Vietnamese: "3994", "5.268", "19.125,44", "-2,89", "04", "0,80".

    A point stands only between groups of exactly three digits. Raises NotANumber or one of its kinds
    (EmptyNumber, DateAsNumber, PointAsDecimal, CommaAsThousands, NumberWithUnit).
    """
    stripped = unicodedata.normalize("NFC", text).strip()
    too_long = len(stripped) > LONGEST and sum(map(str.isdigit, stripped)) > LONGEST
    if too_long or not _VIETNAMESE.fullmatch(stripped):
        raise _complaint(text, stripped)
    return Decimal(_plain(stripped))


def read_decimals(text: str) -> int:
    """Digits after the comma, as printed: 2 for "0,80", 0 for "5.268"."""
    return len(text.strip().partition(",")[2])


def _plain(vietnamese: str) -> str:
    return vietnamese.translate(_TO_DECIMAL)


_TO_DECIMAL: Final = str.maketrans({"−": "-", "–": "-", ".": None, ",": "."})


def _complaint(text: str, stripped: str) -> NotANumber:
    if not stripped:
        return EmptyNumber(text=text)
    if _is_date(stripped):
        return DateAsNumber(text=text)
    if match := _POINT.fullmatch(stripped):
        return PointAsDecimal(text=text, suggestion=f"{match[1]},{match[2]}")
    if match := _ENGLISH.fullmatch(stripped):
        whole = match[1].replace(",", ".")
        return CommaAsThousands(text=text, suggestion=f"{whole},{match[2]}" if match[2] else whole)
    match = _WITH_UNIT.fullmatch(stripped)
    if match and _VIETNAMESE.fullmatch(match[1]) and re.match(r"[%‰]|[^\W\d_](?![-+\d])", match[2]):
        return NumberWithUnit(text=text, number=match[1], rest=match[2])
    return NotANumber(text=text)


def _is_date(stripped: str) -> bool:
    try:
        read_date(stripped.partition(" 00:00")[0])
    except NotADate:
        return False
    return True


DIGIT_WORDS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_READ_DIGITS: Final = {word: i for i, word in enumerate(DIGIT_WORDS)} | {
    "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "bẩy": 7,
}  # fmt: skip
_GROUPS: Final = ((10**9, ("tỷ", "tỉ")), (10**6, ("triệu",)), (10**3, ("nghìn", "ngàn")))


WORDS_BELOW: Final = 10**12


def number_to_words(number: int) -> str:
    """9 -> "chín"; 21 -> "hai mươi mốt"; 105 -> "một trăm linh năm". From 0 and below `WORDS_BELOW`.

    Raises ValueError for any other.
    """
    if not 0 <= number < WORDS_BELOW:
        raise ValueError(f"no words for {number}")
    if number == 0:
        return DIGIT_WORDS[0]
    words: list[str] = []
    for size, (name, *_) in (*_GROUPS, (1, ("",))):
        group, number = divmod(number, size)
        if group:
            words += [*_three_digits(group, leading=not words), name]
    return " ".join(filter(None, words))


def _three_digits(number: int, *, leading: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = [] if leading and not hundreds else [DIGIT_WORDS[hundreds], "trăm"]
    if tens == 1:
        words.append("mười")
    elif tens:
        words += [DIGIT_WORDS[tens], "mươi"]
    elif ones and words:
        words.append("linh")
    if ones:
        words.append(_ones_word(tens, ones))
    return words


def _ones_word(tens: int, ones: int) -> str:
    if tens and ones == 5:
        return "lăm"
    return "mốt" if tens >= 2 and ones == 1 else DIGIT_WORDS[ones]


def words_to_number(text: str) -> int:
    """ "Chín" -> 9; "hai mươi mốt" -> 21; "một trăm linh năm", "một trăm lẻ năm" -> 105.

    Raises NotNumberWords.
    """
    words = unicodedata.normalize("NFC", text).lower().split()
    total = 0
    for size, names in _GROUPS:
        cut = next((i for i, word in enumerate(words) if word in names), None)
        if cut is not None:
            total += size * _read_group(words[:cut], text)
            words = words[cut + 1 :]
            if not words:
                return total
    return total + _read_group(words, text)


def _read_group(words: list[str], text: str) -> int:
    """One group of at most three digits: [x trăm] [y mươi | mười | linh | lẻ] [z]."""
    total = 0
    rest = list(words)
    if len(rest) >= 2 and rest[1] == "trăm":
        total, rest = 100 * _digit(rest[0], text), rest[2:]
        if not rest:
            return total
        if rest[0] in ("linh", "lẻ"):
            return total + (_digit(rest[1], text) if len(rest) == 2 else _fail(text))
    if rest and rest[0] == "mười":
        total, rest = total + 10, rest[1:]
    elif len(rest) >= 2 and rest[1] in ("mươi", "chục"):
        total, rest = total + 10 * _digit(rest[0], text), rest[2:]
    elif len(rest) != 1:
        return _fail(text)
    if not rest:
        return total
    return total + _digit(rest[0], text) if len(rest) == 1 else _fail(text)


def _digit(word: str, text: str) -> int:
    return _READ_DIGITS[word] if word in _READ_DIGITS else _fail(text)


def _fail(text: str) -> int:
    raise NotNumberWords(text=text)
