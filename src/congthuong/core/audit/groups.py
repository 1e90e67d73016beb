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
        for children in _side_by_side(text.children(parent)):
            for found in _by_unit(children):
                if _BALANCE.search(" ".join(fold(f"{one.subject} {claim.lead}") for one, claim in found)):
                    continue
                wholes = [claim for claim in _wholes(text, parent, found[0][1]) if not claim.qualifier or len(found) > 1]
                words = _between(text, parent, children[0])
                yield Group(
                    parent,
                    wholes[0] if wholes else None,
                    tuple(one for one, _ in found),
                    tuple(claim for _, claim in found),
                    bool(_complete().search(words)) or _has_rest(found),
                    bool(_examples().search(words)) or _open(text, found),
                )


def _side_by_side(children: tuple[Statement, ...]) -> Iterator[tuple[Statement, ...]]:
    """Children of one branch and one sentence together; of list items the first statement each."""
    branches: dict[tuple[object, ...], list[Statement]] = {}
    for one in children:
        key = (one.link, one.branch) if one.link == "list" else (one.link, one.branch, one.piece, one.sentence)
        branches.setdefault(key, []).append(one)
    for found in branches.values():
        pieces: dict[int, list[Statement]] = {}
        for one in found:
            pieces.setdefault(one.piece, []).append(one)
        if len(pieces) > 1:
            found = [first for first, *_ in pieces.values()]
        yield tuple(found)


_BALANCE = regex.compile(r"nhập siêu|xuất siêu|thâm hụt|thặng dư")
_ELLIPSIS = regex.compile(r"…|\.\.\.|v\.v|(?<!\p{L})riêng(?!\p{L})")


def _open(text: Understanding, found: list[tuple[Statement, Claim]]) -> bool:
    """Whether the row of parts trails off, or sets one of them apart ("riêng")."""
    first, last = found[0][1], found[-1][1]
    if first.piece != last.piece:
        return False
    words = text.piece_of(first).text
    stop = words.find(". ", last.end)
    return bool(_ELLIPSIS.search(fold(words[first.start : stop if stop >= 0 else len(words)])))


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
