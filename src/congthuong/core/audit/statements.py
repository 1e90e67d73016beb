"""From a reading to its claims and statements: whose number it is, of when, and what it hangs on."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import Final

import regex

from congthuong.core.audit.cues import Before, Told, any_word, base_named, pattern, told, vocabulary
from congthuong.core.audit.model import Base, Basis, Claim, Link, Role, Statement, Understanding, span_of
from congthuong.core.audit.scan import Number, Scan, comparable, scan
from congthuong.core.audit.tables import piece_numbers, prose_cells, table_claims
from congthuong.core.document.reading import Piece, Reading
from congthuong.core.quantities import Interval, Mention, Period, PeriodMention, Quantity, Unit, read_mentions
from congthuong.core.quantities.units import fold

STAND_IN_YEAR: Final = 1905
"""The year of "6 tháng đầu năm" in a text that names none: periods can still be told apart and compared."""
_AMOUNTS: Final[frozenset[Role]] = frozenset({"level", "count", "part", "after", "range", "average"})
_OWN_PERIOD: Final = ("", "from", "to")
_SKIPPED: Final = frozenset({"title", "signature"})
_MONEY: Final = frozenset({"đồng", "USD"})
_CHANGES: Final = ("change", "difference", "index", "multiple", "after")
_AGAIN: Final = regex.compile(r";\s*so(?:\s+với)?(?!\p{L})[^;]*$")
_SET_AGAINST: Final = pattern(
    r"^\s*so(?:\s+với)?(?:\s+(?:mức|con\s+số|số))?(?:\s+(?:khoảng|gần|hơn))?\s*\Z"
    r"|^\s*so(?:\s+với)?\s+(?:cùng\s+kỳ|(?:năm|tháng|quý|kỳ|vụ)\s+(?:trước|ngoái|[0-9]{4}))(?:\s+năm\s+(?:trước|ngoái|[0-9]{4}))?\s*(?:là|đạt|chỉ\s+đạt|:|\()\s*\Z"
)
_PLAN_BRACKET: Final = pattern(
    r"^[^,;.()]{0,10}(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|kh)(?!\p{L})[^,;.()]{0,60}\(\s*$"
)
_PARTING: Final = regex.compile(r"(?<!\p{L})(?:chia|phân|theo|gồm|trong đó|cụ thể|bao gồm|cơ cấu)(?!\p{L})")
_BOUNDARY: Final = regex.compile(
    r"[,;:()\[\]]|[.!?](?=\s)|(?<=\s)(?:trong đó|đồng thời|nhưng|trong khi|còn lại|gồm|bao gồm)(?=\s)"
)
_WEAK: Final = regex.compile(r"(?<=\s)(?:và|còn)(?=\s)")
_STRONG: Final = regex.compile(r"[;:()\[\]]+|\.(?=\s|\Z)")
_WORD: Final = regex.compile(r"[\p{L}\p{M}]{2,}")
_LIST_MARK: Final = regex.compile(r"^\s*(?:[-+*•–]|\(?[0-9]{1,2}[.)]|\(?\p{Ll}\)|[IVX]{1,5}\.)\s*")


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
    understanding = replace(builder.understanding(), year=year)
    if year is not None:
        understanding.remember(builder.mentions)
    return understanding


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


@dataclass
class _State:
    """What holds at a place of the text and is taken up by the next number unless it says otherwise."""

    subject: str = ""
    period: Period | None = None
    basis: Basis = ""
    current: int | None = None  # the statement that numbers without a subject of their own belong to
    parent: int | None = None
    link: Link = ""
    branch: int = 0
    segment: int = 0


@dataclass
class _Draft:
    """A statement while it grows."""

    subject: str
    period: Period | None
    basis: Basis
    parent: int | None
    link: Link
    piece: int
    sentence: int
    branch: int = 0
    segment: int = 0
    claims: list[Claim] = field(default_factory=list)
    roles: set[Role] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.roles.update(claim.role for claim in self.claims)

    def add(self, claim: Claim) -> None:
        self.claims.append(claim)
        self.roles.add(claim.role)

    def has(self, roles: frozenset[Role]) -> bool:
        return not self.roles.isdisjoint(roles)


class _Builder:
    def __init__(self, reading: Reading, year: int | None) -> None:
        self.reading = reading
        self.year = year
        self.drafts: list[_Draft] = []
        self.claims: list[Claim] = []
        self.heading = ""
        self.period: Period | None = report_period(reading, year)
        self.last_month = self.period.last.month if self.period else None
        self.announced: dict[int, int | None] = {}  # list level -> the statement its items belong to
        self.branches = 0
        self.money = "đồng"
        self.abbreviations = abbreviations_of(reading)
        self.last_main: int | None = None
        self.mentions: dict[int, tuple[Mention, ...]] = {}
        self.numbers = piece_numbers(reading)
        self.by_piece: dict[int, list[Claim]] = {}
        self.indexed = 0  # how many claims `by_piece` knows
        self.called: dict[str, tuple[int, int]] = {}  # footnote -> piece and character of its mark

    def understanding(self) -> Understanding:
        statements = tuple(
            Statement(
                index, draft.subject, _key(draft.subject, self.abbreviations), draft.period, draft.basis, "", tuple(draft.claims), draft.parent,
                draft.link, draft.piece, draft.sentence, draft.branch, draft.segment,
            )
            for index, draft in enumerate(self.drafts)
        )  # fmt: skip
        return Understanding(self.reading, tuple(self.claims), statements, self.year)

    def read(self, index: int, piece: Piece) -> None:
        found = scan(piece.text, self.year, self.last_month)
        self.mentions[index] = found.mentions
        if piece.kind == "heading":
            self._heading(piece, found)
            return
        for mark in piece.marks:
            self.called.setdefault(mark.number, (index, mark.at))
        first = len(self.drafts)
        state = self._opening(piece)
        if not found.numbers and piece.text.rstrip().endswith(":"):
            self._take_period(found)
        reader = _PieceReader(self, index, piece, found, state)
        reader.read()
        self._announce(piece, first, reader.main)

    def read_table(self, cells: Sequence[Piece]) -> None:
        """The claims of a table, a statement for each row; cells of prose are read as paragraphs."""
        if not cells:
            return
        claims, statements = table_claims(
            self.reading, cells, len(self.drafts), len(self.claims) + 1, self.numbers
        )
        self.claims += claims
        for one in statements:
            self.drafts.append(
                _Draft(
                    one.subject,
                    one.period,
                    one.basis,
                    None,
                    "",
                    one.piece,
                    one.sentence,
                    0,
                    0,
                    list(one.claims),
                )
            )
        for cell in prose_cells(cells):
            self.read(self.numbers[id(cell)], cell)

    def _heading(self, piece: Piece, found: Scan) -> None:
        self.heading = _subject(piece.text[piece.body :])
        self.announced.clear()
        self.last_main = None
        self._take_period(found)

    def _take_period(self, found: Scan) -> None:
        """A heading, or a line such as "Lũy kế 11 tháng năm 2021:", names the period of what follows."""
        for period in found.periods:
            if period.period and period.relation in _OWN_PERIOD:
                self.period = period.period

    def _opening(self, piece: Piece) -> _State:
        state = _State(subject=self.heading, period=self.period)
        if piece.kind == "note" and piece.note in self.called:
            caller = self._before(*self.called[piece.note])
            if caller is not None:
                draft = self.drafts[caller]
                return _State(draft.subject, draft.period, draft.basis, None, caller, "note")
        if piece.kind == "item":
            parent = self.announced.get(piece.level, self.announced.get(0))
            if parent is not None:
                draft = self.drafts[parent]
                return _State(draft.subject, draft.period, draft.basis, None, parent, "list")
        return state

    def _before(self, piece: int, at: int) -> int | None:
        """The statement of the last claim before a place, or of the first of its piece."""
        for claim in islice(self.claims, self.indexed, None):
            self.by_piece.setdefault(claim.piece, []).append(claim)
        self.indexed = len(self.claims)
        own = self.by_piece.get(piece, [])
        earlier = bisect_left(own, at, key=lambda claim: claim.start)
        return own[earlier - 1].statement if earlier else None

    def _announce(self, piece: Piece, first: int, main: int | None) -> None:
        """A piece that ends with a colon announces the items after it; one without a figure, for the piece before."""
        opens = piece.text.rstrip().endswith(":")
        bare = main is None and len(self.drafts) == first
        last = self.last_main if bare and _PARTING.search(fold(piece.text)) else main
        if main is not None:
            self.last_main = main
        if piece.kind == "item":
            self.announced[piece.level + 1] = last if opens else None
        elif piece.kind == "paragraph":
            self.announced = {0: last} if opens else {}

    def add(self, draft: _Draft) -> int:
        self.drafts.append(draft)
        return len(self.drafts) - 1


class _PieceReader:
    """One pass over the numbers of a piece."""

    def __init__(self, builder: _Builder, index: int, piece: Piece, found: Scan, state: _State) -> None:
        self.builder = builder
        self.index = index
        self.piece = piece
        self.scan = found
        self.state = state
        self.opening = replace(state)
        self.outer: list[_State] = []
        self.main: int | None = None  # the first statement of the last sentence that had one of its own
        self.main_of = -1
        self.position = 0  # of the number being read
        self.bases: dict[Role, str] = {}
        self.items = False  # whether the sentence is a row of items, cut by ";" or numbered (1), (2)
        self.within: tuple[int | None, Link] | None = None  # what held before a bare "trong đó"
        self.by_commas = False  # whether the parts after it are parted by commas
        self.respective: list[
            int
        ] = []  # after "lần lượt": the statements that the next figures belong to in turn

    def read(self) -> None:
        numbers = self.scan.numbers
        previous: Number | None = None
        for position, number in enumerate(numbers):
            self.position = position
            following = numbers[position + 1] if position + 1 < len(numbers) else None
            self._one(number, previous, following)
            previous = number

    def _one(self, number: Number, previous: Number | None, following: Number | None) -> None:
        text = self.scan.text
        begins = previous is None or previous.sentence != number.sentence
        if not begins and self.main is not None and _AGAIN.search(fold(text[number.gap : number.start])):
            self._back_to_main()
        self._brackets(number, begins)
        if begins:
            self._new_sentence(number)
        context_start = number.gap if begins or previous is None else _after_tail(text, number)
        context = _CLOSED.sub(_blanks, text[context_start : number.start])
        self._parts(_CLOSED.sub(_blanks, text[number.gap : number.start]), begins)
        tail, ahead = self._after(number, following)
        lead = _last_segment(context)
        subject = self._named(context, context_start, number)
        before = Before() if subject else self._said(number, previous)
        changed = not (before.base_bracket or before.based) and self._time(
            context_start, number.start, fold(context)
        )
        if subject:
            self.state.subject = subject
        self._delimited(text[number.gap : number.start], bool(subject))
        said = told(number, fold(lead), fold(tail), fold(ahead), before)
        said = self._with_base(said, fold(tail), following)
        self._in_turn(number, said, fold(text[number.gap : number.start]))
        self._place(number, said, bool(subject), changed, lead, tail)

    def _back_to_main(self) -> None:
        """ "…, kéo dài 87 vụ; so với năm trước (231 vụ) giảm 47 vụ": said of what the sentence is about."""
        main = self.main
        assert main is not None
        self.outer = []
        draft = self.builder.drafts[main]
        self.state.parent, self.state.link = self.opening.parent, self.opening.link
        self.state.current, self.state.subject = main, draft.subject

    def _delimited(self, gap: str, named: bool) -> None:
        """Whether the parts after a bare "trong đó" are parted by commas or closed by "và"."""
        if self.within is not None and self.state.current is not None and ";" not in gap:
            self.by_commas |= bool(_WEAK.search(gap)) or (named and "," in gap)

    def _brackets(self, number: Number, begins: bool) -> None:
        if begins:
            if self.outer:
                self.state = self.outer[0]
            self.outer = []
        while len(self.outer) < number.depth:
            self.outer.append(replace(self.state))
            if self.state.current is not None:
                self.state.parent, self.state.link = self.state.current, "bracket"
        while len(self.outer) > number.depth:
            self.state = self.outer.pop()

    def _new_sentence(self, number: Number) -> None:
        """A new sentence keeps period and subject; it belongs to the list or note of its piece."""
        self.state.parent, self.state.link = self.opening.parent, self.opening.link
        self.items, self.within, self.by_commas = False, None, False
        self.respective = []
        if self.main is not None:
            self.state.current = self.main
            self.state.subject = self.builder.drafts[self.main].subject

    def _parts(self, gap: str, begins: bool) -> None:
        """ "trong đó", "gồm", or a colon after a figure: what follows are parts of it."""
        folded = fold(gap)
        cut = ";" in gap
        if cut or _ITEM_MARK.search(gap):
            self.state.segment += cut and self.by_commas
            if self.within is not None and self.items:
                self.state.parent, self.state.link = self.within
                self.within = None
                self.state.current = None
            self.items |= self.within is None
        if _whole_again().search(folded):
            self.state.parent, self.state.link = self.opening.parent, self.opening.link
            self.within = None
        elif found := _of_which().search(folded):
            again = cut or found[0] == "riêng"
            self._branch(again, ":" in folded[found.end() :])
        elif ":" in gap and not begins and self.state.current is not None and _LISTED.search(gap):
            self.state.parent, self.state.link = self.state.current, "list"
            self.state.branch = self.builder.branches = self.builder.branches + 1
            self.state.current = None

    def _branch(self, cut: bool, listed: bool) -> None:
        """Parts begin: of the statement just made, or again of the one whose parts these are ("…; trong đó …").

        After "gồm:" semicolons part the parts (`listed`); after a bare "trong đó" with commas a semicolon ends them.
        """
        parent = self.state.current if self.state.current is not None else self.main
        if cut and self.state.link == "of_which" and self.state.parent is not None:
            parent = self.state.parent
        if parent is None:
            return
        own = self.builder.drafts[parent]
        if self.within is None and not cut and not listed:
            self.within = self.state.parent, self.state.link
        self.by_commas = False
        up = own.parent if own.link == "of_which" and own.parent is not None else None
        self.state.parent = parent if up is None or own.has(_AMOUNTS) else up
        self.state.link = "of_which"
        self.state.segment = 0
        self.state.branch = self.builder.branches = self.builder.branches + 1
        self.state.current = None

    def _after(self, number: Number, following: Number | None) -> tuple[str, str]:
        text = self.scan.text
        stop = self.scan.stops[number.sentence]
        end = following.start if following and following.sentence == number.sentence else stop
        rest = text[number.end : end]
        boundary = _BOUNDARY.search(rest)
        if boundary:
            return rest[: boundary.start()], rest
        weak = _WEAK.search(rest) if following else None
        return (rest[: weak.start()] if weak and weak[0] == "và" else rest), rest

    def _time(self, start: int, end: int, folded: str) -> bool:
        """Takes up the period and basis that the words before a number name; whether either changed."""
        changed = False
        for mention in self.scan.periods_between(start, end):
            if mention.period and mention.relation in _OWN_PERIOD and not _compared(self.scan.text, mention):
                changed |= mention.period != self.state.period
                self.state.period = mention.period
        basis = _basis(folded)
        if basis and basis != self.state.basis:
            # "ước đạt" after "dự ước" is still the forecast.
            if not (basis == "estimate" and self.state.basis == "forecast" and not changed):
                changed |= self.state.basis == "forecast" or basis in ("forecast", "plan")
                self.state.basis = basis
        elif changed and not basis:
            self.state.basis = ""
        return changed

    def _named(self, context: str, start: int, number: Number) -> str:
        """The subject that the words before a number name; "" when they name none."""
        plain = _CLOSED.sub(_blanks, _without_periods(self.scan, start, number.start))
        for segment in reversed(_segments(plain, whole=number.depth > 0)):
            if has_content(segment):
                return _subject(segment)
        return ""

    def _said(self, number: Number, previous: Number | None) -> Before:
        draft = self.builder.drafts[self.state.current] if self.state.current is not None else None
        if number.depth and draft is None and self.state.parent is not None and self.state.link == "bracket":
            draft = self.builder.drafts[self.state.parent]
        last = draft.claims[-1] if draft and draft.claims else None
        if last is None or previous is None or draft is None or last.piece != self.index:
            return Before()
        between = self.scan.text[previous.end : number.start]
        named = self._base_by_period(previous, number, draft) or base_named(fold(between)) or last.base
        return Before(
            last.role,
            last.direction,
            draft.has(_AMOUNTS),
            not has_content(between),
            named,
            self._base_bracket(number, previous, last, draft),
            self._based(number, previous, last, draft),
            bool(_PLAN_BRACKET.search(fold(between))),
        )

    def _base_bracket(self, number: Number, previous: Number, last: Claim, draft: _Draft) -> bool:
        """ "tăng 13 vụ so với tháng trước (83 vụ)", "(cùng kỳ thực hiện 1.136,54 triệu kWh)", "(quý I/2023 có 187)"."""
        inside = last.role == "base" and previous.depth == number.depth > 0
        if not inside and (last.role not in _CHANGES or previous.depth >= number.depth):
            return False
        between = self.scan.text[previous.end : number.start]
        opened = 0 if inside else between.rfind("(")
        if opened < 0 or has_content(_without_periods(self.scan, previous.end + opened, number.start)):
            return False
        return self._of_its_kind(number, draft)

    def _base_by_period(self, previous: Number, number: Number, draft: _Draft) -> Base:
        """ "(tháng Bảy: 305,9; tháng Tám năm 2022: 341,2)": the base that the period in brackets is."""
        if not number.depth or draft.period is None:
            return ""
        for mention in self.scan.periods_between(previous.end, number.start):
            if mention.period is None or mention.period == draft.period:
                continue
            if (
                mention.period.year == draft.period.year - 1
                and mention.period.last.month == draft.period.last.month
            ):
                return "same_period"
            if mention.period.year == draft.period.year and mention.period.last < draft.period.first:
                return "previous"
        return ""

    def _of_its_kind(self, number: Number, draft: _Draft) -> bool:
        kinds = _AMOUNTS | {"share", "attainment"}
        return any(
            comparable(claim.unit, number.quantity.unit) for claim in draft.claims if claim.role in kinds
        )

    def _based(self, number: Number, previous: Number, last: Claim, draft: _Draft) -> bool:
        """ "tăng 14,5% so với mức 1.612,8 tỷ đồng", "so với cùng kỳ năm 2020 là 846,31", "so với năm trước (231 vụ)"."""
        between = fold(self.scan.text[previous.end : number.start])
        segment = _JOINT.split(between)[-1]
        if not _SET_AGAINST.search(segment) or not self._of_its_kind(number, draft):
            return False
        return last.role in _CHANGES or "(" in segment

    def _in_turn(self, number: Number, said: Told, gap: str) -> None:
        """ "A đạt x, B đạt y, tăng lần lượt a% và b%": the figures after "lần lượt" belong to the statements in turn."""
        if _RESPECTIVELY.search(gap) and said.role not in _AMOUNTS:
            row = [number]
            for other in islice(self.scan.numbers, self.position + 1, None):
                between = self.scan.text[row[-1].end : other.start]
                if (
                    other.sentence != number.sentence
                    or has_content(between)
                    or (";" in between and "(" in between)
                ):
                    break
                if other.quantity.unit != number.quantity.unit or _VERB.search(fold(between)):
                    break
                row.append(other)
            amounts = list(islice(self._with_amounts(number.sentence), len(row)))
            self.respective = amounts[::-1] if 1 < len(row) <= len(amounts) else []
        if self.respective and said.role not in _AMOUNTS:
            self.state.current = self.respective.pop(0)

    def _with_amounts(self, sentence: int) -> Iterator[int]:
        """The statements of a sentence of this piece that have an amount, the last first."""
        for index in range(len(self.builder.drafts) - 1, -1, -1):
            draft = self.builder.drafts[index]
            if (draft.piece, draft.sentence) != (self.index, sentence):
                return
            if draft.has(_AMOUNTS):
                yield index

    def _with_base(self, said: Told, tail: str, following: Number | None) -> Told:
        """A change without its base takes that of the next number in its clause, or of the piece's last."""
        if said.role not in ("change", "difference", "index", "multiple", "attainment"):
            return said
        if said.base:
            self.bases[said.role] = said.base
            return said
        if said.role != "change":
            return said
        text = self.scan.text
        if following is not None:
            end = min(self.scan.stops[following.sentence], following.end + _CLAUSE)
            stop = _PARTED.search(text, following.end, end)
            ahead = base_named(fold(text[following.end : stop.start() if stop else end]))
            if ahead in ("same_period", "previous") and not _PARTED.search(
                text, following.gap, following.start
            ):
                return replace(said, base=ahead)
        return replace(said, base=self.bases.get("change", ""))  # type: ignore[arg-type]

    def _with_money(self, quantity: Quantity) -> Quantity:
        """A bare "tỷ" is of what was last reckoned in magnitudes; đồng when nothing was."""
        unit = quantity.unit
        if unit.exponent >= 9 and not unit.base:
            return replace(quantity, unit=Unit(self.builder.money, unit.exponent))
        if unit.exponent >= 6 and unit.base in _MONEY:
            self.builder.money = unit.base
        return quantity

    def _place(self, number: Number, said: Told, named: bool, changed: bool, lead: str, tail: str) -> None:
        draft_at = self.state.current
        draft = self.builder.drafts[draft_at] if draft_at is not None else None
        fresh = (
            draft is None
            or named
            or (changed and said.role not in ("plan", "base", "base_change", "whole"))
            or (said.role in _AMOUNTS and draft.has(_AMOUNTS))
        )
        # The target in brackets, the whole after "trên tổng số": said of the statement before.
        if draft is not None and said.role in (
            "plan",
            "base",
            "base_change",
            "before",
            "after",
            "whole",
            "remaining",
        ):
            fresh = fresh and not (named and self._belongs(number, said, draft))
        if draft is None and number.depth and said.role not in _AMOUNTS and self.state.link == "bracket":
            draft_at = self.state.parent
            fresh = named
        if fresh or draft_at is None:
            draft_at = self.builder.add(
                _Draft(
                    self.state.subject, self.state.period, self.state.basis, self.state.parent, self.state.link, self.index, number.sentence, self.state.branch,
                    self.state.segment,
                )
            )  # fmt: skip
            self.state.current = draft_at
            if self.state.parent == self.opening.parent and self.main_of != number.sentence:
                self.main, self.main_of = draft_at, number.sentence
        claim = self._claim(number, said, lead, tail, draft_at)
        self.builder.claims.append(claim)
        self.builder.drafts[draft_at].add(claim)

    def _belongs(self, number: Number, said: Told, draft: _Draft) -> bool:
        """Whether a figure that the words around it name is still about the statement before it."""
        if said.role in ("before", "after"):
            return said.role == "after" and draft.has(frozenset({"before"}))
        return draft.has(_AMOUNTS) or bool(draft.claims)

    def _claim(self, number: Number, said: Told, lead: str, tail: str, statement: int) -> Claim:
        quantity = self._with_money(_named_alike(number.quantity))
        interval = quantity.interval
        if number.upper is not None:
            interval = Interval(interval.low, number.upper.interval.high)
        return Claim(
            id=f"c{len(self.builder.claims) + 1}",
            role=said.role,
            text=self.scan.text[number.start : number.end],
            value=quantity.value,
            low=interval.low,
            high=interval.high,
            loose=_loose(quantity, interval),
            unit=quantity.unit,
            decimals=quantity.decimals,
            direction=said.direction,
            base=said.base,
            qualifier=quantity.qualifier,
            lead=lead,
            tail=tail,
            piece=self.index,
            start=number.start,
            end=number.end,
            span=span_of(self.builder.reading, self.piece, number.start, number.end),
            statement=statement,
        )


