"""A total with a row of its parts right after it in the sentence, whatever words lead from one to the other.

"26 cửa hàng xăng dầu, 24 cửa hàng bán bình thường, 2 cửa hàng tạm nghỉ", "cuối năm có 197 sản phẩm, phân hạng 128 sản phẩm 3
sao, 66 sản phẩm 4 sao và 3 sản phẩm 5 sao": side by side and exactly what they come to, so even short figures are no chance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

import regex

from congthuong.core.audit import intervals
from congthuong.core.audit.model import Claim, Relation, Role, Understanding
from congthuong.core.audit.rules.nearby import LaterRule, depths, is_amount, like, no_chance, stands_for
from congthuong.core.audit.rules.operands import Row, row_of

_LONGEST: Final = 12
_SURE: Final = 3
"""Parts from which a row that comes to the figure before it needs not end there."""
_LEAST: Final = 10
"""Below it two parts come to the figure before them too easily."""
_NO_PART: Final[frozenset[Role]] = frozenset({"base", "plan", "average", "before", "range"})
_ENDS: Final = regex.compile(r"[^,;.:()0-9]*(?:[;.:()\n]|\Z)")
_POINTS: Final = ("điểm phần trăm", "điểm %", "%", "‰")


def runs_after(text: Understanding, explained: frozenset[str]) -> Iterator[Relation]:
    row = row_of(text)
    deep = depths(row)
    for _, sentence in groupby(text.claims, key=lambda claim: row.sentence.get(claim.id)):
        amounts = [claim for claim in sentence if _may_add(claim)]
        for at, whole in enumerate(amounts[:-2]):
            parts = _run(row, deep, whole, amounts[at + 1 : at + 1 + _LONGEST])
            if parts is not None:
                yield Relation(
                    "sum-of-parts",
                    "consistent",
                    (*(one.id for one in parts), whole.id),
                    " + ".join(one.text for one in parts) + f" = {whole.text}",
                )


def _may_add(claim: Claim) -> bool:
    return (is_amount(claim) or claim.role == "difference") and claim.unit.base not in _POINTS


def _run(row: Row, deep: dict[str, int], whole: Claim, after: Sequence[Claim]) -> list[Claim] | None:
    """The amounts right after a total that come to it, each like it, at one depth and each less than it."""
    if whole.role in ("average", "range") or whole.qualifier or not whole.value:
        return None
    parts: list[Claim] = []
    stated = stands_for(whole, whole)
    for claim in after:
        if claim.role == "whole" and not parts:
            continue  # "88,88/100 điểm với các cấu phần …"
        if parts and deep[claim.id] > deep[parts[0].id]:
            continue  # breaks a part down again
        if parts and deep[claim.id] < deep[parts[0].id]:
            return None
        if claim.role in _NO_PART or claim.qualifier or claim.value >= whole.value:
            return None
        if not like(claim, whole) and not _bare(claim, whole):
            return None
        parts.append(claim)
        total = intervals.total(stands_for(one, whole) for one in parts)
        if total.low > stated.high:
            return None
        if len(parts) > 1 and no_chance(1, total, stated, intervals.last_place(whole)):
            return parts if _is_whole_row(row, whole, parts) else None
    return None


def _bare(claim: Claim, whole: Claim) -> bool:
    """ "88,88/100 điểm với các cấu phần công khai, minh bạch 15,82, tiến độ giải quyết 18,94": told without its unit again."""
    return not (claim.unit.base or claim.unit.exponent) and claim.decimals == whole.decimals > 0


def _is_whole_row(row: Row, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether the row is long, or its figures are not too short and it ends where its sentence or clause does."""
    if len(parts) >= _SURE:
        return True
    words = row.text.piece_of(whole).text
    return whole.value >= _LEAST and bool(_ENDS.match(words, parts[-1].end))


LATER: tuple[LaterRule, ...] = (runs_after,)
