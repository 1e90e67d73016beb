"""A text as lines with what position tells of them, whatever format drew them.

Readers of files without paragraphs (plain text, PDF) make `Line`s; `notes`, `columns` and `flow` turn them into
pieces. Distances are in characters for plain text and in points for PDF: only their proportions are used.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import regex

# What officials' programs draw for an empty footnote rule: a long run of blanks, or of line signs.
_RULE: Final = regex.compile(r"[ \t\xa0]{20,}|[ \t\xa0]*[_\-–—─━=*.]{5,}[ \t\xa0]*")
_LINE: Final = regex.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
# All that Python's own `split` takes for a blank, the old separators among them: a line of those alone holds nothing.
_BLANKS: Final = " \t\xa0\u1680\u202f\u205f\u3000\x1c\x1d\x1e\x1f\u200b\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_PAGE_NUMBER: Final = regex.compile(
    r"(?:[-–—]\s*)?(?P<number>\d{1,4})(?:\s*[-–—])?|(?i:trang|page)\s+(?P<number>\d{1,4})(?:\s*/\s*\d{1,4})?"
    r"|(?P<number>\d{1,4})\s*/\s*\d{1,4}"
)
_DIGITS: Final = regex.compile(r"\d+")
_FURNITURE_PAGES: Final = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: characters `start` to `end` of the text, without the blanks around it.

    `gap` counts the lines left empty above it; `page` counts from 0, and `breaks` says that a page begins here.
    `ruled` says that a footnote's rule stands above. `left` and `right` are its edges. `trailing` counts blanks
    after it. `alone` keeps it from being joined with its neighbours (a column of a letterhead). `size` is the
    size of its letters in points, 0 where unknown. `opens` begins a piece whatever stands above (a table).
    """

    start: int
    end: int
    text: str
    gap: int = 0
    page: int = 0
    breaks: bool = False
    ruled: bool = False
    left: float = 0
    right: float = 0
    trailing: int = 0
    alone: bool = False
    size: float = 0
    opens: bool = False


def lines_of(text: str) -> list[Line]:
    """The lines of a plain text that hold anything, rules and page breaks noted on the line after them."""
    found: list[Line] = []
    page, seen, ruled, end = 0, 0, False, 0
    newlines = 0
    for match in _LINE.finditer(text):
        start = match.start()
        between = text[end:start]
        end = match.end()
        seen += between.count("\f")
        newlines += between.count("\n") or between.count("\r") or (1 if between else 0)
        raw = match[0]
        words = raw.strip(_BLANKS)
        if not words or (len(words) >= 5 and _RULE.fullmatch(raw)):
            ruled = ruled or bool(_RULE.fullmatch(raw))
            continue
        left = raw.find(words[0])
        found.append(
            Line(
                start=start + left,
                end=start + left + len(words),
                text=words,
                gap=max(0, newlines - 1),
                page=seen,
                breaks=seen > page,
                ruled=ruled,
                left=_width(raw[:left]),
                right=_width(raw[:left]) + len(words),
                trailing=len(raw) - left - len(words),
            )
        )
        page, ruled, newlines = seen, False, 0
    return found


def _width(blanks: str) -> int:
    return len(blanks.expandtabs(8))


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines without page numbers and the words that stand at the edge of page after page."""
    if not lines or lines[-1].page == 0:
        return list(_without_lone_numbers(lines))
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    running = _running(list(by_page.values()))
    kept: list[Line] = []
    for page in by_page.values():
        kept += _page_without(page, running)
    return kept


def _page_without(page: Sequence[Line], running: frozenset[str]) -> list[Line]:
    first, last = 0, len(page)
    while first < last and _is_edge(page[first], running):
        first += 1
    while last > first and _is_edge(page[last - 1], running):
        last -= 1
    kept = list(page[first:last])
    if kept and first and page[0].breaks:
        kept[0] = replace(kept[0], breaks=True)
    return kept


def _is_edge(line: Line, running: frozenset[str]) -> bool:
    return is_page_number(line.text) or _shape(line.text) in running


def is_page_number(text: str) -> bool:
    """Whether a line holds a page's number alone: "12", "- 12 -", "Trang 3/10"."""
    return bool(_PAGE_NUMBER.fullmatch(text))


def _shape(text: str) -> str:
    return str(_DIGITS.sub("#", text))


def _running(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """Shapes (digits aside) of lines that open or close at least two pages and half of all."""
    count: Counter[str] = Counter()
    for page in pages:
        count.update({_shape(line.text) for line in (*page[:2], *page[-2:]) if len(line.text) > 3})
    least = max(_FURNITURE_PAGES, (len(pages) + 1) // 2)
    return frozenset(shape for shape, pages_with in count.items() if pages_with >= least)


def _without_lone_numbers(lines: Sequence[Line]) -> Iterator[Line]:
    """Without page numbers in a text whose page breaks are lost: numbers alone on a line that count upward.

    Two at least must follow one another with lines of text between, else they may be a table's cells.
    """
    numbers = [
        (i, int(line.text)) for i, line in enumerate(lines) if line.text.isdecimal() and len(line.text) < 5
    ]
    drop: set[int] = set()
    for (i, first), (j, second) in itertools.pairwise(numbers):
        if second == first + 1 and j - i >= 8:
            drop |= {i, j}
    pending = False
    for i, line in enumerate(lines):
        if i in drop:
            pending = True
            continue
        yield replace(line, breaks=True) if pending else line
        pending = False


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of the values do not exceed; 0 for none."""
    if not values:
        return 0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
