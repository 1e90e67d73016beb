"""The document with its findings put where they stand: what the page, the Word file and the terminal are made of.

A `Marked` needs neither the reading nor the rules again, so it can be kept as data (`as_data`, `of_data`) and shown
years later as it was.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import pairwise
from typing import Any

from congthuong.core.audit.model import Audit, Claim, Finding, Severity, Span, Understanding
from congthuong.core.audit.writers.words import counted
from congthuong.core.document.reading import CellPlace, Piece, PieceKind, Reading
from congthuong.core.quantities.units import fold

_BACK = 400  # pieces to look back for the paragraph that footnotes at a page's end interrupt
Claims = Mapping[str, Claim]
_AROUND = 60  # letters of a place's surroundings that identify it in the next version


@dataclass(frozen=True, slots=True)
class Place:
    """Characters `start` to `end` of block number `block` (-1: in no block); `line` from 1, `text` as printed."""

    block: int
    start: int
    end: int
    line: int
    page: int | None
    text: str


@dataclass(frozen=True, slots=True)
class MarkedFinding:
    """`number` from 1 as shown; `main` the index of the place that is questioned; `print` the same for the same
    finding in the next version of the report, whatever moved around it."""

    number: int
    rule: str
    severity: Severity
    message: str
    arithmetic: str
    suggestion: str
    places: tuple[Place, ...]
    main: int
    print: str


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the reading without its origins; `notes` are (character, mark) of the footnotes it calls."""

    kind: PieceKind
    text: str
    page: int | None = None
    level: int = 0
    marker: str = ""
    body: int = 0
    note: str = ""
    notes: tuple[tuple[int, str], ...] = ()
    cell: CellPlace | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Text under the same findings (their numbers), and whether it is a figure that another one confirms."""

    start: int
    text: str
    findings: tuple[int, ...] = ()
    confirmed: bool = False


@dataclass(frozen=True)
class Marked:
    name: str
    kind: str
    pages: int | None
    notices: tuple[str, ...]
    claims: int
    confirmed: int
    relations: int
    blocks: tuple[Block, ...]
    findings: tuple[MarkedFinding, ...]
    sure: tuple[tuple[int, int, int], ...] = ()  # (block, start, end) of the confirmed figures, in order
    _by_block: dict[int, list[tuple[int, int, int]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def counted(self) -> str:
        return counted(self.claims, self.confirmed, [one.severity for one in self.findings])

    def without(self, prints: frozenset[str]) -> Marked:
        """The same without the findings whose prints are given; numbers stay as they were."""
        kept = tuple(one for one in self.findings if one.print not in prints)
        return replace(self, findings=kept)

    def runs(self, number: int) -> Iterator[Run]:
        """The text of a block, cut where a mark begins or ends."""
        block = self.blocks[number]
        opened: dict[int, list[int]] = {at: [] for at in (0, len(block.text), *(at for at, _ in block.notes))}
        closed: dict[int, list[int]] = {}
        for start, end, who in self._marks().get(number, ()):
            opened.setdefault(start, []).append(who)
            closed.setdefault(end, []).append(who)
        edges = sorted({*opened, *closed})
        over: Counter[int] = Counter()
        for start, end in pairwise(edges):
            over.update(opened.get(start, ()))
            over.subtract(closed.get(start, ()))
            over = +over
            here = sorted(over)
            yield Run(start, block.text[start:end], tuple(who for who in here if who), 0 in here)

    def _marks(self) -> dict[int, list[tuple[int, int, int]]]:
        """block -> (start, end, finding's number or 0 for a confirmed figure)."""
        if not self._by_block and (self.findings or self.sure):
            for finding in self.findings:
                for place in finding.places:
                    self._by_block.setdefault(place.block, []).append(
                        (place.start, place.end, finding.number)
                    )
            for block, start, end in self.sure:
                self._by_block.setdefault(block, []).append((start, end, 0))
        return self._by_block


def mark(audit: Audit) -> Marked:
    """The audit's document, block by block, with its findings in place."""
    known = audit.understanding
    reading = known.reading
    pieces = _Pieces(reading)
    claims = {claim.id: claim for claim in known.claims}
    sure = {claim for one in audit.relations if one.verdict == "consistent" for claim in one.claims}
    places = sorted((one.piece, one.start, one.end) for one in known.claims if one.id in sure)
    return Marked(
        reading.name,
        reading.kind,
        reading.pages,
        reading.notices,
        len(known.claims),
        audit.confirmed,
        len(audit.relations),
        tuple(_block(piece) for piece in reading.pieces),
        tuple(_finding(known, claims, pieces, one, number) for number, one in enumerate(audit.findings, 1)),
        tuple(places),
    )


def context(marked: Marked, place: Place, around: int = _AROUND) -> tuple[str, str, str]:
    """The words before, at and after a place within its block, cut at a space with "…"."""
    if place.block < 0:
        return "", place.text, ""
    text = marked.blocks[place.block].text
    before, after = text[max(0, place.start - around) : place.start], text[place.end : place.end + around]
    if place.start > around:
        before = "…" + (before[before.find(" ") :] if " " in before else before)
    if place.end + around < len(text):
        after = (after[: after.rfind(" ")] if " " in after else after) + " …"
    return before, text[place.start : place.end], after


def as_data(marked: Marked) -> dict[str, Any]:
    """The same as what JSON can hold."""
    data = {name: value for name, value in _shallow(marked).items() if name not in ("blocks", "findings")}
    blocks = [{key: value for key, value in asdict(one).items() if value} for one in marked.blocks]
    return {**data, "blocks": blocks, "findings": [asdict(one) for one in marked.findings]}


def of_data(data: Mapping[str, Any]) -> Marked:
    """The inverse of `as_data`, also after a passage through JSON."""
    findings = tuple(
        MarkedFinding(**{**one, "places": tuple(Place(**place) for place in one["places"])})
        for one in data["findings"]
    )
    sure = tuple((block, start, end) for block, start, end in data["sure"])
    own = {**data, "notices": tuple(data["notices"]), "findings": findings, "sure": sure}
    return Marked(**{**own, "blocks": tuple(_block_of(one) for one in data["blocks"])})


def _block_of(data: Mapping[str, Any]) -> Block:
    cell = CellPlace(**data["cell"]) if data.get("cell") else None
    notes = tuple((at, number) for at, number in data.get("notes", ()))
    return Block(**{"text": "", **data, "notes": notes, "cell": cell})


def _shallow(marked: Marked) -> dict[str, Any]:
    return {name: getattr(marked, name) for name in Marked.__dataclass_fields__ if not name.startswith("_")}


def _block(piece: Piece) -> Block:
    notes = tuple((one.at, one.number) for one in piece.marks)
    return Block(
        piece.kind,
        piece.text,
        piece.page,
        piece.level,
        piece.marker,
        piece.body,
        piece.note,
        notes,
        piece.cell,
    )


def _finding(
    known: Understanding, claims: Claims, pieces: _Pieces, finding: Finding, number: int
) -> MarkedFinding:
    places = tuple(pieces.place(span) for span in finding.spans)
    return MarkedFinding(
        number,
        finding.rule,
        finding.severity,
        finding.message,
        finding.arithmetic,
        finding.suggestion,
        places,
        _main(claims, finding),
        _print(known, claims, finding, places),
    )


def _main(claims: Claims, finding: Finding) -> int:
    """The place of the last claim, which is the result that is questioned; else the first place."""
    last = claims.get(finding.claims[-1]) if finding.claims else None
    return finding.spans.index(last.span) if last is not None and last.span in finding.spans else 0


def _print(known: Understanding, claims: Claims, finding: Finding, places: Sequence[Place]) -> str:
    """What stays the same in the next version: the rule, and of each claim its subject, role and text.

    A finding without claims is known by the words around its places.
    """
    stated = sorted(
        (known.statement_of(one).key, one.role, one.text)
        for one in (claims.get(claim) for claim in finding.claims)
        if one is not None
    )
    around = [fold(_words_at(known.reading, place)) for place in places]
    said = repr((finding.rule, stated or around))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _words_at(reading: Reading, place: Place) -> str:
    if place.block < 0:
        return place.text
    return reading.pieces[place.block].text[max(0, place.start - _AROUND) : place.end + _AROUND]


class _Pieces:
    """Finds the piece in which a place of the whole text stands."""

    def __init__(self, reading: Reading) -> None:
        self._pieces = reading.pieces
        order = sorted((one.origins[0], index) for index, one in enumerate(reading.pieces) if one.text)
        self._firsts, self._indexes = [first for first, _ in order], [index for _, index in order]

    def place(self, span: Span) -> Place:
        block, start, end = self._found(span)
        return Place(block, start, end, span.line, span.page, span.text)

    def _found(self, span: Span) -> tuple[int, int, int]:
        """Exactly there, else beside it (a footnote's mark is in no piece), else nowhere."""
        beside: tuple[int, int, int] | None = None
        at = bisect_right(self._firsts, span.start)
        for index in reversed(self._indexes[max(0, at - _BACK) : at]):
            piece = self._pieces[index]
            length = len(piece.text)
            if piece.origins[length] < span.start:
                continue
            start = bisect_left(piece.origins, span.start, 0, length)
            if start < length and piece.origins[start] == span.start:
                return index, start, max(start + 1, bisect_left(piece.origins, span.end, 0, length))
            if beside is None:
                beside = (index, *_word_at(piece.text, min(start, length - 1)))
        return beside or (-1, 0, 0)


def _word_at(text: str, at: int) -> tuple[int, int]:
    """The word at a character, or before it when that is a space."""
    at = max(0, len(text[: at + 1].rstrip()) - 1)
    end = text.find(" ", at)
    return text.rfind(" ", 0, at) + 1, end if end > 0 else len(text)
