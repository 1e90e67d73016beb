"""Stretches of a text that tell of one thing: a clause, an item of a list, a row of a table; and the words that name it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from congthuong.core.audit.model import Claim, Understanding, is_prose
from congthuong.core.audit.rules.operands import Row, row_of
from congthuong.core.audit.subjects import words_in_order

_LEADING: Final = 2
"""Words at the beginning of a long name that stand for all of it: "hàng giả" for "hàng giả, xâm phạm sở hữu trí tuệ"."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The claims of one stretch, the words that name it in their order, and where it ends in the row."""

    name: tuple[str, ...]
    claims: tuple[Claim, ...]
    last: int

    def is_called(self, words: frozenset[str]) -> bool:
        """Whether these words name it: all of its name, or how a long name begins."""
        if not self.name:
            return False
        return words.issuperset(self.name) or (
            len(self.name) > _LEADING and words.issuperset(self.name[:_LEADING])
        )


def segments(text: Understanding) -> tuple[Segment, ...]:
    """The named stretches of a text in reading order, laid out once for all rules."""
    return text.once(_segments)


def _segments(text: Understanding) -> Iterator[Segment]:
    row = row_of(text)
    for _, found in groupby(text.claims, key=lambda claim: _stretch(row, claim)):
        claims = tuple(found)
        name = _name(text, claims)
        if name:
            yield Segment(name, claims, row.at[claims[-1].id])


def _stretch(row: Row, claim: Claim) -> tuple[int, ...]:
    """What tells one stretch from the next: the row of a table, the item, else what stands between two semicolons."""
    piece = row.text.piece_of(claim)
    if piece.cell is not None and not is_prose(piece):
        return -1, piece.cell.table, piece.cell.row
    if piece.kind == "item":
        return (claim.piece,)
    _, sentence = row.sentence.get(claim.id, (claim.piece, 0))
    return claim.piece, sentence, piece.text.count(";", 0, claim.start)


def _name(text: Understanding, claims: Sequence[Claim]) -> tuple[str, ...]:
    first = text.statement_of(claims[0])
    subject = first.subject
    if text.piece_of(claims[0]).cell is not None:
        subject = subject.partition(" - ")[0]  # the row's head, without the column's
    return words_in_order(subject)
