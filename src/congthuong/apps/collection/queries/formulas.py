"""Which indicators hang on which by their formulas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from congthuong.core.ledger.model import Indicator
from congthuong.core.stats.formula import Formula


def with_inputs(codes: Iterable[str], indicators: Mapping[str, Indicator]) -> set[str]:
    """The indicators and everything their formulas call, directly or not; unknown codes are left out."""
    needed: set[str] = set()
    waiting = list(codes)
    while waiting:
        code = waiting.pop()
        if code in needed or code not in indicators:
            continue
        needed.add(code)
        waiting.extend(_names(indicators[code]))
    return needed


def dependents_of(changed: set[str], indicators: Iterable[Indicator]) -> set[str]:
    """The indicators whose formulas call these, directly or not."""
    calls = {one.code: set(_names(one)) for one in indicators}
    found: set[str] = set()
    fresh = set(changed)
    while fresh:
        fresh = {code for code, names in calls.items() if names & (found | changed)} - found
        found |= fresh
    return found


def _names(indicator: Indicator) -> tuple[str, ...]:
    return Formula.parse(indicator.formula).names if indicator.formula.strip() else ()
