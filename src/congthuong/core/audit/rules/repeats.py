"""The same quantity stated twice: text, footnote, table, summing-up; in one unit or another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

import regex

from congthuong.core.audit import intervals, slips, subjects, telling
from congthuong.core.audit.model import Claim, Relation, Role, Statement, Understanding
from congthuong.core.audit.rules import Rule
from congthuong.core.audit.rules.operands import row_of
from congthuong.core.quantities.units import fold

_SLOTS: Final[tuple[Role, ...]] = (
    "level",
    "count",
    "change",
    "attainment",
    "share",
    "index",
    "part",
    "whole",
    "after",
    "plan",
)
_MOST = 12
"""Statements of one subject compared with each other, at most: more are a table's rows and no repetition."""

Stated = tuple[Statement, Claim]


def stated_twice(text: Understanding) -> Iterator[Relation]:
    """Two statements of one quantity agree up to their precision."""
    done: set[tuple[str, str]] = set()
    for found in _of_one_subject(text):
        for index, (one, claim) in enumerate(found):
            for other, again in found[index + 1 : index + _MOST]:
                pair = (claim.id, again.id)
                if pair in done or one.index == other.index or not _comparable(one, claim, other, again):
                    continue
                done.add(pair)
                yield from _compared(one, claim, other, again)


def _of_one_subject(text: Understanding) -> Iterator[list[Stated]]:
    by_words: dict[tuple[frozenset[str], str], list[Stated]] = {}
    for one in text.statements:
        for claim in one.of(*_SLOTS):
            words = subjects.signature(one, claim)
            bare = claim.role == "count" and claim.value < 10 and not claim.unit.base
            if len(words) >= 2 and not bare:
                by_words.setdefault((words, _kind(claim)), []).append((one, claim))
    yield from (found for found in by_words.values() if len(found) > 1)
    yield from _printed_alike(text)
    yield from _named_alike(by_words)


def _named_alike(by_words: dict[tuple[frozenset[str], str], list[Stated]]) -> Iterator[list[Stated]]:
    """Subjects of which one is the other with a word or two more."""
    by_word: dict[tuple[str, str], list[frozenset[str]]] = {}
    for words, kind in by_words:
        for word in words:
            by_word.setdefault((word, kind), []).append(words)
    for words, kind in by_words:
        rarest = min((by_word[word, kind] for word in words), key=len)
        for other in rarest[:_MOST]:
            if other != words and len(words) < len(other) and subjects.same(words, other):
                yield [*by_words[words, kind][:2], *by_words[other, kind][:2]]


def _kind(claim: Claim) -> str:
    role = "amount" if claim.role in ("level", "count", "part", "after") else claim.role
    return f"{role} {claim.base if claim.role == 'change' else ''}"


def _printed_alike(text: Understanding) -> Iterator[list[Stated]]:
    """Figures of one value under names that share words: what a summing-up repeats in other words."""
    by_value: dict[tuple[Decimal, str, str], list[Stated]] = {}
    for one in text.statements:
        for claim in one.of(*_SLOTS):
            digits = len(claim.value.normalize().as_tuple().digits)
            if digits >= 3 and claim.unit.base:
                value = claim.value.scaleb(claim.unit.exponent).normalize()
                by_value.setdefault((value, claim.unit.base, str(claim.role == "change")), []).append(
                    (one, claim)
                )
    for (value, *_), found in by_value.items():
        if 1 < len(found) <= 5:
            need = 1 if len(value.as_tuple().digits) >= 4 else 2
            yield from _by_words(text, found, need)


def _by_words(text: Understanding, found: list[Stated], need: int) -> Iterator[list[Stated]]:
    for at, first in enumerate(found):
        words = subjects.signature(*first)
        others = [
            pair
            for pair in found[at + 1 :]
            if len(words & subjects.signature(*pair)) >= need or _cell_and_sentence(text, first, pair)
        ]
        if others:
            yield [first, others[0]]


def _cell_and_sentence(text: Understanding, first: Stated, second: Stated) -> bool:
    """Whether one stands in a table and the other in the text beside it, which tells of the table."""
    in_table = [text.piece_of(one).cell is not None for one, _ in (first, second)]
    return in_table[0] != in_table[1] and abs(first[0].piece - second[0].piece) < _BESIDE


_BESIDE = 120


def wholes_again(text: Understanding) -> Iterator[Relation]:
    """The 128 of "41/128 chợ" is the number of markets that was stated before."""
    for one in text.statements:
        for whole in one.of("whole"):
            if not whole.unit.is_count or whole.value < 10:
                continue
            for other in reversed(text.statements[max(0, one.index - 14) : one.index]):
                count = other.first("count")
                if count is None or count.unit != whole.unit or one.piece - other.piece > 3:
                    continue
                if count.value == whole.value and not count.qualifier:
                    yield _relation(one, count, whole, agree=True)
                    break


def _comparable(one: Statement, claim: Claim, other: Statement, again: Claim) -> bool:
    if claim.direction != again.direction and claim.role == "change":
        return False
    if not intervals.alike(claim.unit, again.unit) or claim.span == again.span:
        return False
    if claim.piece == again.piece and one.sentence == other.sentence and claim.unit == again.unit:
        return False
    if claim.base != again.base and "" not in (claim.base, again.base):
        return False
    bases = {one.basis or "actual", other.basis or "actual"}
    apart = "forecast" in bases and len(bases) > 1
    return _one_time(one, other) and not apart


