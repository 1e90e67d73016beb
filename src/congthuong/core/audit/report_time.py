"""The year and the period that a report is about, as its first lines name them."""

from __future__ import annotations

from collections import Counter
from typing import Final

import regex

from congthuong.core.document.reading import Reading
from congthuong.core.quantities import Period, PeriodMention, read_mentions

STAND_IN_YEAR: Final = 1905
"""The year of "6 tháng đầu năm" in a text that names none: periods can still be told apart and compared."""


def report_year(reading: Reading) -> int | None:
    """The year that the first pieces name most often; the latest of those named as often."""
    years: Counter[int] = Counter()
    for piece in reading.pieces[:40]:
        for match in _NAMED_YEAR.finditer(piece.text, 0, 2000):
            if not _EARLIER.search(piece.text, max(0, match.start() - 24), match.start()):
                years[int(match[1])] += 3 if piece.kind in ("title", "heading") else 1
    return max(years, key=lambda year: (years[year], year)) if years else None


_NAMED_YEAR: Final = regex.compile(
    r"(?i)(?:năm\s+|[0-9]\s?[/.-]|quý\s+[IVX1-4]+\s*[/-]|tháng\s+)((?:19|20)[0-9]{2})(?![0-9])(?!\s*/)"
)
_EARLIER: Final = regex.compile(
    r"(?i)cùng\s+(?:kỳ|kì|thời\s+điểm)\s+(?:của\s+)?\Z|so\s+(?:với\s+)?\Z|ngày\s+[0-9/.-]*\Z"
)


def report_period(reading: Reading, year: int | None) -> Period | None:
    """The period that the title names, or the first paragraphs; None when they name none."""
    for kinds in (("title",), ("title", "heading", "paragraph")):
        for piece in [piece for piece in reading.pieces[:12] if piece.kind in kinds]:
            for mention in read_mentions(piece.text[:2000], year=year):
                if isinstance(mention, PeriodMention) and mention.period and mention.relation == "":
                    return mention.period
    return None
