"""A published total in parts that add up to it exactly: largest remainders, ties to the first."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from decimal import Decimal
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def split(total: Decimal, weights: Mapping[K, int], decimals: int) -> dict[K, Decimal]:
    """Parts in proportion to the weights, each with so many decimals; `total` must have no more of them.

    Raises ValueError when the total is finer than its parts may be, or nothing has a weight.
    """
    step = Decimal(1).scaleb(-decimals)
    units = int(total.scaleb(decimals).to_integral_value())
    whole = sum(weights.values())
    if units * step != total or whole <= 0:
        raise ValueError(f"{total} cannot be split into parts of {step} over {whole}")
    floors = {key: units * weight // whole for key, weight in weights.items()}
    left = units - sum(floors.values())
    by_remainder = sorted(
        weights, key=lambda key: -(units * weights[key] % whole)
    )  # stable: ties to the first
    for key in by_remainder[:left]:
        floors[key] += 1
    return {key: Decimal(count) * step for key, count in floors.items()}
