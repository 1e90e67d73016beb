"""From a reading to its claims and statements: whose number it is, of when, and what it hangs on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice
from typing import Final

import regex

from congthuong.core.audit.circumstances import OWN_PERIOD
from congthuong.core.audit.drafts import Draft, Drafts, State
from congthuong.core.audit.model import Claim, Understanding
from congthuong.core.audit.phrases import abbreviations_of, subject_of
from congthuong.core.audit.piece_reader import read_piece
from congthuong.core.audit.report_time import STAND_IN_YEAR, report_period, report_year
from congthuong.core.audit.scan import Scan, in_unit, scan
from congthuong.core.audit.tables import piece_numbers, prose_cells, table_claims
from congthuong.core.document.reading import Piece, Reading
from congthuong.core.quantities import Mention, Period, Unit
from congthuong.core.quantities.units import find_unit, fold

_SKIPPED: Final = frozenset({"title", "signature"})
_UNIT_BELOW: Final = regex.compile(
    r"\((?:(?P<first>[^(),;:]{1,20})[,;]\s*)?(?:[^()]*[,;:]\s*)?(?P<unit>[^(),;:]{1,90})\)\s*:?\s*\Z"
)
_TIMES: Final = frozenset({"tháng", "năm", "quý", "ngày", "tuần"})
_PARTING: Final = regex.compile(r"(?<!\p{L})(?:chia|phân|theo|gồm|trong đó|cụ thể|bao gồm|cơ cấu)(?!\p{L})")


def understand(reading: Reading) -> Understanding:
    """The claims and statements of a reading, in reading order. Linear in its length."""
    year = report_year(reading)
    builder = _Builder(reading, year or STAND_IN_YEAR)
    tables = {cells[0].cell.table: cells for cells in reading.tables() if cells[0].cell}
    for index, piece in enumerate(reading.pieces):
        if piece.cell is not None:
            builder.read_table(tables.pop(piece.cell.table, ()))
        elif piece.kind not in _SKIPPED:
            builder.read(index, piece)
    understanding = builder.understanding(year)
    if year is not None:
        understanding.remember(builder.mentions)
    return understanding


class _Builder:
    """One pass over the pieces of a reading."""

    def __init__(self, reading: Reading, year: int) -> None:
        self.reading = reading
        self.year = year
        self.made = Drafts(reading)
        self.heading = ""
        self.unit: Unit | None = None
        self.period: Period | None = report_period(reading, year)
        self.last_month = self.period.last.month if self.period else None
        self.announced: dict[int, int | None] = {}  # list level -> the statement its items belong to
        self.last_main: int | None = None
        self.mentions: dict[int, tuple[Mention, ...]] = {}
        self.numbers = piece_numbers(reading)
        self.by_piece: dict[int, list[Claim]] = {}
        self.indexed = 0  # how many claims `by_piece` knows
        self.called: dict[str, tuple[int, int]] = {}  # footnote -> piece and character of its mark

    def understanding(self, year: int | None) -> Understanding:
        statements = self.made.statements(abbreviations_of(self.reading))
        return Understanding(self.reading, tuple(self.made.claims), statements, year)

    def read(self, index: int, piece: Piece) -> None:
        found = scan(piece.text, self.year, self.last_month)
        self.mentions[index] = found.mentions
        found = self._in_announced_unit(piece, found)
        if piece.kind == "heading":
            self._heading(piece, found)
            return
        for mark in piece.marks:
            self.called.setdefault(mark.number, (index, mark.at))
        first = len(self.made)
        state = self._opening(piece)
        if not found.numbers and piece.text.rstrip().endswith(":"):
            self._take_period(found)
        main = read_piece(self.made, index, piece, found, state)
        self._announce(piece, first, main)

    def _in_announced_unit(self, piece: Piece, found: Scan) -> Scan:
        """ "2. Theo cửa khẩu (8 tháng, triệu USD)": the unit of the bare figures in the items below."""
        told = _UNIT_BELOW.search(piece.text)
        if told is not None and all(one.quantity.unit.base in _TIMES for one in found.numbers):
            unit = find_unit(told["unit"].strip()) or find_unit((told["first"] or "").strip())
            self.unit = unit if unit is not None and not unit.is_count else None
        elif piece.kind == "item" and self.unit is not None:
            return in_unit(found, self.unit)
        elif found.numbers or piece.kind == "heading":
            self.unit = None
        return found

    def read_table(self, cells: Sequence[Piece]) -> None:
        """The claims of a table, a statement for each row; cells of prose are read as paragraphs."""
        if not cells:
            return
        claims, statements = table_claims(
            self.reading, cells, len(self.made), len(self.made.claims) + 1, self.numbers
        )
        self.made.claims += claims
        for one in statements:
            self.made.add(
                Draft(
                    one.subject,
                    one.period,
                    one.basis,
                    None,
                    "",
                    one.piece,
                    one.sentence,
                    claims=list(one.claims),
                )
            )
        for cell in prose_cells(cells):
            self.read(self.numbers[id(cell)], cell)

    def _heading(self, piece: Piece, found: Scan) -> None:
        self.heading = subject_of(piece.text[piece.body :])
        self.announced.clear()
        self.last_main = None
        self._take_period(found)

    def _take_period(self, found: Scan) -> None:
        """A heading, or a line such as "Lũy kế 11 tháng năm 2021:", names the period of what follows."""
        for period in found.periods:
            if period.period and period.relation in OWN_PERIOD:
                self.period = period.period

    def _opening(self, piece: Piece) -> State:
        state = State(subject=self.heading, period=self.period)
        if piece.kind == "note" and piece.note in self.called:
            caller = self._before(*self.called[piece.note])
            if caller is not None:
                draft = self.made[caller]
                return State(draft.subject, draft.period, draft.basis, None, caller, "note")
        if piece.kind == "item":
            parent = self.announced.get(piece.level, self.announced.get(0))
            if parent is not None:
                draft = self.made[parent]
                return State(draft.subject, draft.period, draft.basis, None, parent, "list")
        return state

    def _before(self, piece: int, at: int) -> int | None:
        """The statement of the last claim before a place, or of the first of its piece."""
        for claim in islice(self.made.claims, self.indexed, None):
            self.by_piece.setdefault(claim.piece, []).append(claim)
        self.indexed = len(self.made.claims)
        own = self.by_piece.get(piece, [])
        earlier = bisect_left(own, at, key=lambda claim: claim.start)
        return own[earlier - 1].statement if earlier else None

    def _announce(self, piece: Piece, first: int, main: int | None) -> None:
        """A piece that ends with a colon announces the items after it; one without a figure, for the piece before."""
        opens = piece.text.rstrip().endswith(":")
        bare = main is None and len(self.made) == first
        last = self.last_main if bare and _PARTING.search(fold(piece.text)) else main
        if main is not None:
            self.last_main = main
        if piece.kind == "item":
            self.announced[piece.level + 1] = last if opens else None
        elif piece.kind == "paragraph":
            self.announced = {0: last} if opens else {}