_CLOSED: Final = regex.compile(r"\([^()0-9]*\)")
"""Brackets without a number: they explain a name and name nothing themselves."""


def _blanks(match: regex.Match[str]) -> str:
    return " " * len(match[0])


_JOINT: Final = regex.compile(r"[,;.]|(?<!\p{L})và(?!\p{L})")
_PARTED: Final = regex.compile(r"[;.:]")
_CLAUSE: Final = 300
"""Letters of a clause that are looked at for the base it names."""
_ITEM_MARK: Final = regex.compile(r"\([0-9]{1,2}\)")
_RESPECTIVELY: Final = regex.compile(r"lần lượt|tương ứng(?:\s+(?:là|với|đạt))?\s*:?\s*$")
_VERB: Final = regex.compile(r"(?<!\p{L})(?:tăng|giảm|đạt|chiếm|bằng)(?!\p{L})")
_LISTED: Final = regex.compile(r":\s*(?:\(|[-+*]|\p{L}|[0-9]+\))")


def _named_alike(quantity: Quantity) -> Quantity:
    """DN and doanh nghiệp are one noun to whoever compares them."""
    noun = vocabulary()["aliases"].get(quantity.unit.base)
    return replace(quantity, unit=Unit(noun, quantity.unit.exponent)) if noun else quantity


