"""Readings made by hand: the pieces of a report from a few plain lines, for tests of the rules.

One line is one piece:

    # I. KẾT QUẢ            a heading, as deep as it has "#"
    - thân, + thân, 1. thân, a) thân, (1) thân     an item; two blanks before it make it one level deeper
    ^3 Số liệu đến 08/6     the footnote number 3
    | Năm | Số xã |         a row of a table (rows that follow one another are one table)
    ~ Nơi nhận: …           the signature block
    anything else           a paragraph

`[^3]` inside a line is the mark of footnote 3 and does not stay in the text; `[^(3)]` is one printed in brackets.
Blank lines are left out. The whole text is the lines joined, so every span can be looked up in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count

from congthuong.core.audit.model import Audit, Finding, Understanding
from congthuong.core.audit.statements import understand
from congthuong.core.document.reading import CellPlace, NoteMark, Piece, PieceKind, Reading

_MARKER = re.compile(
    r"(\((?:[0-9]{1,2}|[a-zđ]|[ivx]{1,4})\)|[0-9]{1,2}(?:\.[0-9]{1,2})+\.?|[0-9]{1,2}[.)]|[IVXL]+\.|[A-ZĐa-zđ][.)]|[-+*•])\s+"
)
_NOTE = re.compile(r"\[\^(\(?)([0-9]{1,3})\)?\]")


def reading(text: str, *, name: str = "thu.txt") -> Reading:
    """The reading of a few lines written as above."""
    pieces: list[Piece] = []
    whole: list[str] = []
    at = 0
    tables = count()
    table = row = -1
    for line in text.splitlines():
        if not line.strip():
            continue
        if line.lstrip().startswith("|"):
            table, row = (table, row + 1) if row >= 0 else (next(tables), 0)
            made, printed = _row(line, at, table, row)
        else:
            row = -1
            piece, printed = _piece(line, at)
            made = [piece]
        pieces += made
        whole.append(printed)
        at += len(printed) + 1
    return Reading(name, "txt", "\n".join(whole), tuple(pieces))


def understood(text: str) -> Understanding:
    return understand(reading(text))


def told(audit: Audit | Iterable[Finding]) -> list[str]:
    """Findings as lines: "rule severity: the words marked | the words marked"."""
    findings = audit.findings if isinstance(audit, Audit) else audit
    return [f"{one.rule} {one.severity}: {' | '.join(span.text for span in one.spans)}" for one in findings]


def _piece(line: str, at: int) -> tuple[Piece, str]:
    stripped = line.strip()
    indent = (len(line) - len(line.lstrip())) // 2
    kind: PieceKind = "paragraph"
    level, note = 0, ""
    if heading := re.match(r"(#+)\s+", stripped):
        kind, level, stripped = "heading", len(heading[1]), stripped[heading.end() :]
    elif footnote := re.match(r"\^([0-9]+)\s+", stripped):
        kind, note, stripped = "note", footnote[1], stripped[footnote.end() :]
    elif stripped.startswith("~ "):
        kind, stripped = "signature", stripped[2:]
    marked = _MARKER.match(stripped)
    if marked and kind == "paragraph":
        kind, level = "item", indent + 1 if indent else (2 if marked[1] == "+" else 1)
    text, origins, marks, printed = _without_marks(stripped, at)
    marker, body = (marked[1], marked.end()) if marked else ("", 0)
    piece = Piece(kind, text, origins, 1, level, marker, body, note, marks)
    return piece, printed


def _without_marks(line: str, at: int) -> tuple[str, tuple[int, ...], tuple[NoteMark, ...], str]:
    """The piece's text, where its characters stand, its marks, and the line as printed (marks as bare numbers)."""
    text, printed = "", ""
    origins: list[int] = []
    marks: list[NoteMark] = []
    rest = 0
    for found in [*_NOTE.finditer(line), None]:
        words = line[rest : found.start() if found else len(line)]
        origins += range(at + len(printed), at + len(printed) + len(words))
        text, printed = text + words, printed + words
        if found:
            mark = f"({found[2]})" if found[1] else found[2]
            start = at + len(printed)
            marks.append(NoteMark(len(text), found[2], start, start + len(mark)))
            printed += mark
            rest = found.end()
    return text, (*origins, at + len(printed)), tuple(marks), printed


def _row(line: str, at: int, table: int, row: int) -> tuple[list[Piece], str]:
    printed = line.strip()
    cells: list[Piece] = []
    for column, found in enumerate(re.finditer(r"[^|]+", printed)):
        words = found[0].strip()
        start = at + found.start() + (len(found[0]) - len(found[0].lstrip()))
        origins = tuple(range(start, start + len(words) + 1))
        cells.append(Piece("cell", words, origins, 1, cell=CellPlace(table, row, column, header=row == 0)))
    return cells, printed
