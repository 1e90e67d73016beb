"""Marks and numbers that begin headings and list items, and how deep they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import regex

_CAPITAL: Final = r"\p{Lu}"
_MARKER: Final = regex.compile(
    rf"""
    (?P<bullet>[-–—+*•·●○▪■□◦‣▶►➢➤❖✓✔§]|[\uf0b7\uf0a7\uf0d8\uf0fc\uf02d]|o(?=\s+{_CAPITAL}))(?:(?=\s)|(?=[{{(“"\p{{L}}]))
    |\((?P<bracketed>\d{{1,2}}|[a-zđ]|[ivx]{{1,4}})\)(?=[\s\p{{L}}“"])
    |(?P<decimals>\d{{1,2}}(?:\.\d{{1,2}}){{1,4}})(?:\.(?!\d)|\.?(?=\s+{_CAPITAL}))
    |(?P<decimal>\d{{1,2}})\.(?=\s|\p{{L}})
    |(?P<half>\d{{1,2}})\)(?=\s|\p{{L}})
    |(?P<roman>[IVXL]{{1,6}})(?:\.(?=\s|\p{{L}})|\s?[-/:]\s(?={_CAPITAL}))
    |(?P<letter>[a-zđ])[.)](?=\s|\p{{Lu}})
    |(?P<capital>[A-ZĐ])[.)](?=\s)
    |(?P<part>(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục)\s+(?:(?i:thứ)\s+\p{{L}}+|[IVXL]+|\d{{1,2}}))(?:[.:]|\s*$|(?=\s))
    """,
    regex.VERBOSE,
)
_PARTS: Final = ("part", "capital", "roman", "decimals", "decimal", "half", "letter", "bracketed", "bullet")
_PERIODS: Final = regex.compile(
    r"\b(?:19|20)\d\d\b|\d+\s*(?:tháng|năm|quý)\b|\b(?:tháng|quý|năm|số|đợt|khóa|kỳ|giai đoạn|lần thứ|thứ)\s+[\dIVX]+(?:/\d+)*"
    r"|\b\d{1,2}/\d{1,2}(?:/\d{4})?|(?<=\p{L}-)\d+",
    regex.IGNORECASE,
)
_FIGURE: Final = regex.compile(r"\d")
_SENTENCE: Final = regex.compile(r"[.;!?]\s+\p{Lu}")
_LONGEST_HEADING: Final = 200


@dataclass(frozen=True, slots=True)
class Marker:
    """A mark as printed ("2.1.", "-", "(1)"), where the words after it begin, and its style."""

    printed: str
    body: int
    style: str

    @property
    def listing(self) -> bool:
        """Whether only lists are marked so."""
        return self.style == "bracketed" or self.style.startswith("bullet")


def marker_of(text: str) -> Marker | None:
    """The mark that a line or piece begins with, if it begins with one."""
    match = _MARKER.match(text)
    if match is None:
        return None
    name = next(part for part in _PARTS if match[part] is not None)
    printed = match[0].rstrip()
    body = match.end()
    while body < len(text) and text[body].isspace():
        body += 1
    if body >= len(text) and name == "bullet":
        return None
    style = f"bullet {printed}" if name == "bullet" else name
    if name == "decimals":
        style = f"decimal{match[name].count('.') + 1}"
    return Marker(printed, body, style)


def all_capitals(text: str) -> bool:
    """Whether the text is set in capitals: at least four letters, none small but of one word in ten."""
    upper = sum(map(str.isupper, text))
    lower = sum(map(str.islower, text))
    return upper >= 4 and lower * 10 <= upper


def reads_as_heading(text: str, marker: Marker) -> bool:
    """Whether a numbered line names what follows instead of saying it: short, no sentence's end, no figure."""
    if marker.listing:
        return False
    if marker.style == "part":
        return len(text) <= _LONGEST_HEADING
    words = text[marker.body :]
    if not words or len(words) > _LONGEST_HEADING:
        return False
    if all_capitals(words):
        return True
    if words[0].islower() or (words[-1] in ".;,!?" and marker.style != "roman"):
        return False
    return not (_SENTENCE.search(words) or _FIGURE.search(_PERIODS.sub("", words)))


class Outline:
    """How deep headings and list items stand, told by the styles of their marks in the order met."""

    def __init__(self) -> None:
        self._headings: list[str] = []
        self._items: list[str] = []

    def heading(self, style: str) -> int:
        self._items.clear()
        if style in ("capitals", "part"):
            self._headings.clear()
        if style.startswith("decimal") and style != "decimal":
            return self._numbered(style)
        return _deepen(self._headings, style)

    def _numbered(self, style: str) -> int:
        """2.1.1 stands one below 2.1, wherever 2 stands."""
        depth = int(style.removeprefix("decimal"))
        for above in range(depth - 1, 0, -1):
            name = "decimal" if above == 1 else f"decimal{above}"
            if name in self._headings:
                del self._headings[self._headings.index(name) + 1 :]
                break
        return _deepen(self._headings, style)

    def item(self, style: str) -> int:
        return _deepen(self._items, style)

    def paragraph(self) -> None:
        """A paragraph without a mark ends the lists above it."""
        self._items.clear()


def _deepen(styles: list[str], style: str) -> int:
    if style in styles:
        del styles[styles.index(style) + 1 :]
    else:
        styles.append(style)
    return len(styles)