_LOOSEST: Final = Decimal("0.01")
"""Trailing zeros excuse one per cent at most: 120.000.000 đồng is not anything from 115 to 125 million."""


def _loose(quantity: Quantity, interval: Interval) -> Interval:
    """What the rules reckon with: trailing zeros taken for rounding, things counted one by one taken exactly."""
    if quantity.unit.is_count or (
        not quantity.unit.base and not quantity.unit.exponent and not quantity.decimals
    ):
        if quantity.qualifier or interval.high - interval.low > 1:
            return interval
        if quantity.value < 1000 or quantity.value % 100:
            return Interval(quantity.value, quantity.value)
    if quantity.decimals or quantity.value == 0 or quantity.value % 100:
        return interval
    exponent = quantity.value.normalize().as_tuple().exponent
    half = Decimal(5).scaleb(int(exponent) - 1) if isinstance(exponent, int) else Decimal(0)
    half = min(half, abs(quantity.value) * _LOOSEST)
    return Interval(min(interval.low, quantity.value - half), max(interval.high, quantity.value + half))


def _after_tail(text: str, number: Number) -> int:
    """Where the words that belong to the number before end and those before this one begin."""
    gap = text[number.gap : number.start]
    boundary = _BOUNDARY.search(gap) or _WEAK.search(gap)
    return number.gap + boundary.start() if boundary else number.gap


