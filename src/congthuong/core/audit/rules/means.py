"""Which numbers are averages, of what and per what: "22,6 con/hộ", "bình quân mỗi tháng 12 vụ", "12,4 bác sĩ/1 vạn dân"."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import regex

from congthuong.core.audit.model import Claim
from congthuong.core.audit.phrases import MEAN
from congthuong.core.audit.rules.operands import Row
from congthuong.core.quantities import Unit
from congthuong.core.quantities.units import fold

SPREAD: Final = regex.compile(r"(?i)bình quân|trung bình|(?<!\p{L})mỗi(?!\p{L})|(?<!\p{L})một tháng(?!\p{L})")
"""Words without which a piece spreads nothing over things or time."""
_SLASH: Final = regex.compile(
    r"(?i)\s*(?P<top>\p{L}+(?:\s\p{L}+){0,3})?\s*/\s*(?P<scale>(?:[0-9][0-9.]*|một)(?:\s*(?:vạn|nghìn|ngàn|triệu))?|vạn)?\s*"
    r"(?P<per>\p{L}[\p{L}0-9²]*(?:\s\p{L}+){0,2})"
)
_EACH_BEFORE: Final = regex.compile(
    r"(?i)(?:bình quân|trung bình)\s+(?:chung\s+)?(?:cho\s+|của\s+)?(?:(?:mỗi|một|0?1|từng|hàng)\s+(?P<per>\p{L}+(?:\s\p{L}+){0,3})|(?P<time>ngày|tuần|tháng|quý)(?!\p{L}))"
)
# "mỗi gian bán được bình quân 150 triệu đồng", "mỗi lớp 73 người"
_EACH_JUST_BEFORE: Final = regex.compile(
    r"(?i)(?<!\p{L})mỗi\s+(?P<per>\p{L}+(?:\s\p{L}+){0,6}?)(?P<mean>\s+(?:bình quân|trung bình))?(?:\s+(?:là|đạt|được|khoảng|có))?\s*\Z"
)
_EACH_AFTER: Final = regex.compile(
    r"(?i)\s*(?:cho\s+|trên\s+)?(?:mỗi|một|0?1)\s+(?P<per>\p{L}+(?:\s\p{L}+){0,2})"
)
_PER_HEAD: Final = regex.compile(r"(?i)(?:bình quân|trung bình)\s+(?:theo\s+)?đầu người")
_AVERAGED: Final = frozenset({"average", "level", "count", "base", "after", "plan", "difference"})
_WORDS_OF_SCALE: Final = {"vạn": 10_000, "nghìn": 1_000, "ngàn": 1_000, "triệu": 1_000_000}
TIMES: Final = {"ngày": 1, "tuần": 7, "tháng": 30, "quý": 90, "năm": 365}
NO_TOTAL: Final = frozenset({"%", "‰", "lần", "điểm", "điểm phần trăm"})


@dataclass(frozen=True, slots=True)
class Average:
    """A claim that is an average: of `top` (a unit, or a noun) per `scale` × `per`; `said` by its own words."""

    claim: Claim
    top: Unit
    noun: str
    per: str
    scale: Decimal
    said: bool


def read_average(row: Row, claim: Claim, mean: bool) -> Average | None:
    """What a claim is an average of and per what; None when it is none."""
    if (
        claim.role not in _AVERAGED
        or claim.unit.base in NO_TOTAL
        or row.text.piece_of(claim).cell is not None
    ):
        return None
    words = row.text.piece_of(claim).text
    said = mean and bool(MEAN.search(claim.lead))
    if claim.role == "difference" and not said:
        return None
    if "/" in claim.unit.base:
        base, per = claim.unit.base.split("/", 1)
        return (
            _average(claim, Unit(base, claim.unit.exponent), base, per, "", said) if "/" not in per else None
        )
    match = _SLASH.match(words, claim.end, min(len(words), claim.end + 60))
    if match and not (match["top"] and claim.unit.base and claim.role != "average"):
        noun = match["top"] or claim.unit.base
        return _average(claim, claim.unit, noun, match["per"], match["scale"] or "", said) if noun else None
    return _by_words(row, claim, words) if mean else None


def _by_words(row: Row, claim: Claim, words: str) -> Average | None:
    """ "bình quân mỗi tháng 12 vụ", "bình quân 2,6 tỷ đồng một dự án", "bình quân đầu người"."""
    noun = claim.unit.base or fold(claim.tail)
    if not noun or (fold(claim.unit.base) in TIMES and claim.role != "difference"):
        return None
    after = _EACH_AFTER.match(words, claim.end, min(len(words), claim.end + 40))
    if after and MEAN.search(claim.lead):
        return _average(claim, claim.unit, noun, after["per"], "", True)
    before = row.before(claim)
    found = list(_EACH_BEFORE.finditer(before))
    if found:
        return _average(claim, claim.unit, noun, found[-1]["per"] or found[-1]["time"], "", True)
    each = _EACH_JUST_BEFORE.search(before)
    if each:
        return _average(claim, claim.unit, noun, each["per"], "", bool(each["mean"]))
    if after and fold(after["per"].split()[0]) in TIMES:
        return _average(claim, claim.unit, noun, after["per"], "", False)
    return _average(claim, claim.unit, noun, "đầu người", "", True) if _PER_HEAD.search(before) else None


def _average(claim: Claim, top: Unit, noun: str, per: str, scale: str, said: bool) -> Average:
    return Average(claim, top, fold(noun), fold(per), _scale(fold(scale)), said)


def _scale(words: str) -> Decimal:
    """1, or the thousands of "1 vạn dân", "10.000 dân"."""
    number = regex.match(r"[0-9][0-9.]*", words)
    scale = Decimal(number[0].replace(".", "")) if number else Decimal(1)
    return scale * next((Decimal(by) for word, by in _WORDS_OF_SCALE.items() if word in words), Decimal(1))
