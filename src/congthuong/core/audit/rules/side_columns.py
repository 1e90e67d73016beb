"""Figures told beside parts that come to their whole: they come to a whole of their own.

"xử lý 1.067 vụ. Phân theo hành vi: a) …: 241 vụ, phạt 3.918,2 triệu đồng; b) …: 196 vụ, phạt 4.205,6 triệu đồng; …. Số tiền phạt
12.310,0 triệu đồng": once one figure of each part is seen to make a total, nothing is missing among the parts, and what else
is told of every one of them makes its total too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final

from congthuong.core.audit import slips, telling
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.phrases import MEAN
from congthuong.core.audit.rules import equations
from congthuong.core.audit.rules.equations import Equation
from congthuong.core.audit.rules.mistyped import LastRule, as_printed, known_of
from congthuong.core.audit.rules.nearby import is_amount
from congthuong.core.audit.rules.operands import Row, digits, row_of
from congthuong.core.audit.rules.proposed import Known
from congthuong.core.audit.subjects import words_of

_SUMS: Final = ("sum-of-parts", "count-of-parts")
_OFFSETS: Final = (1, -1, 2, -2, 3, -3)
_NEAR: Final = 6
_LONG: Final = 3
_FEW: Final = 2
_BACK: Final = 24
_PIECES: Final = 3
_AHEAD: Final = 6
_NO_PART: Final = frozenset({"base", "plan", "average", "before", "difference", "range"})
_LEAST, _GREATEST = Decimal("0.5"), Decimal(2)
_ODDS: Final = Decimal("0.25")


def side_columns(text: Understanding, relations: Sequence[Relation]) -> Iterator[Relation]:
    row, known = row_of(text), known_of(relations)
    seen: set[frozenset[str]] = set(known.rows)
    for parts, whole in (*_summed(row, relations), *_lists(row)):
        for column in _columns(row, parts, whole):
            names = frozenset(claim.id for claim in column)
            if names not in seen and known.told.isdisjoint(names):
                seen.add(names)
                yield from _held(row, known, column, parts, whole)


def _summed(row: Row, relations: Sequence[Relation]) -> Iterator[tuple[Sequence[Claim], Claim]]:
    """The parts that others found to come to a whole."""
    by_id = row.text.claims_by_id
    for one in relations:
        found = one.rule in _SUMS and one.verdict == "consistent" and len(one.claims) > 2
        if found and all(name in row.at for name in one.claims):
            *parts, whole = (by_id[name] for name in one.claims)
            yield parts, whole


def _lists(row: Row) -> Iterator[tuple[Sequence[Claim], Claim]]:
    """A column of items that all tell figures of the same units, with the total it comes to right before or after them."""
    for items in _items(row):
        for column in zip(*items, strict=True):
            if any(one.role in _NO_PART or one.qualifier for one in column):
                continue
            first, last = row.at[items[0][0].id], row.at[items[-1][-1].id]
            before = reversed(row.claims[max(0, first - _BACK) : first])
            for away, whole in enumerate((*row.claims[last + 1 : last + _NEAR], *before)):
                long = digits(whole) >= (_LONG if away < 2 * _NEAR else _LONG + 1)
                sound = is_amount(whole) and whole.unit.base == column[0].unit.base
                if long and sound and equations.total(column, whole).holds:
                    yield column, whole
                    break


def _items(row: Row) -> Iterator[list[list[Claim]]]:
    """Lists of three items or more that each tell amounts of the same units, in the same order."""
    items: list[list[Claim]] = []
    for piece, found in groupby(row.claims, key=lambda claim: claim.piece):
        told = list(found)
        alike = (
            items
            and piece - items[-1][0].piece == 1
            and [one.unit for one in told] == [one.unit for one in items[-1]]
        )
        if not alike:
            if len(items) > _FEW:
                yield items
            items = []
        if row.text.reading.pieces[piece].kind == "item" and len(told) > 1 and all(map(is_amount, told)):
            items.append(told)
    if len(items) > _FEW:
        yield items


def _columns(row: Row, parts: Sequence[Claim], whole: Claim) -> Iterator[tuple[Claim, ...]]:
    """The figures that stand at one distance from each part, before the next, all of one unit."""
    places = [row.at[part.id] for part in parts]
    if sorted(places) != places:
        return
    bounds = [-1, *places, len(row.claims)]
    for offset in _OFFSETS:
        found = []
        for at, place in enumerate(places, 1):
            beside = place + offset
            if not bounds[at - 1] < beside < bounds[at + 1] or not _may_be_part(row, beside, parts[at - 1]):
                break
            found.append(row.claims[beside])
        if len(found) == len(parts) and len({one.unit for one in found}) == 1 and whole not in found:
            yield tuple(found)


def _may_be_part(row: Row, beside: int, part: Claim) -> bool:
    claim = row.claims[beside]
    told = is_amount(claim) and claim.role not in _NO_PART and not claim.qualifier
    mean = bool(MEAN.search(claim.lead)) or "/" in claim.unit.base
    return told and not mean and row.reach(claim, part) == 0


def _held(
    row: Row, known: Known, column: Sequence[Claim], parts: Sequence[Claim], whole: Claim
) -> Iterator[Relation]:
    made = [equations.total(column, one) for one in _wholes(row, column, parts, whole)]
    for one in made:
        if one.holds:
            yield Relation("sum-of-parts", "consistent", tuple(claim.id for claim in one.claims), one.shown)
            return
    meant = _just_before(row, column)
    near = [
        one
        for one in made
        if _LEAST < _ratio(one) < _GREATEST and (one.claims[-1] is meant or _of_one_name(row, one))
    ]
    if len(near) == 1:
        yield _told(near[0])
        return
    for one in made:
        if _is_slip(one, known, len(made)):
            yield _told(one)
            return


def _wholes(row: Row, column: Sequence[Claim], parts: Sequence[Claim], whole: Claim) -> list[Claim]:
    """The amounts of the column's unit around the parts and around what these come to, the nearest first."""
    first, last, here = row.at[column[0].id], row.at[column[-1].id], row.at[whole.id]
    own = {claim.id for claim in (*column, *parts, whole)}
    places = dict.fromkeys(
        (
            *range(here - 3, here + 4),
            *range(last + 1, last + 1 + _AHEAD),
            *range(first - 1, first - 1 - _BACK, -1),
        )
    )
    return [
        claim
        for place in places
        if 0 <= place < len(row.claims)
        and (claim := row.claims[place]).id not in own
        and claim.unit.base == column[0].unit.base
        and is_amount(claim)
        and claim.role not in _NO_PART
        and not claim.qualifier
        and min(whole.piece, column[0].piece) - _PIECES
        <= claim.piece
        <= max(whole.piece, column[-1].piece) + 1
    ]