def _last_segment(context: str) -> str:
    """What stands after the last mark of punctuation, the mark itself kept when it is a bracket."""
    end = len(context)
    for cut in reversed([match.start() for match in _MARK.finditer(context)]):
        if context[cut] in "([":
            return context[cut:end]
        # "Kế hoạch: 45.400": the words before a colon that nothing follows lead the number.
        if context[cut] != ":" or cut == 0 or _WORD.search(context, cut + 1, end):
            return context[cut + 1 : end]
        end = cut
    return context[:end]


_MARK: Final = regex.compile(r"[,;:()\[\]]|\.(?=\s)")


def _segments(plain: str, *, whole: bool) -> list[str]:
    """Candidates for a subject, the nearest last: parts between strong marks, without the circumstances before
    a comma ("do nhu cầu tăng, xi măng đạt"); `whole` keeps those too."""
    segments = _STRONG.split(plain)
    return segments if whole else [_without_circumstances(one) for one in segments]


def _without_circumstances(segment: str) -> str:
    parts = segment.split(",")
    kept: list[str] = []
    for part in reversed(parts):
        if kept and (not has_content(part) or _circumstance().match(fold(part))):
            break
        kept.insert(0, part)
    return ",".join(kept)


@cache
def _circumstance() -> regex.Pattern[str]:
    return regex.compile(rf"[\s\-–+*]*{any_word(vocabulary()['circumstance']['starts'])}(?![\p{{L}}\p{{M}}])")


