"""The figures of a document that print a number: who holds the paper knows "19.125,44", not an id."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from congthuong.core.document import figures_words as words
from congthuong.core.document.figures_index import FigureIndex, Occurrence
from congthuong.core.document.model import Document
from congthuong.core.problems import Problem
from congthuong.core.quantities import NotANumber, read_number

_NUMBER_FIRST = re.compile(r"(-?[\d.,]*\d)\s*(.*)", re.DOTALL)
_NEAR = Decimal("0.02")  # further off by this share of the number, another is no slip of the eye
_NEAREST = 3


class UnknownNumber(Problem):
    code = "CT-082"
    text = "Báo cáo không in con số «{typed}».{hint} Ghi con số đúng như báo cáo in, hoặc mã ở tệp số liệu kèm báo cáo."


def printed_as(document: Document, typed: str) -> tuple[Occurrence, ...]:
    """Where the document prints this number ("19.125,44", "11,77%", "5.268 tấn"), in reading order.

    One that is printed with fewer idle zeros ("0,8%" for "0,80%") is found too, where none is printed as typed.
    Raises UnknownNumber, naming the nearest numbers in that unit, when it is a number and no figure prints it;
    what begins with no digit is no number: ().
    """
    wanted = " ".join(unicodedata.normalize("NFC", typed).split())
    if not wanted.lstrip("-")[:1].isdigit():
        return ()
    printed = FigureIndex.of(document).occurrences
    whole = re.compile(rf"(?<![\w.,]){re.escape(wanted)}(?!\w|[.,]\d)")
    found = tuple(one for one in printed if whole.search(one.figure.text))
    if found:
        return found
    asked = _number(wanted)
    said = [(one, number) for one in printed if (number := _number(one.figure.text)) is not None]
    same = tuple(one for one, number in said if number == asked)
    if not same:
        raise UnknownNumber(typed=typed, hint=_nearest(asked, said))
    return same


def _nearest(
    asked: tuple[Decimal, str] | None, said: Sequence[tuple[Occurrence, tuple[Decimal, str]]]
) -> str:
    """ " Gần nhất: «99,7%» (gtsxcn.2020.dat-ke-hoach)."; of one unit, when a unit was typed."""
    if asked is None:
        return ""
    value, unit = asked
    off = {
        one.figure.id: (abs(number - value), one.figure.text)
        for one, (number, its_unit) in said
        if (not unit or unit == its_unit) and abs(number - value) <= abs(value) * _NEAR
    }
    nearest = sorted(off.items(), key=lambda item: item[1])[:_NEAREST]
    told = ", ".join(f"«{text}» ({figure_id})" for figure_id, (_, text) in nearest)
    return f" Gần nhất: {told}." if told else ""


def _number(text: str) -> tuple[Decimal, str] | None:
    """ "0,80%" -> (0.80, "%"); None where no number comes first."""
    parts = _NUMBER_FIRST.fullmatch(text)
    if parts is None:
        return None
    try:
        return read_number(parts[1]), parts[2]
    except NotANumber:
        return None


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
