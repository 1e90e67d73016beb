"""A bullet chart of one target: how far along, against the plan, the same period and the forecast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from congthuong.core.quantities import round_half_up


@dataclass(frozen=True, slots=True)
class Bullet:
    """Places on a scale from nothing to everything, in per cent as SVG wants them ("42.1%"); "" for none."""

    done: str
    plan: str
    forecast: str
    same_period: str


def bullet(
    done: Decimal | None, plan: Decimal | None, forecast: Decimal | None, same: Decimal | None
) -> Bullet | None:
    """None where there is nothing to measure against, or where a bar from zero would mean nothing."""
    known = [one for one in (done, plan, forecast, same) if one is not None]
    if done is None or len(known) < 2 or min(known) < 0 or max(known) == 0:
        return None
    whole = max(known) * Decimal("1.02")  # the outermost mark stays inside the picture
    return Bullet(*(_place(one, whole) for one in (done, plan, forecast, same)))


def _place(value: Decimal | None, whole: Decimal) -> str:
    # A point, whatever the page's language: this is geometry, not a figure.
    return "" if value is None else f"{round_half_up(value / whole * 100, 1)}%"


def spread(values: Sequence[Decimal]) -> list[str]:
    """Lengths of bars in per cent of the longest, by size."""
    longest = max((abs(one) for one in values), default=Decimal(0)) or Decimal(1)
    return [_place(abs(one), longest) for one in values]
