"""The rows of a table as an outline: I, 1, 1.1, -, +, "Trong đó", "Tổng số"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from congthuong.core.audit.table_cells import with_tones, words
from congthuong.core.quantities import Unit
from congthuong.core.quantities.units import fold

RowKind = Literal["row", "total", "of_which"]

_MARKER: Final = re.compile(
    r"\s*(?:(?P<mark>[IVX]{1,5}|[A-ZĐ]|[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}|[a-zđ])\s?[.)/](?:\s+|(?=[^\W\d_]))"
    r"|\((?P<bracketed>[0-9]{1,2}|[a-zđ])\)\s*"
    r"|(?P<dotted>[0-9]{1,2}(?:\.[0-9]{1,2}){1,3})\s+"
    r"|(?P<sign>[-–+*•●▪])\s*(?=\S))"
)
_ORDINAL: Final = re.compile(
    r"\(?([IVX]{1,5}|[A-ZĐ]|[0-9]{1,4}(?:\.[0-9]{1,2}){0,3}|[a-zđ]|[-–+*•])\)?\s*[.)]?"
)
_OF_WHICH: Final = re.compile(
    r"^(?:[-–+*]\s*)?(?:trong đó|trđó|tr\.đó|trong tổng số|riêng|bao gồm cả)\b[\s,:]*"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A row's words before the outline is known. `indent` counts the blanks before them."""

    row: int
    text: str
    ordinal: str
    indent: int
    has_figures: bool
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the heads. `row` is its number in the table, `parent` the position of the row it hangs under.

    `level` counts from 0. `kind` "of_which" is for rows that are some parts of their parent, not all of them.
    """

    row: int
    label: str
    marker: str
    level: int
    parent: int | None
    kind: RowKind
    unit: Unit | None = None

    @property
    def key(self) -> str:
        return fold(self.label).strip(" .:;-")


@cache
def _total_words() -> tuple[frozenset[str], re.Pattern[str], re.Pattern[str]]:
    rows = words()["rows"]
    begins = re.compile(with_tones("|".join(rows["total_begins"])))
    return frozenset(map(fold, rows["total"])), begins, re.compile(with_tones("|".join(rows["no_total"])))


def is_total(label: str) -> bool:
    """Whether a row's label says that it sums others: "Tổng số", "Cộng (I+II)", "TỔNG CỘNG:"."""
    bare = re.sub(r"\(.*?\)", "", fold(label)).strip(" .:;-")
    exact, begins, never = _total_words()
    return bare in exact or (begins.match(bare) is not None and never.match(bare) is None)


@dataclass(frozen=True, slots=True)
class _Open:
    """A row that later rows may hang under: `rank` of its marker, what it is itself and what hangs below it."""

    rank: str
    position: int | None
    kind: RowKind
    below: RowKind
    indent: int = 0


def outline(labels: Sequence[Label]) -> tuple[Row, ...]:
    """The rows with their levels and parents. A total without a marker closes everything before it."""
    split = [_marked(label) for label in labels]
    letters = frozenset(marker for marker, _ in split)
    rows: list[Row] = []
    open_: list[_Open] = []
    for label, (marker, text) in zip(labels, split, strict=True):
        introduced = _OF_WHICH.match(fold(label.text)) or _OF_WHICH.match(fold(text))
        if introduced:
            rows.append(_of_which(label, text, rows, open_, letters))
        elif is_total(text) and not marker:
            open_ = []
            rows.append(Row(label.row, text, marker, 0, None, "total", label.unit))
        else:
            rows.append(_hung(label, marker, text, len(rows), open_, letters))
    return tuple(rows)


def _hung(
    label: Label, marker: str, text: str, position: int, open_: list[_Open], letters: frozenset[str]
) -> Row:
    """The row in its place of the outline; `open_` afterwards ends with it."""
    rank = _rank(marker, letters)
    same = _close(open_, rank, label.indent)
    above = open_[-1] if open_ else None
    kind: RowKind = same.kind if same else above.below if above else "row"
    if is_total(text) and kind == "row":
        kind = "total"
    row = Row(label.row, text, marker, len(open_), above.position if above else None, kind, label.unit)
    open_.append(_Open(rank, position, "of_which" if kind == "of_which" else "row", "row", label.indent))
    return row


def _of_which(
    label: Label, text: str, rows: Sequence[Row], open_: list[_Open], letters: frozenset[str]
) -> Row:
    """ "Trong đó: X" hangs under the row before it; a bare "Trong đó:" says so of the rows that follow."""
    _close(open_, "trong đó", 0)
    parent = open_[-1].position if open_ else _last_total(rows)
    words_ = (
        _OF_WHICH.sub("", text)
        if _OF_WHICH.match(text)
        else re.sub(r"(?i)^[^:]*?(trong đó|riêng)[\s,:]*", "", text)
    )
    marker, rest = _split(words_.strip())
    row = Row(label.row, rest or text, marker, len(open_), parent, "of_which", label.unit)
    if not label.has_figures:
        open_.append(_Open("trong đó", parent, "of_which", "of_which"))
    elif marker:
        open_.append(_Open(_rank(marker, letters), len(rows), "of_which", "row"))
    return row


def _last_total(rows: Sequence[Row]) -> int | None:
    return len(rows) - 1 if rows and rows[-1].kind == "total" else None


def _close(open_: list[_Open], rank: str, indent: int) -> _Open | None:
    """Closes the rows down to the last of the same rank; it, or None when there is none (then nothing closes)."""
    for at in range(len(open_) - 1, -1, -1):
        one = open_[at]
        if one.rank == "trong đó" and rank == "":
            return None
        if one.rank == rank and (rank or one.indent >= indent):
            del open_[at:]
            return one
    return None


def _marked(label: Label) -> tuple[str, str]:
    """The marker (from the ordinal column, else from the label) and the words."""
    marker, text = _split(label.text)
    ordinal = _ORDINAL.fullmatch(label.ordinal.strip())
    return (ordinal[1], label.text.strip() if marker and not text else text) if ordinal else (marker, text)


def _split(text: str) -> tuple[str, str]:
    match = _MARKER.match(text)
    if match is None:
        return "", text.strip()
    marker = match["mark"] or match["dotted"] or match["sign"] or f"({match['bracketed']})"
    return marker, text[match.end() :].strip()


def _rank(marker: str, letters: frozenset[str]) -> str:
    """The class of a marker: markers of one class stand on one level."""
    if not marker:
        return ""
    if marker[0].isdigit():
        return f"number{marker.count('.')}"
    if marker.startswith("("):
        return "bracketed number" if marker[1].isdigit() else "bracketed letter"
    if not marker[0].isalpha():
        return "-" if marker in "-–" else marker
    if marker[0].islower():
        return "letter"
    roman = re.fullmatch(r"[IVX]+", marker) and not (len(marker) == 1 and {"H", "G", "U", "W"} & letters)
    return "roman" if roman else "capital"