def _without_periods(found: Scan, start: int, end: int) -> str:
    """The words of a stretch without the periods and days named in it."""
    kept: list[str] = []
    at = start
    for first, last in found.asides_between(start, end):
        if first > at:
            kept.append(found.text[at:first])
        at = max(at, last)
    kept.append(found.text[at:end])
    return " ".join(kept)


def has_content(words: str) -> bool:
    """Whether the words name something, besides saying how a number is to be taken."""
    return bool(_WORD.search(_nothing().sub(" ", fold(words))))


@cache
def _nothing() -> regex.Pattern[str]:
    told_of = vocabulary()
    words = [*told_of["empty"]["words"], *told_of["change"]["up"], *told_of["change"]["down"]]
    return regex.compile(rf"(?<![\p{{L}}\p{{M}}]){any_word(words)}(?![\p{{L}}\p{{M}}])")


@cache
def _trimmed(side: str) -> regex.Pattern[str]:
    words = any_word(vocabulary()["trim"][side])
    signs = r"[\s\-–:,.;*+(\[]*"
    if side == "start":
        return regex.compile(rf"\A{signs}(?:{words}(?![\p{{L}}\p{{M}}]){signs})*")
    return regex.compile(rf"(?r)(?:{signs}(?<![\p{{L}}\p{{M}}]){words})*{signs}\Z")


