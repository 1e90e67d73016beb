"""What hangs on what within one piece: brackets, parts after "trong đó", rows of items, the sentence's own subject."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Final

import regex

from congthuong.core.audit import intervals
from congthuong.core.audit.cues import any_word, vocabulary
from congthuong.core.audit.drafts import AMOUNTS, Drafts, State
from congthuong.core.audit.model import Link
from congthuong.core.audit.phrases import WEAK
from congthuong.core.audit.scan import Number
from congthuong.core.quantities.units import fold

_ITEM_MARK: Final = regex.compile(r"\([0-9]{1,2}\)")
_LISTED: Final = regex.compile(r":\s*(?:\(|[-+*]|\p{L}|[0-9]+\))")


class Nesting:
    """The state at the number being read, and how to come back to what held before a bracket or a row of parts."""

    def __init__(self, made: Drafts, state: State) -> None:
        self.made = made
        self.state = state
        self.opening = replace(state)
        self.main: int | None = None  # the first statement of the last sentence that had one of its own
        self._main_of = -1
        self._mains: list[int] = []
        self._outer: list[State] = []
        self._items = False  # whether the sentence is a row of items, cut by ";" or numbered (1), (2)
        self._within: tuple[int | None, Link] | None = None  # what held before a bare "trong đó"
        self._by_commas = False  # whether the parts after it are parted by commas

    def brackets(self, number: Number, begins: bool) -> None:
        if begins:
            if self._outer:
                self.state = self._outer[0]
            self._outer = []
        while len(self._outer) < number.depth:
            self._outer.append(replace(self.state))
            if self.state.current is not None:
                self.state.parent, self.state.link = self.state.current, "bracket"
        while len(self._outer) > number.depth:
            self.state = self._outer.pop()

    def new_sentence(self) -> None:
        """A new sentence keeps period and subject; it belongs to the list or note of its piece."""
        self._to_opening()
        for (
            outer
        ) in self._outer:  # a sentence may begin with a bracket: what holds after it is the new sentence too
            outer.parent, outer.link = self.opening.parent, self.opening.link
        self._items, self._within, self._by_commas = False, None, False
        if self.main is not None and self._were_its_parts():
            self.main = self._mains[-2]
            self._mains.pop()
        if self.main is not None:
            for state in (self.state, *self._outer):
                state.current, state.subject = self.main, self.made[self.main].subject

    def back_to_main(self, main: int) -> None:
        """ "…, kéo dài 87 vụ; so với năm trước (231 vụ) giảm 47 vụ": said of what the sentence is about."""
        self._outer = []
        self._to_opening()
        self.state.current, self.state.subject = main, self.made[main].subject

    def is_main(self, statement: int, sentence: int) -> None:
        """A statement was made; the first of a sentence that hangs on nothing in it is what the sentence is about."""
        self.state.current = statement
        if self.state.parent == self.opening.parent and self._main_of != sentence:
            self.main, self._main_of = statement, sentence
            self._mains.append(statement)

    def _were_its_parts(self) -> bool:
        """ "đạt 18.462 tỷ đồng. Khu vực nhà nước 2.105 tỷ, … . Ước cả năm …": whether the sentence before told the parts of what
        the one before it is about, which the next is about again."""
        if len(self._mains) < 2:
            return False
        above, first = self.made[self._mains[-2]], self.made[self._mains[-1]]
        whole = next((claim for claim in above.claims if claim.role in AMOUNTS), None)
        row = [one for one in self.made.drafts[self._mains[-1] :] if one.parent == first.parent]
        parts = [claim for one in row for claim in one.claims if claim.role in ("level", "count")]
        if (
            whole is None
            or len(parts) < 2
            or (above.piece, above.sentence + 1) != (first.piece, first.sentence)
        ):
            return False
        if any(one.sentence != first.sentence for one in row) or any(
            claim.unit.base != whole.unit.base for claim in parts
        ):
            return False
        total = intervals.total(intervals.within(claim, whole.unit) for claim in parts)
        return total.overlaps(whole.loose)

    def parts(self, gap: str, begins: bool, *, beside: bool = False) -> None:
        """ "trong đó", "gồm", or a colon after a figure: what follows are parts of it. `beside` says that nothing else
        stands between two figures of one kind: "372 chợ: 8 chợ hạng 1, …"."""
        folded = fold(gap)
        cut = ";" in gap
        if cut or _ITEM_MARK.search(gap):
            self.state.segment += cut and self._by_commas
            if self._within is not None and self._items:
                self.state.parent, self.state.link = self._within
                self._within = None
                self.state.current = None
            self._items |= self._within is None
        if _whole_again().search(folded):
            self._to_opening()
            self._within = None
        elif found := _of_which().search(folded):
            again = cut or found[0] == "riêng"
            self._branch(again, ":" in folded[found.end() :])
        elif ":" in gap and not begins and self.state.current is not None and (beside or _LISTED.search(gap)):
            self.state.parent, self.state.link = self.state.current, "list"
            self.state.branch = self.made.next_branch()
            self.state.current = None

    def delimited(self, gap: str, apart: bool) -> None:
        """Whether the parts after a bare "trong đó" are parted by commas or closed by "và"."""
        if self._within is not None and self.state.current is not None and ";" not in gap:
            self._by_commas |= bool(WEAK.search(gap)) or (apart and "," in gap)

    def _branch(self, cut: bool, listed: bool) -> None:
        """Parts begin: of the statement just made, or again of the one whose parts these are ("…; trong đó …").

        After "gồm:" semicolons part the parts (`listed`); after a bare "trong đó" with commas a semicolon ends them.
        """
        parent = self.state.current if self.state.current is not None else self.main
        if cut and self.state.link == "of_which" and self.state.parent is not None:
            parent = self.state.parent
        if parent is None:
            return
        own = self.made[parent]
        if self._within is None and not cut and not listed:
            self._within = self.state.parent, self.state.link
        self._by_commas = False
        up = own.parent if own.link == "of_which" and own.parent is not None else None
        self.state.parent = parent if up is None or own.has(AMOUNTS) else up
        self.state.link = "of_which"
        self.state.segment = 0
        self.state.branch = self.made.next_branch()
        self.state.current = None

    def _to_opening(self) -> None:
        self.state.parent, self.state.link = self.opening.parent, self.opening.link


@cache
def _whole_again() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}}){any_word(vocabulary()['whole_again']['words'])}(?!\p{{L}})")


@cache
def _of_which() -> regex.Pattern[str]:
    table = vocabulary()["of_which"]
    return regex.compile(rf"(?<!\p{{L}}){any_word([*table['words'], *table['loose']])}(?!\p{{L}})")
