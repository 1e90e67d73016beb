"""Which figures in running text are footnote marks: "kỳ1", "20194", "Đề án 9với", "(15)", "kỳ¹".

A text drawn out of a PDF has lost the raised setting that tells a mark from a number. What is left is how the
figure is glued to its neighbours, and that marks stand in the order of the footnotes they call. Each figure that
may be a mark gets a weight by its gluing; the marks are the chain of rising numbers with the greatest weight.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from congthuong.core.document.readers.drawing import MarkAt

RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED: Final = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
_DIGITS: Final = re.compile(r"\d+|[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_YEAR: Final = re.compile(r"((?:19|20)\d\d)([1-9]\d{0,2})")
# What a mark is followed by: no digit, no percent sign, no decimals, nothing that makes it part of a number or date.
_NUMBER_GOES_ON: Final = re.compile(r"%|[.,/]\d")
_CLOSING: Final = frozenset('%)]”"’»')
_POINTS: Final = frozenset(".,;:…!?")
_WEIGHT: Final = {
    "raised": 12,
    "square": 12,
    "glued": 10,
    "year": 9,
    "closed": 7,
    "leading": 7,
    "after": 6,
    "round": 4,
    "standing": 1,
}
_STRONG: Final = 9
_CAPITALS: Final = 5  # behind an abbreviation: "USD1", "kVA5"
# m2, km2, m3, CO2: the figure belongs to the word before it.
_POWER: Final = regex.compile(r"(?<!\p{L})(?:[kcdm]?m|CO|SO|NO|H|O|PM|dam|hm)$")
# Words that a number follows: "Điều 3", "tháng 6", "Bảng 2".
_COUNTING: Final = regex.compile(
    r"(?:điều|khoản|điểm|mục|phần|số|bảng|biểu|hình|phụ lục|chương|tháng|quý|năm|ngày|lần|thứ|tiêu chí|khóa|đợt|cấp"
    r"|loại|nhóm|hạng|tổ|khu vực|khóm|ấp|phường|quận|giai đoạn|mức|vùng|lớp|tuyến|kỳ|covid)[ \xa0]$",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure that may be a mark, and how much speaks for it."""

    mark: MarkAt
    number: int
    weight: int

    @property
    def strong(self) -> bool:
        """Whether nothing else is glued to a word or year like that."""
        return self.weight >= _STRONG or self.weight == _CAPITALS


def candidates(text: str) -> Iterator[Candidate]:
    """The figures of a text that may be marks, in order."""
    for match in _DIGITS.finditer(text):
        start, end = match.span()
        kind, start, end, digits = _kind(text, start, end, match[0])
        if not kind or digits[0] == "0" or len(digits) > 3:
            continue
        number = int(digits)
        weight = _weight(text, kind, start, number)
        if weight > 0:
            yield Candidate(MarkAt(start, end, digits), number, weight)


def raised_only(text: str, raised: Sequence[MarkAt]) -> list[Candidate]:
    """The figures known to be set raised, without powers of units (m2, m3)."""
    found = (
        Candidate(mark, int(mark.number), _weight(text, "raised", mark.start, int(mark.number)))
        for mark in raised
    )
    return [one for one in found if one.weight > 0]


def _kind(text: str, start: int, end: int, digits: str) -> tuple[str, int, int, str]:
    """How a run of digits is glued to its neighbours ("" when it is no mark), its place, its digits."""
    if digits[0] in _RAISED:
        return "raised", start, end, digits.translate(RAISED)
    before = text[start - 1] if start else " "
    after = text[end : end + 2]
    if _NUMBER_GOES_ON.match(after):
        return "", start, end, digits
    if len(digits) > 3:
        year = _YEAR.fullmatch(digits)
        return ("year", start + 4, end, year[2]) if year else ("", start, end, digits)
    if before.isalpha():
        return ("" if after[:1] in ("-", "–") and after[1:].isdigit() else "glued"), start, end, digits
    if before in "([":
        return _bracketed(text, start, end, digits)
    if before in _CLOSING:
        return "after" if after[:1].isspace() else "closed", start, end, digits
    if before in _POINTS and start > 1 and not text[start - 2].isdigit():
        return ("" if after.strip()[:1].isalpha() else "closed"), start, end, digits
    if before in " \xa0" and start > 1 and text[start - 2].isalpha():
        if after.isalpha() and len(after) == 2:
            return "leading", start, end, digits
        if after[:1] in (".", ",", ";", ":", ")", "\n", "\r", ""):
            return "standing", start, end, digits
    return "", start, end, digits


def _bracketed(text: str, start: int, end: int, digits: str) -> tuple[str, int, int, str]:
    """ "[15]" and "(15)": the round one only where no item of an enumeration begins."""
    bracket = text[start - 1]
    if text[end : end + 1] != ("]" if bracket == "[" else ")"):
        return "", start, end, digits
    if bracket == "[":
        return "square", start - 1, end + 1, digits
    before = text[max(0, start - 3) : start - 1].rstrip()
    after = text[end + 1 : end + 3].lstrip()
    opens = not before or before[-1] in ";:,." or after[:1].isupper() or after[:1].isdigit()
    return ("" if opens else "round"), start - 1, end + 1, digits


def _weight(text: str, kind: str, start: int, number: int) -> int:
    before = text[max(0, start - 12) : start]
    if kind in ("glued", "raised") and number in (2, 3) and _POWER.search(before):
        return 0
    if kind == "glued" and before[-1:].isupper():
        alone = len(before) < 2 or not before[-2].isalpha()
        return 1 if alone else _CAPITALS
    if kind in ("standing", "leading", "round") and _COUNTING.search(before):
        return 0
    if kind == "round" and before[-1:].isalpha():
        return _WEIGHT[kind] + 2
    return _WEIGHT[kind]


def chain(found: Iterable[Candidate], numbers: Sequence[int]) -> list[Candidate]:
    """The candidates with these numbers, in rising order, whose weights sum to the most.

    Among equals the earlier stands. Time: candidates times the logarithm of the numbers.
    """
    place = {number: i + 1 for i, number in enumerate(sorted(set(numbers)))}
    best = _Highest(len(place) + 1)
    for candidate in found:
        at = place.get(candidate.number)
        if at is not None:
            weight, before = best.below(at)
            best.put(at, (weight + candidate.weight, (candidate, before)))
    links = best.below(len(place) + 1)[1]
    picked: list[Candidate] = []
    while links is not None:
        picked.append(links[0])
        links = links[1]
    return picked[::-1]


Links = tuple[Candidate, "Links"] | None


class _Highest:
    """The heaviest chain that ends below a place (a Fenwick tree of maxima)."""

    def __init__(self, size: int) -> None:
        self._tree: list[tuple[int, Links]] = [(0, None)] * (size + 1)

    def below(self, place: int) -> tuple[int, Links]:
        best: tuple[int, Links] = (0, None)
        at = place - 1
        while at > 0:
            if self._tree[at][0] > best[0]:
                best = self._tree[at]
            at -= at & -at
        return best

    def put(self, place: int, chain: tuple[int, Links]) -> None:
        at = place
        while at < len(self._tree):
            if chain[0] > self._tree[at][0]:
                self._tree[at] = chain
            at += at & -at
