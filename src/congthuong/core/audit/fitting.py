"""The number that is proposed for a sum that does not come out: never one that breaks what other figures confirm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from congthuong.core.audit import telling
from congthuong.core.audit.model import Relation, Understanding

_SUMS: Final = frozenset({"flow", "sum-of-parts"})


def keeping(text: Understanding, broken: Relation, relations: Sequence[Relation]) -> Relation:
    """ "3.812 hồ sơ (46 và 3.766); đã giải quyết 3.764, đang giải quyết 58": the total is borne out by other parts, so what is
    proposed is the one part that nothing confirms, or nothing."""
    if broken.rule not in _SUMS or not broken.suggestion:
        return broken
    good = [one for one in relations if one.verdict == "consistent" and one.rule in _SUMS]
    *parts, whole = (text.claims_by_id[claim] for claim in broken.claims)
    if not any(one.claims[-1] == whole.id for one in good):
        return broken
    confirmed = {claim for one in good for claim in one.claims}
    open_parts = [part for part in parts if part.id not in confirmed]
    if len(open_parts) != 1 or any(part.unit != whole.unit for part in parts):
        return replace(broken, suggestion="")
    doubtful = open_parts[0]
    left = whole.value - sum(part.value for part in parts if part is not doubtful)
    if left <= 0:
        return replace(broken, suggestion="")
    fits = telling.amount(left, doubtful)
    return replace(broken, suggestion=f"{fits} thay cho {doubtful.text}")
