"""The words of checking: claims, the statements they belong to, relations between them, findings.

A `Claim` is one number that a text states, as an interval. A `Statement` gathers the claims about one subject in
one period: "(1) Thủy sản đông lạnh ước đạt 5.268 tấn, đạt 50,17% kế hoạch, tăng 56,27% so cùng kỳ" is one
statement with three claims. A `Relation` says that some claims obey one arithmetic or do not. A `Finding` is what a
person is told. All are values; they are made by `statements.py` and the rules and changed by nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, TypeVar

from congthuong.core.document.reading import Piece, Reading
from congthuong.core.quantities import Interval, Mention, Period, Unit, read_mentions

_Found = TypeVar("_Found")
Role = Literal[
    "level",  # the subject's own value: an amount or a rate
    "count",  # a number of things
    "change",  # relative change, %: "tăng 11,77%"
    "difference",  # change as an amount or in percentage points: "tăng 22 công tơ"
    "attainment",  # % of the plan
    "share",  # % of a whole
    "part",  # the 83 of 83/85
    "whole",  # the 85 of 83/85
    "plan",  # a planned level
    "base",  # the level compared with: "(cùng kỳ 17.111 tỷ đồng)"
    "base_change",  # the base period's own change: "(cùng kỳ tăng 12,3%)"
    "before",  # từ 13 ngày
    "after",  # xuống còn 08 ngày
    "range",  # 250 - 300 gian hàng
    "index",  # "bằng 81,7% so với cùng kỳ", an index with 100 as base
    "multiple",  # gấp 3 lần
    "contribution",  # percentage points of the whole's rate
    "average",  # per unit, day, month, year
    "remaining",  # what is still to be done
]
Direction = Literal["", "up", "down", "same"]
Base = Literal["", "same_period", "previous", "plan", "whole", "december", "average", "year_start", "other"]
Basis = Literal["", "actual", "estimate", "plan", "forecast"]
Link = Literal["", "of_which", "list", "note", "bracket"]
Severity = Literal["contradiction", "rounding", "suspicious", "drafting"]
Verdict = Literal["consistent", "rounding", "contradiction", "suspicious"]


@dataclass(frozen=True, slots=True)
class Span:
    """A place in `Reading.text`: characters `start` to `end`, its line from 1, its page from 1 or None."""

    start: int
    end: int
    line: int
    page: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One number a text states.

    `value` is as printed, in `unit`; `low` and `high` bound what it may stand for (half a unit in the last printed
    place; "trên", "hơn", "khoảng", "gần", "dưới" widen it on their side). `loose` is the same with trailing zeros
    taken for rounding ("45.400" may be 45.350 to 45.450): only what no value of it satisfies is a contradiction.
    `lead` and `tail` are the words just before and just after the number within its clause. `start`, `end` are
    characters of the text of piece number `piece`. `statement` is the index of its statement.
    """

    id: str
    role: Role
    text: str
    value: Decimal
    low: Decimal
    high: Decimal
    loose: Interval
    unit: Unit
    decimals: int
    direction: Direction
    base: Base
    qualifier: str
    lead: str
    tail: str
    piece: int
    start: int
    end: int
    span: Span
    statement: int

    @property
    def interval(self) -> Interval:
        return Interval(self.low, self.high)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a text says of one subject in one period on one basis.

    `subject` is the phrase as written ("Thủy sản đông lạnh"), `key` the same folded for comparing (lower case, no
    list mark, no filler words). `parent` is the statement it is a part or an item of, `link` how it hangs there:
    "of_which" (trong đó, gồm), "list" (an item of its list), "note" (its footnote), "bracket". `sentence` numbers
    the sentences of a piece from 0. `branch` numbers the places where parts begin ("trong đó", "gồm", a colon): parts
    of one parent with one branch stand side by side. `segment` counts the semicolons since: parts after one may be other
    things already.
    """

    index: int
    subject: str
    key: str
    period: Period | None
    basis: Basis
    place: str
    claims: tuple[Claim, ...]
    parent: int | None
    link: Link
    piece: int
    sentence: int
    branch: int = 0
    segment: int = 0

    def of(self, *roles: Role) -> tuple[Claim, ...]:
        return tuple([claim for claim in self.claims if claim.role in roles])

    def first(self, *roles: Role) -> Claim | None:
        for claim in self.claims:
            if claim.role in roles:
                return claim
        return None


_SENTENCE = 12
"""Words from which a table's cell is prose, not a label or a figure."""


def is_prose(piece: Piece) -> bool:
    """Whether a piece holds sentences: all but the short cells of tables."""
    return piece.cell is None or len(piece.text.split()) >= _SENTENCE


