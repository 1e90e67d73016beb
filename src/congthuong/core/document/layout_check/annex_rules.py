"""Annexes and the words that lead to them: each is named by the text, and what the text names is there.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục III.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from congthuong.core.document.layout_check.parts import Parts
from congthuong.core.document.layout_check.reading import Reading, fold
from congthuong.core.document.layout_check.violation import LayoutViolation, violation

_CELL = "mục III.1"
_ORDINAL = r"(?:[IVX]+|[0-9]{1,2})(?![\w./])"
_NAMED = re.compile(rf"PHỤ LỤC(?: SỐ)?(?P<numbers>(?:(?: |, ?| VÀ | ?[-–] ?| ĐẾN ){_ORDINAL})*)")
_ENCLOSED = re.compile(r"\s*\(?(?:ĐÍNH )?KÈM")
_NUMBER = re.compile(_ORDINAL)
_RANGE = re.compile(r"[-–]|ĐẾN")
# "Phụ lục I Nghị định 30/2020/NĐ-CP" is an annex of that document; "kèm theo Quyết định này" is our own.
_OF_ANOTHER = re.compile(
    r"[ ,(]*(?:(?:MỤC|PHẦN|ĐIỂM|MẪU) \S+[ ,]+)?(?:(?:CỦA|THUỘC|TẠI|BAN HÀNH|ĐÍNH|KÈM|THEO|CÙNG) )*"
    r"(?:LUẬT|NGHỊ ĐỊNH|NGHỊ QUYẾT|THÔNG TƯ|QUYẾT ĐỊNH|CHỈ THỊ|CÔNG VĂN|KẾ HOẠCH|TỜ TRÌNH|HƯỚNG DẪN)\b"
    r"(?! NÀY)"
)
_LABEL = re.compile(rf"PHỤ LỤC(?: SỐ)? (?P<number>{_ORDINAL})")
LONGEST_LABEL = 120  # signs; some put the number and the name of an annex in one line
EVERY = 0
"""Stands for "các phụ lục kèm theo", which names them all."""


def check_annexes_named(reading: Reading, parts: Parts) -> Iterator[LayoutViolation]:
    named = _named(reading, parts)
    labels = [parts.lines[label] for label, _ in parts.annexes]
    for line in labels:
        number = _value(line.folded.removeprefix("PHỤ LỤC").strip())
        if EVERY not in named and number not in named and (number or not named):
            expected = f"một câu trong văn bản dẫn tới «{line.text}»"
            yield violation("dan-phu-luc", "thieu", "Lời dẫn tới phụ lục", _CELL, "", expected, line.text)
    if any(line.folded == "PHỤ LỤC" for line in labels):
        return  # which of them is missing cannot be told while one has no number
    there = _labelled(parts)
    for number, where in named.items():
        if number and number not in there:
            name = f"Phụ lục {_written(where, number)}"
            expected = f"{name} mà văn bản đã dẫn; thêm phụ lục ấy hoặc sửa lời dẫn"
            yield violation("phu-luc", "thieu", "Phụ lục", _CELL, "", expected, where)
    if EVERY in named and not labels and not there:
        expected = "phụ lục mà văn bản ghi là kèm theo; thêm phụ lục hoặc bỏ lời dẫn"
        yield violation("phu-luc", "thieu", "Phụ lục", _CELL, "", expected, named[EVERY])


def _named(reading: Reading, parts: Parts) -> dict[int, str]:
    """The annexes that the text before them names, each with the first words that do."""
    end = parts.annexes[0][0] if parts.annexes else len(parts.lines)
    texts = [line.text for line in (*parts.lines[:end], *reading.notes)]
    named: dict[int, str] = {}
    for text in texts:
        folded = fold(text)
        for found in _NAMED.finditer(folded):
            if _OF_ANOTHER.match(folded, found.end()):
                continue
            if found["numbers"]:
                for number in _numbers(found["numbers"]):
                    named.setdefault(number, text)
            elif _ENCLOSED.match(folded, found.end()):
                named.setdefault(EVERY, text)
    return named


def _numbers(written: str) -> list[int]:
    """ "I, II và IV" is 1, 2, 4; "I - III" is 1, 2, 3."""
    values = [_value(one) for one in _NUMBER.findall(written)]
    if len(values) == 2 and _RANGE.search(written) and values[0] < values[1]:
        return list(range(values[0], values[1] + 1))
    return values


def _labelled(parts: Parts) -> set[int]:
    """Every number that a line begins with as an annex, however it is written or set: what is there is not missed."""
    short = (line.folded for line in parts.lines if len(line.text) <= LONGEST_LABEL)
    return {_value(found["number"]) for text in short if (found := _LABEL.match(text))}


def _written(where: str, number: int) -> str:
    return next((one for one in _NUMBER.findall(fold(where)) if _value(one) == number), str(number))


def _value(number: str) -> int:
    """Of a Roman or Arabic number; 0 where there is none."""
    if not number or number.isdigit():
        return int(number or 0)
    units = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}.get(sign, 0) for sign in number]
    following = [*units[1:], 0]
    return sum(-one if one < after else one for one, after in zip(units, following, strict=True))
