"""The figures of a document that print a number: who holds the paper knows "19.125,44", not an id."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from congthuong.core.document import figures_words as words
from congthuong.core.document.figures_index import FigureIndex, Occurrence
from congthuong.core.document.model import Document


def printed_as(document: Document, typed: str) -> tuple[Occurrence, ...]:
    """Where the document prints this number ("19.125,44", "11,77%", "5.268 tấn"), in reading order."""
    wanted = " ".join(unicodedata.normalize("NFC", typed).split())
    if not any(sign.isdigit() for sign in wanted):
        return ()
    whole = re.compile(rf"(?<![\w.,]){re.escape(wanted)}(?!\w|[.,]\d)")
    return tuple(one for one in FigureIndex.of(document).occurrences if whole.search(one.figure.text))


def printed_told(typed: str, found: Sequence[Occurrence]) -> tuple[str, ...]:
    """One line a figure: its id, what it is, how and where it is printed."""
    places: dict[str, dict[str, None]] = {}
    for one in found:
        places.setdefault(one.figure.id, {})[one.place] = None
    first = {one.figure.id: one.figure for one in reversed(found)}
    lines = [f"Báo cáo in «{typed}» ở {len(places)} số liệu:"]
    for figure_id, where in places.items():
        figure = first[figure_id]
        lines.append(f"  {figure_id}: {words.about(figure)}: {figure.text} ({', '.join(where)})")
    return (*lines, "Xem từng phép tính: congthuong report explain MÃ")