def _subject(segment: str) -> str:
    """The phrase that names the subject: without list mark, linking words before and verbs after."""
    phrase = " ".join(_LIST_MARK.sub("", segment.strip()).split())
    folded = fold(phrase)
    if len(folded) != len(phrase):
        return phrase
    first = _trimmed("start").match(folded)
    begin = first.end() if first else 0
    last = _trimmed("end").search(folded, begin)
    return phrase[begin : last.start() if last else len(phrase)].strip() or phrase


_KEY_DROPPED: Final = regex.compile(r"[^\p{L}\p{M}\p{Nd}\s]+")


def _key(subject: str, abbreviations: Mapping[str, str]) -> str:
    """The subject for comparing: folded, without signs, abbreviations spelled out."""
    for short, full in abbreviations.items():
        if short in subject:
            subject = regex.sub(rf"(?<!\w){regex.escape(short)}(?!\w)", full, subject)
    return " ".join(_KEY_DROPPED.sub(" ", fold(subject)).split())


_ABBREVIATED: Final = regex.compile(r"((?:[\p{L}\p{M}]+[ ]){2,9})\((\p{Lu}[\p{Lu}\p{Nd}]{1,9})\)")


def abbreviations_of(reading: Reading) -> dict[str, str]:
    """Short names that a text introduces in brackets: "Chỉ số sản xuất công nghiệp (IIP)", as many words as letters
    or more. The first introduction counts."""
    found: dict[str, str] = {}
    for piece in reading.pieces:
        if "(" in piece.text:
            for match in _ABBREVIATED.finditer(piece.text):
                found.setdefault(match[2], _subject(match[1]))
    return found


