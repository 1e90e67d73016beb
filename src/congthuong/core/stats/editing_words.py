"""What selective editing found, as sentences: made last, from codes and numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from congthuong.core.quantities.writing import write_number
from congthuong.core.stats.editing import Suspect, Unanswered

RATIO_DECIMALS: Final = 2
HUNDRED: Final = Decimal(100)

_UNANSWERED: Final = {
    "too_few": "Chưa xét được: chỉ có {units} đơn vị có đủ số liệu hai kỳ, cần ít nhất {least}.",
    "missing_current": "Chưa có số liệu kỳ này.",
    "missing_previous": "Không có số liệu {base} để so.",
}


def reason_sentence(suspect: Suspect, decimals: int, base: str = "kỳ trước", among: str = "đơn vị") -> str:
    """Why the cell is asked about. `decimals` of the indicator; `base`: how the period compared with is called;
    `among`: what the units compared with are, where they are not units."""
    numbers = suspect.reason.numbers
    stake = f"dự kiến {write_number(suspect.anticipated, decimals)}, {_at_stake(suspect.influence)}"
    match suspect.reason.code:
        case "fell_to_zero":
            return f"Bằng 0 trong khi {base} là {write_number(numbers['previous'], decimals)}; {stake}."
        case "rose_from_zero":
            return f"{base[:1].upper()}{base[1:]} bằng 0, kỳ này là {write_number(numbers['current'], decimals)}; {stake}."
        case "negative":
            return f"Có số âm ({base}: {write_number(numbers['previous'], decimals)}, kỳ này: {write_number(numbers['current'], decimals)}); {stake}."
        case "ratio_high" | "ratio_low":
            way = "cao" if suspect.reason.code == "ratio_high" else "thấp"
            ratio = write_number(numbers["ratio"], RATIO_DECIMALS)
            middle = write_number(numbers["median_ratio"], RATIO_DECIMALS)
            return (
                f"Bằng {ratio} lần {base}, {way} khác thường: một nửa trong {numbers['units']} {among} không quá "
                f"{middle} lần; {stake}."
            )


def _at_stake(influence: Decimal) -> str:
    """`influence`: the distance from what was expected over the total, 1 = as much as the total."""
    if influence > 1:
        return f"lệch gấp {write_number(influence, 1)} lần tổng số"
    return f"lệch bằng {write_number(influence * HUNDRED, RATIO_DECIMALS)}% tổng số"


def unanswered_sentence(one: Unanswered, base: str = "kỳ trước") -> str:
    return _UNANSWERED[one.why].format(units=one.units, least=one.least, base=base)