def _one_time(one: Statement, other: Statement) -> bool:
    """Whether the statements may be of one period: the same, one unnamed, or both running to the same day."""
    first, second = one.period, other.period
    return first is None or second is None or first == second or first.last == second.last


def _compared(one: Statement, claim: Claim, other: Statement, again: Claim) -> Iterator[Relation]:
    unit = claim.unit
    there = intervals.within(again, unit)
    if claim.loose.overlaps(there):
        yield _relation(one, claim, again, agree=True)
        return
    if _elsewhere_alike(one, claim, other, again) or _mistyped_again(one, claim, other, again):
        yield _relation(one, claim, again, agree=False)
    elif _rate_mistyped(one, claim, other, again):
        yield replace(_relation(one, claim, again, agree=False), verdict="suspicious")


def _rate_mistyped(one: Statement, claim: Claim, other: Statement, again: Claim) -> bool:
    """ "tổng mức bán lẻ hàng hóa 6 tháng giảm 2,89%" and, further on, of the same by name and time, "giảm 2,98%"."""
    if claim.piece == again.piece or claim.unit.base != "%" or claim.decimals != again.decimals:
        return False
    if one.period is None or one.period != other.period or claim.decimals == 0 or claim.base != again.base:
        return False
    words, others = subjects.words_of(one.key), subjects.words_of(other.key)
    if words != others or len(words) < 3 or claim.value + again.value == 0:
        return False
    digits, theirs = (str(abs(int(each.value.scaleb(each.decimals)))) for each in (claim, again))
    return len(digits) > 2 and sorted(digits) == sorted(theirs)  # the same digits in another order


def _elsewhere_alike(one: Statement, claim: Claim, other: Statement, again: Claim) -> bool:
    """Whether another figure of both statements agrees, so that they are surely about one thing."""
    for mine in one.claims:
        for theirs in other.claims:
            if mine is claim or theirs is again or mine.role != theirs.role or mine.base != theirs.base:
                continue
            if mine.unit.base == theirs.unit.base and mine.value == theirs.value and mine.decimals:
                return True
    return False


def _mistyped_again(one: Statement, claim: Claim, other: Statement, again: Claim) -> bool:
    if claim.piece != again.piece:
        return _slip(claim, again)
    return one.sentence != other.sentence and _exchanged(one, claim, other, again)


def _exchanged(one: Statement, claim: Claim, other: Statement, again: Claim) -> bool:
    """ "Tổng mức bán lẻ 9 tháng 109.240 tỷ đồng … Như vậy 9 tháng, tổng mức bán lẻ đạt 109.420 tỷ đồng": of one name and one
    time in one paragraph, and the same digits in another order."""
    if (
        one.period is None
        or one.period != other.period
        or subjects.words_of(one.key) != subjects.words_of(other.key)
    ):
        return False
    digits, theirs = (str(int(abs(each.value.scaleb(each.decimals)))) for each in (claim, again))
    return len(digits.rstrip("0")) > 3 and sorted(digits) == sorted(theirs) and _slip(claim, again)


def _slip(claim: Claim, again: Claim) -> bool:
    """Whether one is the other with a digit changed: only where enough digits make that no chance."""
    digits = len(claim.value.as_tuple().digits)
    if claim.unit != again.unit or claim.decimals != again.decimals or digits < 4:
        return False
    return slips.near_slip(claim, intervals.exact(again)) is not None


def _relation(one: Statement, claim: Claim, again: Claim, *, agree: bool) -> Relation:
    return Relation(
        "stated-twice",
        "consistent" if agree else "contradiction",
        (claim.id, again.id),
        f"{claim.text} {'=' if agree else '≠'} {again.text}",
        f"{telling.about(one.subject)}: một chỗ ghi {claim.text}, chỗ khác ghi {again.text}. "
        "Hãy dùng một con số ở cả hai chỗ.",
        "",
    )


def referred_to(text: Understanding) -> Iterator[Relation]:
    """ "Trong 9.586 hồ sơ đã giải quyết: …" takes up a number told before; one digit off, it is mistyped."""
    row = row_of(text)
    for claim in text.claims:
        near = text.piece_of(claim).text[max(0, claim.start - 40) : claim.start]
        if claim.qualifier or not claim.unit.base or "rong" not in near.lower():
            continue
        if not _TAKES_UP.search(fold(row.before(claim, 40))):
            continue
        if len(claim.value.normalize().as_tuple().digits) < 4:
            continue
        here = row.at[claim.id]
        before = [
            other
            for other in reversed(row.claims[max(0, here - _REFERRED) : here])
            if other.unit == claim.unit and other.decimals == claim.decimals
        ]
        if any(other.value == claim.value for other in before):
            continue
        for other in before:
            if slips.near_slip(claim, intervals.exact(other)) is not None:
                relation = _relation(text.statement_of(other), other, claim, agree=False)
                yield replace(relation, verdict="suspicious")
                break


_TAKES_UP: Final = regex.compile(r"(?:^|[.;:]\s*)trong(?:\s+(?:tổng\s+)?số)?\s*\Z")
_REFERRED: Final = 14

RULES: tuple[Rule, ...] = (stated_twice, wholes_again, referred_to)