def _just_before(row: Row, column: Sequence[Claim]) -> Claim | None:
    """The figure that ends the words before a list: "xử lý 1.067 vụ. Phân theo hành vi:"."""
    at = row.at[column[0].id]
    before = row.claims[at - 1] if at else None
    listed = len({one.piece for one in column}) == len(column)
    return before if before is not None and listed and column[0].piece - before.piece == 1 else None


def _ratio(one: Equation) -> Decimal:
    claim = one.claims[-1]
    return telling.middle(one.needs[-1]) / claim.value if claim.value else Decimal(0)


def _of_one_name(row: Row, one: Equation) -> bool:
    """Whether the words before the whole take up those before each of the parts: "kiểm tra 1.064 vụ", "kiểm tra 318 vụ"."""
    whole = one.claims[-1]
    named = words_of(f"{whole.lead} {row.text.statement_of(whole).subject}")
    shared = frozenset.intersection(*(words_of(part.lead) for part in one.claims[:-1]))
    return bool(named & shared)


def _is_slip(one: Equation, known: Known, tried: int) -> bool:
    """Whether one slip in a figure that nothing else confirms makes the column come to this total, and hardly by chance."""
    doubtful = [
        (claim, as_printed(claim, need))
        for claim, need in zip(one.claims, one.needs, strict=True)
        if claim.id not in known.confirmed and need.high > 0
    ]
    if sum((slips.chance(claim, need) for claim, need in doubtful), Decimal(0)) * tried > _ODDS:
        return False
    return any(slips.near_slip(claim, need) is not None for claim, need in doubtful)


def _told(one: Equation) -> Relation:
    whole = one.claims[-1]
    fits = telling.amount(telling.middle(one.needs[-1]), whole)
    return Relation(
        "sum-of-parts",
        "suspicious",
        tuple(claim.id for claim in one.claims),
        f"{one.shown}: không khớp; các phần cộng lại là {fits}",
        f"Các phần đã kể đủ (số đi kèm của chúng cộng khớp với tổng), nhưng ở đây cộng lại là {fits}, báo cáo ghi {whole.text}. "
        "Hãy xem lại tổng và từng phần.",
        fits,
    )


LAST: tuple[LastRule, ...] = (side_columns,)
