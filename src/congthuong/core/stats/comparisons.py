"""The comparisons an official report makes between two values of one indicator.

Every function takes unrounded `Decimal` values in one unit and returns an unrounded `Decimal`, or None
when an input is missing or the comparison is undefined: a missing value is never taken for zero.
Rounding belongs to the writer. Source of the terms: field notes on provincial reporting practice and
Eurostat, Statistical Data and Metadata eXchange glossary; the half-year remainder follows the usage of
provincial reports (forecast of the year minus what is done).
"""

from __future__ import annotations

from decimal import Decimal

HUNDRED = Decimal(100)


def growth_rate(current: Decimal | None, base: Decimal | None) -> Decimal | None:
    """Change against a base in per cent: (current / base − 1) × 100.

    None when the base is missing, 0 or negative: from −10 to −5 is no fall by 50 %.
    """
    if current is None or base is None or base <= 0:
        return None
    return (current / base - 1) * HUNDRED


def index_growth(index: Decimal | None) -> Decimal | None:
    """Growth in per cent shown by an index whose base (same period of last year) is 100."""
    return None if index is None else index - HUNDRED


def point_change(current: Decimal | None, base: Decimal | None) -> Decimal | None:
    """Change of a rate, in percentage points: current − base."""
    return difference(current, base)


def difference(current: Decimal | None, base: Decimal | None) -> Decimal | None:
    """current − base, in their unit."""
    if current is None or base is None:
        return None
    return current - base


def attainment(done: Decimal | None, plan: Decimal | None) -> Decimal | None:
    """Share of the plan attained, in per cent. In a half-year report the plan is the whole year's."""
    return share(done, plan)


def share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """part / whole × 100. None when the whole is missing or 0."""
    if part is None or whole is None or whole == 0:
        return None
    return part / whole * HUNDRED


def contribution(current: Decimal | None, base: Decimal | None, whole_base: Decimal | None) -> Decimal | None:
    """Contribution of a part to the growth of the whole, in percentage points:
    (current − base) / base of the whole × 100. Contributions of all parts add up to the whole's growth.
    None when a value is missing, or the whole's base is 0 or negative, as with its growth.
    """
    if current is None or base is None or whole_base is None or whole_base <= 0:
        return None
    return (current - base) / whole_base * HUNDRED


def remaining(forecast: Decimal | None, done: Decimal | None) -> Decimal | None:
    """What the rest of the year has to bring: the year's forecast minus what is done (not plan − done)."""
    return difference(forecast, done)


def cumulated(parts: list[Decimal | None]) -> Decimal | None:
    """Sum of the parts of a period; missing as soon as one part is missing, and for no parts at all."""
    known = [part for part in parts if part is not None]
    if not parts or len(known) < len(parts):
        return None
    return sum(known, Decimal(0))
