"""From the numbers of one piece to claims: which statement each number is added to, and in which role."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import Final

import regex

from congthuong.core.audit.before import (
    before,
    compared_in_bracket,
    over_bracket,
    set_against,
    told_first,
)
from congthuong.core.audit.circumstances import come_back, take_up, turn_back
from congthuong.core.audit.cues import Before, Told, base_named, told
from congthuong.core.audit.drafts import AMOUNTS, Draft, Drafts, State
from congthuong.core.audit.model import Base, Claim, Role, span_of
from congthuong.core.audit.named_again import named_again
from congthuong.core.audit.nesting import Nesting
from congthuong.core.audit.phrases import (
    BOUNDARY,
    WEAK,
    after_tail,
    has_content,
    last_segment,
    segments,
    subject_of,
    without_closed,
    without_periods,
)
from congthuong.core.audit.printed import loose, named_alike
from congthuong.core.audit.scan import Number, Scan, tops
from congthuong.core.document.reading import Piece
from congthuong.core.quantities import UNITLESS, Interval, Quantity, Unit
from congthuong.core.quantities.units import fold

_MONEY: Final = frozenset({"đồng", "USD"})
_AGAIN: Final = regex.compile(r";\s*so(?:\s+với)?(?!\p{L})[^;]*$")
_PARTED: Final = regex.compile(r"[;.:]")
_CLAUSE: Final = 300
"""Letters of a clause that are looked at for the base it names."""
_RESPECTIVELY: Final = regex.compile(
    r"lần lượt|tương ứng(?:\s+(?:là|với|đạt|chiếm|tăng|giảm|bằng|ở mức))*\s*:?\s*$"
)
_SHORT: Final = 4
_NAMES: Final = regex.compile(r",|;|(?<!\p{L})và(?!\p{L})")
_VERB: Final = regex.compile(r"(?<!\p{L})(?:tăng|giảm|đạt|chiếm|bằng)(?!\p{L})")
_SAID_OF_IT: Final = regex.compile(
    r"(?:\s*\p{L}+){1,4}\s+(?:đạt|chiếm|bằng|tương đương|tương ứng|ứng với)(?:\s+tỷ lệ)?\s*"
)
_WITH_BASE: Final = ("change", "difference", "index", "multiple", "attainment")
_MOVES: Final = ("change", "difference")
_OF_THE_ONE_BEFORE: Final = ("plan", "base", "base_change", "before", "after", "whole", "remaining")
"""The target in brackets, the whole after "trên tổng số": said of the statement before."""


def read_piece(made: Drafts, index: int, piece: Piece, found: Scan, state: State) -> int | None:
    """Adds the claims of a piece; the statement that its last sentence is about, None when it has none."""
    reader = _PieceReader(made, index, piece, found, state)
    for position in range(len(found.numbers)):
        reader.take(position)
    return reader.nesting.main


class _PieceReader:
    """One pass over the numbers of a piece."""

    def __init__(self, made: Drafts, index: int, piece: Piece, found: Scan, state: State) -> None:
        self.made = made
        self.index = index
        self.piece = piece
        self.scan = found
        self.nesting = Nesting(made, state)
        self.bases: dict[Role, Base] = {}
        self.respective: list[int] = []
        """After "lần lượt": the statements that the next figures belong to in turn."""
        self.in_turn: list[str] = []
        """After "A và B lần lượt là": the names of the next figures in turn."""
        self.said_in_turn: Told | None = None
        """What the first of the figures in turn is, for those after it."""

    @property
    def state(self) -> State:
        return self.nesting.state

    def take(self, position: int) -> None:
        numbers = self.scan.numbers
        number = numbers[position]
        previous = numbers[position - 1] if position else None
        following = numbers[position + 1] if position + 1 < len(numbers) else None
        text = self.scan.text
        gap = text[number.gap : number.start]
        begins = previous is None or previous.sentence != number.sentence
        main = self.nesting.main
        if not begins and main is not None and _AGAIN.search(fold(gap)):
            self.nesting.back_to_main(main)
        self.nesting.brackets(number, begins)
        if begins or ";" in gap:
            come_back(self.state)
        if begins:
            self.nesting.new_sentence()
            self.respective, self.in_turn, self.said_in_turn = [], [], None
        context_start = number.gap if begins or previous is None else after_tail(text, number)
        beside = (
            previous is not None and gap.strip() == ":" and previous.quantity.unit == number.quantity.unit
        )
        self.nesting.parts(without_closed(gap), begins, beside=beside)
        tail, ahead = self._after(number, following)
        lead = last_segment(without_closed(text[context_start : number.start]))
        subject = self._named(context_start, number, follows=not begins)
        led_over = self._over_bracket(number, previous, begins)
        if led_over:
            lead, subject = led_over, ""
        against, beside_it = self._set_against(number, previous, ahead)
        if against or beside_it:
            subject = ""
        said_before = Before() if subject else self._before(number, previous)
        if against:
            said_before = replace(said_before, based=True)
        compared = said_before.base_bracket or said_before.based
        held = self.state.period
        changed = not compared and take_up(self.state, self.scan, context_start, number.start)
        if subject:
            self.state.subject = subject
            turn_back(self.state, held, text, context_start, number.start)
            changed |= held != self.state.period
        said = told(number, fold(lead), fold(tail), fold(ahead), said_before)
        said = replace(said, role="base", direction="", base=beside_it) if beside_it else said
        self.nesting.delimited(gap, bool(subject) or said.role in AMOUNTS)
        if said.role in _MOVES and not subject and not number.depth and self.state.own_period is not None:
            come_back(self.state)  # "cùng kỳ 168,9 tỷ đồng, như vậy tăng …": said of the year at hand again
            self.state.current = main if main is not None else self.state.current
        said = self._with_base(self._as_the_first(said, number, gap), following)
        self._in_turn(position, said, fold(gap))
        again = (
            None
            if subject
            else named_again(self.made, self.index, number, said, tail or ahead, self.state.current)
        )
        if again is not None:
            self.state.current = again
        if name := self._name_in_turn(position, said, fold(gap)):
            subject = self.state.subject = name
        self._place(number, said, bool(subject), changed, lead, tail)

    def _after(self, number: Number, following: Number | None) -> tuple[str, str]:
        """The words after a number within its clause, and all up to the next number."""
        text = self.scan.text
        stop = self.scan.stops[number.sentence]
        end = following.start if following and following.sentence == number.sentence else stop
        rest = text[number.end : end]
        boundary = BOUNDARY.search(rest)
        if boundary:
            return rest[: boundary.start()], rest
        weak = WEAK.search(rest) if following else None
        return (rest[: weak.start()] if weak and weak[0] == "và" else rest), rest

    def _named(self, start: int, number: Number, *, follows: bool) -> str:
        """The subject that the words before a number name; "" when they name none.

        "10.974 yêu cầu đạt 95,9%": words between a number and its rate are what it counts, and name nothing new.
        """
        gap = self.scan.text[number.gap : number.start]
        if follows and number.quantity.unit.base == "%" and _SAID_OF_IT.fullmatch(fold(gap)):
            return ""
        plain = without_closed(without_periods(self.scan, start, number.start))
        for segment in reversed(segments(plain, whole=number.depth > 0)):
            if has_content(segment):
                return subject_of(segment)
        return ""

    def _before(self, number: Number, previous: Number | None) -> Before:
        draft = self._told_before(number, previous)
        return before(self.scan, previous, number, draft) if draft and previous else Before()

    def _set_against(self, number: Number, previous: Number | None, ahead: str) -> tuple[bool, Base]:
        """Whether a figure is what the change before it is a change of; what it is when compared with in brackets."""
        if previous is None or previous.sentence != number.sentence:
            return False, ""
        draft = self._told_before(number, previous)
        if draft is None:
            return False, ""
        against = set_against(self.scan, previous, number, draft) or told_first(
            self.scan, previous, number, ahead, draft
        )
        within = "" if against else compared_in_bracket(self.scan, previous, number, draft)
        if (against or within) and self._names_another(draft, previous, number):
            return False, ""
        return against, within

    def _names_another(self, draft: Draft, previous: Number, number: Number) -> bool:
        """ "(cùng kỳ xuất khẩu 47,15 tỷ USD, nhập khẩu …)" after a rate of imports: of another figure of the sentence."""
        if not number.depth:
            return False
        words = fold(self.scan.text[previous.end : number.start])
        others = (self.made[at] for at in self.made.with_amounts(self.index, number.sentence))
        named = [fold(other.subject) for other in others if other is not draft and other.subject]
        own = fold(draft.subject)
        return any(name != own and len(name) > _SHORT and name in words for name in named)

    def _over_bracket(self, number: Number, previous: Number | None, begins: bool) -> str:
        if begins or previous is None or not self.made.claims or previous.depth <= number.depth:
            return ""
        return over_bracket(self.scan, previous, number, self.made.claims[-1])

    def _told_before(self, number: Number, previous: Number | None) -> Draft | None:
        """The statement of the figure before, which a figure may still be said of."""
        state = self.state
        draft = self.made[state.current] if state.current is not None else None
        if number.depth and draft is None and state.parent is not None and state.link == "bracket":
            draft = self.made[state.parent]
        last = draft.claims[-1] if draft and draft.claims else None
        return None if last is None or previous is None or last.piece != self.index else draft

    def _in_turn(self, position: int, said: Told, gap: str) -> None:
        """ "A đạt x, B đạt y, tăng lần lượt a% và b%": the figures after "lần lượt" belong to the statements in turn."""
        if _RESPECTIVELY.search(gap) and said.role not in AMOUNTS:
            number = self.scan.numbers[position]
            count = self._in_row(position)
            amounts = list(islice(self.made.with_amounts(self.index, number.sentence), count))
            self.respective = amounts[::-1] if 1 < count <= len(amounts) else []
            self.said_in_turn = said if self.respective else None
        if self.respective and said.role not in AMOUNTS:
            self.state.current = self.respective.pop(0)

    def _as_the_first(self, said: Told, number: Number, gap: str) -> Told:
        """ "tăng lần lượt 9,5% và 10,6%": what the first is, the second is too."""
        first = self.said_in_turn
        if first is None or not self.respective or said.direction or has_content(gap) or number.side:
            return said
        return replace(said, role=first.role, direction=first.direction, base=said.base or first.base)

    def _name_in_turn(self, position: int, said: Told, gap: str) -> str:
        """ "xuất khẩu và nhập khẩu lần lượt là 1.608,3 và 738,5 triệu USD": each figure has its own name."""
        if said.role not in AMOUNTS:
            return ""
        if _RESPECTIVELY.search(gap):
            names = [one.strip() for one in _NAMES.split(self.state.subject) if one.strip()]
            self.in_turn = list(names) if 1 < len(names) == self._in_row(position) else []
        return self.in_turn.pop(0) if self.in_turn else ""

    def _in_row(self, position: int) -> int:
        """How many figures of one unit follow each other with no words between them but "và"."""
        numbers = self.scan.numbers
        first = last = numbers[position]
        count = 1
        for other in islice(numbers, position + 1, None):
            between = self.scan.text[last.end : other.start]
            if (
                other.sentence != first.sentence
                or has_content(between)
                or other.depth != first.depth
                or (";" in between and "(" in between)
            ):
                break
            if other.quantity.unit != first.quantity.unit or _VERB.search(fold(between)):
                break
            last, count = other, count + 1
        return count

    def _with_base(self, said: Told, following: Number | None) -> Told:
        """A change without its base takes that of the next number in its clause, or of the piece's last."""
        if said.role not in _WITH_BASE:
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
            apart = _PARTED.search(text, following.gap, following.start)
            if ahead in ("same_period", "previous") and not apart:
                return replace(said, base=ahead)
        return replace(said, base=self.bases.get("change", ""))

    def _with_money(self, quantity: Quantity) -> Quantity:
        """A bare "tỷ" is of what was last reckoned in magnitudes; đồng when nothing was."""
        unit = quantity.unit
        if unit.exponent >= 9 and not unit.base:
            return replace(quantity, unit=Unit(self.made.money, unit.exponent))
        if unit.exponent >= 6 and unit.base in _MONEY:
            self.made.money = unit.base
        return quantity

    def _place(self, number: Number, said: Told, named: bool, changed: bool, lead: str, tail: str) -> None:
        state = self.state
        at = state.current
        draft = self.made[at] if at is not None else None
        arrives = said.role == "after" and draft is not None and draft.has(frozenset({"before"}))
        fresh = (
            draft is None
            or named
            or (changed and not arrives and said.role not in ("plan", "base", "base_change", "whole"))
            or (said.role in AMOUNTS and draft.has(AMOUNTS))
            or (said.role == "count" and self._begins_anew(draft, number))
        )
        if draft is not None and said.role in _OF_THE_ONE_BEFORE:
            fresh = fresh and not (named and _belongs(said, draft))
        if draft is None and number.depth and said.role not in AMOUNTS and state.link == "bracket":
            at = state.parent
            fresh = named
        if fresh or at is None:
            at = self.made.add(
                Draft(
                    state.subject,
                    state.period,
                    state.basis,
                    state.parent,
                    state.link,
                    self.index,
                    number.sentence,
                    state.branch,
                    state.segment,
                )
            )
            self.nesting.is_main(at, number.sentence)
        self.made.add_claim(self._claim(number, said, lead, tail, at))

    def _begins_anew(self, draft: Draft, number: Number) -> bool:
        """ "CPI tăng 0,21%. Trong mức tăng ấy có 7 nhóm tăng, …": things counted in a sentence of their own; "ba nhóm" in words
        only takes up what was told."""
        other = draft.piece == self.index and draft.sentence != number.sentence
        return other and self.scan.text[number.start].isdigit()

    def _claim(self, number: Number, said: Told, lead: str, tail: str, statement: int) -> Claim:
        quantity = self._with_money(named_alike(number.quantity))
        if said.role in ("base", "plan", "difference"):
            quantity = _reckoned_alike(quantity, self.made[statement], bracketed=number.depth > 0)
        interval = quantity.interval
        if number.upper is not None:
            interval = Interval(interval.low, number.upper.interval.high)
        return Claim(
            id=f"c{len(self.made.claims) + 1}",
            role=said.role,
            text=self.scan.text[number.start : number.end],
            value=quantity.value,
            low=interval.low,
            high=interval.high,
            loose=loose(quantity, interval),
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
            span=span_of(self.made.reading, self.piece, number.start, number.end),
            statement=statement,
        )


def _reckoned_alike(quantity: Quantity, draft: Draft, *, bracketed: bool) -> Quantity:
    """ "68,5 triệu đồng/năm, tăng 5,3 triệu đồng (63,2 triệu đồng)", "14.627 doanh nghiệp, … (cùng kỳ: 13.905)": what is
    compared with a level is reckoned as it is."""
    for claim in draft.claims:
        if claim.role not in AMOUNTS:
            continue
        if tops(claim.unit, quantity.unit):
            return replace(quantity, unit=Unit(claim.unit.base, quantity.unit.exponent))
        if bracketed and quantity.unit == UNITLESS and claim.unit.base not in ("%", "‰"):
            return replace(quantity, unit=claim.unit)
    return quantity


def _belongs(said: Told, draft: Draft) -> bool:
    """Whether a figure that the words around it name is still about the statement before it."""
    if said.role in ("before", "after"):
        return said.role == "after" and draft.has(frozenset({"before"}))
    return draft.has(AMOUNTS) or bool(draft.claims)