def _compared(text: str, mention: PeriodMention) -> bool:
    """Whether a period stands in "so với …"."""
    return bool(_SO.search(text, max(0, mention.start - 20), mention.start))


_SO: Final = regex.compile(r"(?i)\bso(?:\s+với)?(?:\s+(?:cùng kỳ|thời điểm|cuối))?\s*\Z")


def _basis(folded: str) -> Basis:
    if _basis_words("forecast").search(folded):
        return "forecast"
    return "estimate" if _basis_words("estimate").search(folded) else ""


@cache
def _basis_words(basis: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}}){any_word(vocabulary()['basis'][basis])}(?!\p{{L}})")


@cache
def _whole_again() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}}){any_word(vocabulary()['whole_again']['words'])}(?!\p{{L}})")


@cache
def _of_which() -> regex.Pattern[str]:
    table = vocabulary()["of_which"]
    return regex.compile(rf"(?<!\p{{L}}){any_word([*table['words'], *table['loose']])}(?!\p{{L}})")


def sentences_of(statements: Sequence[Statement]) -> Iterator[tuple[Statement, ...]]:
    """The statements of each sentence, in reading order."""
    group: list[Statement] = []
    for one in statements:
        if group and (group[-1].piece, group[-1].sentence) != (one.piece, one.sentence):
            yield tuple(group)
            group = []
        group.append(one)
    if group:
        yield tuple(group)
