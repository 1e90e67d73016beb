"""Parts and their whole, as the text lays them out: what the rules on sums and shares stand on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from congthuong.core.audit import intervals
from congthuong.core.audit.cues import any_word, vocabulary
from congthuong.core.audit.model import Claim, Statement, Understanding
from congthuong.core.quantities.units import fold

AMOUNTS = ("level", "count", "part", "after")


@dataclass(frozen=True, slots=True)
class Group:
    """Statements that stand side by side as parts of one, with one amount each in a common unit.

    `whole` is the claim they would add up to, None when nothing before them could be. `complete` says that the text
    presents them as all there is ("gồm", "còn lại", "khác"); `examples` that it does not ("như", "tiêu biểu").
    """

    parent: Statement | None
    whole: Claim | None
    statements: tuple[Statement, ...]
    amounts: tuple[Claim, ...]
    complete: bool
    examples: bool


def groups(text: Understanding) -> Iterator[Group]:
    """Every group of parts of a text, in reading order."""
    for parent in text.statements:
        children = text.children(parent)
        if not children:
            continue
        for unit_claims in _by_unit(children):
            wholes = list(_wholes(text, parent, unit_claims[0][1]))
            words = _between(text, parent, children[0])
            yield Group(
                parent,
                wholes[0] if wholes else None,
                tuple(one for one, _ in unit_claims),
                tuple(claim for _, claim in unit_claims),
                bool(_complete().search(words)) or _has_rest(unit_claims),
                bool(_examples().search(words)),
            )


def _by_unit(children: tuple[Statement, ...]) -> Iterator[list[tuple[Statement, Claim]]]:
    """The children's amounts, those of one kind of unit together."""
    kinds: list[list[tuple[Statement, Claim]]] = []
    for one in children:
        claim = one.first(*AMOUNTS)
        if claim is None or claim.unit.base in ("%", "‰"):
            continue
        for kind in kinds:
            if _one_kind(kind[0][1], claim):
                kind.append((one, claim))
                break
        else:
            kinds.append([(one, claim)])
    yield from kinds


def _one_kind(first: Claim, second: Claim) -> bool:
    return intervals.alike(first.unit, second.unit)


def _wholes(text: Understanding, parent: Statement, part: Claim) -> Iterator[Claim]:
    """Amounts that the parts may belong to: the parent's own, then those before it in its sentence."""
    candidates = [parent, *reversed([one for one in text.statements[max(0, parent.index - 6) : parent.index] if one.piece == parent.piece and one.sentence == parent.sentence])]  # fmt: skip
    for one in candidates:
        for claim in one.of(*AMOUNTS, "whole"):
            if (
                (claim.start < part.start
                and _one_kind(claim, part))
                or (claim.piece != part.piece
                and _one_kind(claim, part))
            ):
                yield claim


def _between(text: Understanding, parent: Statement, child: Statement) -> str:
    """The folded words between the last claim of the parent and the first of its children."""
    first = child.claims[0]
    earlier = [claim for claim in parent.claims if claim.piece == first.piece and claim.end <= first.start]
    if not earlier:
        return fold(text.piece_of(child).text[: first.start][-200:])
    return fold(text.piece_of(child).text[earlier[-1].end : first.start])


def _has_rest(found: list[tuple[Statement, Claim]]) -> bool:
    last, claim = found[-1]
    return len(found) > 1 and bool(
        _REST.search(f"{fold(last.subject)} {fold(claim.lead)} {fold(claim.tail)}")
    )


_REST = regex.compile(r"(?<!\p{L})(?:còn lại|khác)(?!\p{L})")


@cache
def _complete() -> regex.Pattern[str]:
    words = [
        "bao gồm",
        "gồm",
        "gồm có",
        "chia ra",
        "chia theo",
        "phân theo",
        "gồm các",
        "cụ thể",
        "cụ thể là",
        "chia thành",
    ]
    return regex.compile(rf"(?<!\p{{L}}){any_word(words)}(?!\p{{L}})")


@cache
def _examples() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}}){any_word(vocabulary()['of_which']['loose'])}(?!\p{{L}})")
