"""Long numbers told again: in words that take up what was told, or where a report sums up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from congthuong.core.audit import slips
from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim
from congthuong.core.audit.rules import equations
from congthuong.core.audit.rules.equations import Equation
from congthuong.core.audit.rules.nearby import is_amount
from congthuong.core.audit.rules.operands import Row, digits
from congthuong.core.audit.subjects import words_of
from congthuong.core.quantities.units import fold


def taken_up(row: Row, results: frozenset[str]) -> Iterator[Sequence[Equation]]:
    """A long number in words that take up what was told: it stood before, or is mistyped."""
    printed: dict[tuple[str, int, int], list[tuple[int, int]]] = {}
    for at, claim in enumerate(row.claims):
        if claim.qualifier or digits(claim) < _SURE or not is_amount(claim):
            continue
        number = int(claim.value.scaleb(claim.decimals))
        before = printed.setdefault((claim.unit.base, claim.unit.exponent, claim.decimals), [])
        near = [(place, value) for place, value in before[-_FAR:] if row.claims[place].piece < claim.piece]
        before.append((at, number))
        if claim.id in results or not near or any(value == number for _, value in near):
            continue
        slipped = slips.slips_of(number)
        if not any(value in slipped for _, value in near):
            continue
        found = [row.claims[place] for place, _ in near]
        made = [equations.same(one, claim) for one in found if _named_alike(row, one, claim)]
        if made:
            yield made


def _named_alike(row: Row, first: Claim, second: Claim) -> bool:
    """Whether all that one is said to be the other is said to be too; the longest numbers need no such words."""
    if digits(second) > _SURE and _SUMS_UP.match(fold(row.sentence_text(second)[:_OPENING])):
        return True
    here, there = (words_of(f"{row.text.statement_of(one).subject} {one.lead}") for one in (second, first))
    return digits(second) > _SURE + 1 or (min(len(here), len(there)) > 1 and (here <= there or there <= here))


_SUMS_UP: Final = pattern(
    r"\s*(?:tóm lại|tổng hợp lại|nhìn chung|khái quát|như vậy|tính chung lại|kết luận)(?!\p{L})"
)
_OPENING: Final = 40
_SURE: Final = 4
_FAR: Final = 60