@dataclass(frozen=True)
class Understanding:
    """A reading with its claims and statements: what every rule is given.

    `year` is the year the report is about, None when it names none; `reported` the day of the report where known.
    """

    reading: Reading
    claims: tuple[Claim, ...]
    statements: tuple[Statement, ...]
    year: int | None = None
    _children: dict[int, tuple[Statement, ...]] = field(default_factory=dict, init=False, repr=False)
    _mentions: dict[int, tuple[Mention, ...]] = field(default_factory=dict, init=False, repr=False)
    _found: dict[Any, tuple[Any, ...]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def spoken(self) -> Understanding:
        """The same without the figures of tables, for rules on sentences: a row is no sentence about one level.

        Statements keep their indexes; those of tables have no claims. What was read of the pieces is shared.
        """
        told = [is_prose(self.reading.pieces[one.piece]) for one in self.statements]
        if all(told):
            return self
        statements = tuple(
            one if kept else replace(one, claims=()) for one, kept in zip(self.statements, told, strict=True)
        )
        claims = tuple(claim for claim in self.claims if told[claim.statement])
        spoken = replace(self, claims=claims, statements=statements)
        object.__setattr__(spoken, "_mentions", self._mentions)
        spoken.__dict__["spoken"] = spoken  # nothing of tables is left to take away
        return spoken

    def once(self, find: Callable[[Understanding], Iterable[_Found]]) -> tuple[_Found, ...]:
        """What `find` finds here, worked out once for all the rules that ask."""
        if find not in self._found:
            self._found[find] = tuple(find(self))
        return self._found[find]

    @cached_property
    def claims_by_id(self) -> dict[str, Claim]:
        return {claim.id: claim for claim in self.claims}

    def tells(self, ids: Iterable[str]) -> bool:
        """Whether all these claims are here: what was `spoken` holds none of tables."""
        return all(one in self.claims_by_id for one in ids)

    def piece_of(self, thing: Claim | Statement) -> Piece:
        return self.reading.pieces[thing.piece]

    def statement_of(self, claim: Claim) -> Statement:
        return self.statements[claim.statement]

    def children(self, statement: Statement) -> tuple[Statement, ...]:
        """The statements that hang on this one, in reading order."""
        if not self._children:
            gathered: dict[int, list[Statement]] = {-1: []}  # never empty, so that it is gathered once
            for one in self.statements:
                if one.parent is not None:
                    gathered.setdefault(one.parent, []).append(one)
            self._children.update({parent: tuple(found) for parent, found in gathered.items()})
        return self._children.get(statement.index, ())

    def mentions(self, piece: int) -> tuple[Mention, ...]:
        """What a piece's text mentions, read once for all rules."""
        if piece not in self._mentions:
            self._mentions[piece] = read_mentions(self.reading.pieces[piece].text, year=self.year)
        return self._mentions[piece]

    def remember(self, mentions: Mapping[int, tuple[Mention, ...]]) -> None:
        """Takes over what was read of the pieces already, with the report's year."""
        self._mentions.update(mentions)

    def span(self, piece: int, start: int, end: int) -> Span:
        """The place of characters `start` to `end` of a piece's text."""
        return span_of(self.reading, self.reading.pieces[piece], start, end)


def span_of(reading: Reading, piece: Piece, start: int, end: int) -> Span:
    first = piece.origins[start]
    last = max(first, piece.origins[end - 1] + 1 if end > start else first)
    return Span(first, last, reading.line_at(first), piece.page, reading.text[first:last])


@dataclass(frozen=True, slots=True)
class Relation:
    """Claims that obey one arithmetic, or do not.

    `claims` are the ids of all its operands, the result last. `arithmetic` is one line of Vietnamese arithmetic
    with the numbers put in. `message` and `suggestion` (the number that would fit, "" when none is clear) are for
    the finding that a broken relation becomes; `places` are shown with the claims then, such as the items counted.
    """

    rule: str
    verdict: Verdict
    claims: tuple[str, ...]
    arithmetic: str
    message: str = ""
    suggestion: str = ""
    places: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a person is told: one sentence what is wrong and where, the arithmetic, the places, what would fit."""

    rule: str
    severity: Severity
    message: str
    arithmetic: str
    spans: tuple[Span, ...]
    suggestion: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True)
class Audit:
    """The whole answer about one file."""

    understanding: Understanding
    relations: tuple[Relation, ...]
    findings: tuple[Finding, ...]

    @property
    def confirmed(self) -> int:
        """How many claims some other claim confirms."""
        return len({claim for one in self.relations if one.verdict == "consistent" for claim in one.claims})


def spans_of(understanding: Understanding, claims: Sequence[str]) -> tuple[Span, ...]:
    """The places of claims by their ids, in reading order, each once."""
    by_id = understanding.claims_by_id
    found = {by_id[claim].span for claim in claims if claim in by_id}
    return tuple(sorted(found, key=lambda span: (span.start, span.end)))


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
