"""Parts with their shares, the whole told nowhere near: each part over its share gives the whole, and all must give one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from congthuong.core.audit import intervals, telling
from congthuong.core.audit.group_rows import rows, rows_of_items
from congthuong.core.audit.groups import groups
from congthuong.core.audit.model import Claim, Relation, Statement, Understanding
from congthuong.core.audit.rules import Rule
from congthuong.core.audit.rules.nearby import LaterRule, is_amount, like, stands_for
from congthuong.core.audit.rules.operands import Row, row_of
from congthuong.core.quantities import Interval

_LEAST: Final = 3
_HUNDRED: Final = Decimal(100)
_NARROW: Final = Decimal("1.1")
"""Shares that leave their whole open by more than a tenth say nothing of it."""


def one_whole(text: Understanding) -> Iterator[Relation]:
    """Of three or more parts with shares in a row, all but one of one whole: the one is asked about."""
    seen: set[str] = set()
    for group in (*groups(text), *rows_of_items(text), *rows(text)):
        pairs = [pair for one in group.statements if (pair := _pair(one)) is not None]
        if len(pairs) < _LEAST or any(share.id in seen for _, share in pairs):
            continue
        seen.update(share.id for _, share in pairs)
        yield from _odd_one(text, pairs)


def _pair(one: Statement) -> tuple[Claim, Claim] | None:
    part, share = one.first("level", "count"), one.first("share")
    if part is None or share is None or share.unit.base != "%" or part.unit.base == "%":
        return None
    plain = not part.qualifier and not share.qualifier and share.start > part.start
    return (part, share) if plain and share.value > 0 and one.first("plan", "whole") is None else None


def _odd_one(text: Understanding, pairs: Sequence[tuple[Claim, Claim]]) -> Iterator[Relation]:
    like_part = pairs[0][0]
    if any(part.unit.base != like_part.unit.base for part, _ in pairs):
        return
    implied = [_implied(part, share, like_part) for part, share in pairs]
    odd = [at for at, one in enumerate(implied) if not _common(implied, one)]
    if _all_of([one for one in implied if one is not None]) is not None or not odd:
        return
    for at in odd:
        others = [one for place, one in enumerate(implied) if place != at and one is not None]
        whole = _all_of(others)
        if whole is not None and len(others) >= _LEAST - 1 and whole.high < whole.low * _NARROW:
            yield _told(text, *pairs[at], whole)
            return


def _implied(part: Claim, share: Claim, like_part: Claim) -> Interval | None:
    return intervals.over(
        intervals.times(stands_for(part, like_part), intervals.exactly(_HUNDRED)), share.interval
    )


def _common(implied: Sequence[Interval | None], one: Interval | None) -> bool:
    return one is None or all(other is None or other.overlaps(one) for other in implied)


def _all_of(found: Sequence[Interval]) -> Interval | None:
    """What lies in all of them."""
    if not found:
        return None
    low, high = max(one.low for one in found), min(one.high for one in found)
    return Interval(low, high) if low <= high else None


def _told(text: Understanding, part: Claim, share: Claim, whole: Interval) -> Relation:
    computed = intervals.percent_of(stands_for(part, part), whole)
    middle = (computed.low + computed.high) / 2 if computed is not None else share.value
    fits = telling.amount(middle, share)
    return Relation(
        "share-of-whole",
        "suspicious",
        (part.id, share.id),
        f"các phần kia cho toàn bộ khoảng {telling.amount(telling.middle(whole), part)}; {part.text} là {fits}",
        f"{telling.about(text.statement_of(part).subject)}: {part.text} ghi chiếm {share.text}, trong khi tỷ lệ của các "
        f"phần bên cạnh cho {fits}. Hãy xem lại hai số này.",
        fits,
    )


def whole_told_before(text: Understanding, explained: frozenset[str]) -> Iterator[Relation]:
    """Shares in a row that no whole nearby explains: of the one figure before that they all give."""
    row = row_of(text)
    seen: set[str] = set()
    for group in (*groups(text), *rows_of_items(text), *rows(text)):
        pairs = [pair for one in group.statements if (pair := _pair(one)) is not None]
        pairs = [(part, share) for part, share in pairs if share.id not in explained and share.id not in seen]
        if len(pairs) < _LEAST or any(part.unit.base != pairs[0][0].unit.base for part, _ in pairs):
            continue
        implied = _all_of([one for part, share in pairs if (one := _implied(part, share, pairs[0][0]))])
        whole = _printed_before(row, pairs[0][0], implied) if implied is not None else None
        if whole is None:
            continue
        seen.update(share.id for _, share in pairs)
        for part, share in pairs:
            yield Relation(
                "share-of-whole",
                "consistent",
                (part.id, whole.id, share.id),
                f"{part.text} / {whole.text} = {share.text}",
            )


def _printed_before(row: Row, part: Claim, implied: Interval) -> Claim | None:
    """The nearest figure before, of the part's kind, that is what the shares give to within a hundredth."""
    if implied.high > implied.low * _CLOSE:
        return None
    here = row.at[part.id]
    for claim in reversed(row.claims[max(0, here - _BACK) : here]):
        of_it = is_amount(claim) and like(claim, part) and not claim.qualifier
        if of_it and stands_for(claim, part).overlaps(implied):
            return claim
    return None


_BACK: Final = 60
_CLOSE: Final = Decimal("1.01")

RULES: tuple[Rule, ...] = (one_whole,)
LATER: tuple[LaterRule, ...] = (whole_told_before,)
