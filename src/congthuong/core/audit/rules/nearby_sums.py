"""Totals that amounts side by side add up to, wherever the text states the total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile
from typing import Final

import regex

from congthuong.core.audit import intervals
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules.nearby import (
    Amount,
    LaterRule,
    amounts,
    depths,
    is_amount,
    like,
    no_chance,
)
from congthuong.core.audit.rules.operands import Row, row_of
from congthuong.core.quantities import Interval
from congthuong.core.quantities.units import fold

_WHOLES: Final = 30
_LONGEST: Final = 14
_NO_PARTS: Final = frozenset({"base", "plan", "average", "before", "after"})


def totals(text: Understanding, explained: frozenset[str]) -> Iterator[Relation]:
    """A row of amounts adds up to one stated before it or right after it."""
    row = row_of(text)
    deep = depths(row)
    for _, sentence in groupby(text.claims, key=lambda claim: row.sentence.get(claim.id)):
        for parts in _rows(row, list(sentence), deep):
            found = _total(row, parts)
            if found is not None:
                yield found
    for parts in columns_of_items(row):
        found = _total(row, parts)
        if found is not None:
            yield found


def columns_of_items(row: Row) -> Iterator[tuple[Claim, ...]]:
    """ "1. Công an: kiểm tra 1.486 vụ, xử lý 962 vụ", "2. …": the figures that stand in each item after the same words."""
    columns: dict[str, list[Claim]] = {}
    last = -1
    for claim in row.claims:
        piece = row.text.piece_of(claim)
        if piece.kind != "item":
            continue
        if claim.piece - last > 1:
            yield from _whole_columns(columns)
            columns = {}
        last = claim.piece
        column = columns.setdefault(f"{fold(claim.lead)} … {claim.unit.base}", [])
        if claim.lead.strip() and is_amount(claim) and not (column and column[-1].piece == claim.piece):
            column.append(claim)
    yield from _whole_columns(columns)


def _whole_columns(columns: dict[str, list[Claim]]) -> Iterator[tuple[Claim, ...]]:
    most = max(map(len, columns.values()), default=0)
    for column in columns.values():
        if 2 < len(column) == most <= _LONGEST:
            yield tuple(column)


def _rows(row: Row, sentence: list[Claim], deep: dict[str, int]) -> Iterator[tuple[Claim, ...]]:
    """The amounts of a sentence that stand side by side: all of one kind and depth, those between two semicolons, and
    each without the first or the last, which may be their total."""
    seen: set[tuple[str, ...]] = set()
    for depth in sorted({deep[claim.id] for claim in sentence}):
        level = [claim for claim in sentence if deep[claim.id] == depth and is_amount(claim)]
        for kind in (*_kinds(level), *_after_colon(row, level)):
            for part in (kind, *_between_semicolons(row, kind)):
                for cut in (part, part[1:], part[:-1]):
                    key = tuple(claim.id for claim in cut)
                    if 1 < len(cut) <= _LONGEST and key not in seen:
                        seen.add(key)
                        yield tuple(cut)


def _kinds(level: Sequence[Claim]) -> Iterator[list[Claim]]:
    kinds: list[list[Claim]] = []
    for claim in level:
        if claim.role in _NO_PARTS and not (claim.role == "after" and _LEFT.search(fold(claim.lead))):
            continue
        for kind in kinds:
            if like(kind[0], claim):
                kind.append(claim)
                break
        else:
            kinds.append([claim])
    yield from kinds


_LEFT: Final = regex.compile(r"(?<!\p{L})còn(?: lại)?\s*\Z")


def _after_colon(row: Row, level: Sequence[Claim]) -> Iterator[list[Claim]]:
    """ "227 điểm bán: 11 siêu thị, 164 cửa hàng, 52 điểm lưu động": things of several kinds counted after their total."""
    for at, whole in enumerate(level[:-2]):
        after = level[at + 1 : at + 2 + _LONGEST]
        words = row.text.piece_of(whole).text
        if not whole.unit.is_count or not _COLON.fullmatch(words[whole.end : after[0].start]):
            continue
        yield list(takewhile(lambda claim: claim.unit.is_count, after))


def counted_rows(row: Row) -> Iterator[tuple[Claim, list[Claim]]]:
    """ "227 điểm bán: 11 siêu thị, 164 cửa hàng", "1.969 hồ sơ (1.842 thông báo, 127 đăng ký)": a count and those laid out
    right after it, up to the next semicolon or the closing bracket."""
    deep = depths(row)
    for at, whole in enumerate(row.claims[:-2]):
        words, following = row.text.piece_of(whole).text, row.claims[at + 1]
        if not whole.unit.is_count or row.reach(whole, following) or _MEASURED_BY.search(fold(whole.lead)):
            continue
        opened = deep[following.id] > deep[whole.id] and _OPENED.fullmatch(words[whole.end : following.start])
        if not opened and not _COLON.fullmatch(words[whole.end : following.start]):
            continue
        parts: list[Claim] = []
        for claim in row.claims[at + 1 : at + 2 + _LONGEST]:
            apart = row.reach(claim, whole) or deep[claim.id] < deep[following.id]
            if apart or (parts and ";" in words[parts[-1].end : claim.start]):
                break
            if (
                deep[claim.id] == deep[following.id]
            ):  # what stands in brackets of its own breaks a part down again
                parts.append(claim)
        if len(parts) > 1 and all(_counts(claim) for claim in parts):
            yield whole, parts


_MEASURED_BY: Final = regex.compile(r"(?<!\p{L})theo\s*\Z")
"""What things are told apart by is not what they come to: "rà soát theo 19 tiêu chí: 11 xã đạt đủ …"."""


def _counts(claim: Claim) -> bool:
    bare = not (claim.unit.base or claim.unit.exponent or claim.decimals)
    return claim.role in ("count", "part") and (claim.unit.is_count or bare)


_OPENED: Final = regex.compile(r"[^,;.():]{0,40}\(\s*")
_COLON: Final = regex.compile(
    r"[^,;.()]{0,40}(?:,?\s*(?:chia ra|chia thành|gồm|bao gồm|gồm có|cụ thể|phân theo[^,;.()]{0,20}))?:\s*"
    r"|[^,;.():]{0,40}(?:,\s*)?(?:bao gồm|gồm có|gồm)\s+"
)


def _between_semicolons(row: Row, kind: list[Claim]) -> Iterator[list[Claim]]:
    run: list[Claim] = []
    for claim in kind:
        words = row.text.piece_of(claim).text
        if run and ";" in words[run[-1].end : claim.start]:
            yield run
            run = []
        run.append(claim)
    if run and len(run) < len(kind):
        yield run


def _total(row: Row, parts: tuple[Claim, ...]) -> Relation | None:
    first = parts[0]
    if len(parts) > 2 and sum(part.value for part in parts[1:]) == first.value:
        return None  # the first is their total already
    totals = _Totals(row, parts)
    tried = 0
    waiting: list[
        Claim
    ] = []  # ruled out by their numbers; asked what they count only when one meets the total
    for one in _candidates(row, parts):
        whole, total = one.claim, totals.beside(one)
        stated = one.own
        if total.high < stated.low or stated.high < total.low:
            waiting.append(whole)
            continue
        tried += sum(_may_total(row, other, parts) for other in waiting)
        waiting = []
        if tried >= _WHOLES:
            return None
        if not _may_total(row, whole, parts):
            continue
        tried += 1
        if no_chance(tried * row.apart(first, whole), total, stated, intervals.last_place(whole)):
            return Relation(
                "sum-of-parts",
                "consistent",
                (*(part.id for part in parts), whole.id),
                " + ".join(part.text for part in parts) + f" = {whole.text}",
            )
    return None


class _Totals:
    """What parts add up to, in the unit of each amount that may be the total."""

    def __init__(self, row: Row, parts: tuple[Claim, ...]) -> None:
        found = amounts(row)
        self._parts = [one for part in parts if (one := found[row.at[part.id]]) is not None]
        self._known: dict[tuple[str, int], Interval] = {}

    def beside(self, whole: Amount) -> Interval:
        total = self._known.get(whole.unit)
        if total is None:
            total = intervals.total([part.beside(whole) for part in self._parts])
            self._known[whole.unit] = total
        return total


def _candidates(row: Row, parts: Sequence[Claim]) -> Iterator[Amount]:
    """The amounts that may be the total: the one before, those right after, those within, those further before."""
    last, found = parts[-1], amounts(row)
    own = {claim.id for claim in parts}
    here, end = row.at[parts[0].id], row.at[last.id]
    after = [at for at in range(end + 1, min(end + 4, len(found))) if row.claims[at].piece == last.piece]
    within = [at for at in range(here, end + 1) if row.claims[at].id not in own]
    for at in (
        *range(here - 1, max(-1, here - 2), -1),
        *after,
        *within,
        *range(here - 2, max(-1, here - 50), -1),
    ):
        one = found[at]
        if one is not None and one.claim.role not in ("plan", "before"):
            yield one


def _may_total(row: Row, whole: Claim, parts: Sequence[Claim]) -> bool:
    return like(whole, parts[0]) or _of_kinds(row, whole, parts)


def _of_kinds(row: Row, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether a count stands right before the colon after which things of several kinds are counted."""
    first = parts[0]
    if not whole.unit.is_count or any(not part.unit.is_count for part in parts) or whole.piece != first.piece:
        return False
    words = row.text.piece_of(whole).text[whole.end : first.start]
    return whole.end <= first.start and bool(_COLON.fullmatch(words))


LATER: tuple[LaterRule, ...] = (totals,)
