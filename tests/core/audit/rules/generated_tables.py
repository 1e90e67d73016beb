"""Tables drawn at random: parts, totals, a plan, per cents, growth, shares, all right as printed."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from random import Random

from congthuong.core.quantities import write_number

_NAMES = (
    "Vũng Tàu",
    "Long Điền",
    "Đất Đỏ",
    "Xuyên Mộc",
    "Châu Đức",
    "Phú Mỹ",
    "Côn Đảo",
    "Tân Biên",
    "Gò Dầu",
)
_UNITS = ("tỷ đồng", "triệu USD", "tấn", "triệu kWh")


def generated(rng: Random) -> str:
    """One table as `made_tables` draws it, in one of several layouts."""
    decimals = rng.choice((0, 1, 2, 3))
    rows = [_row(rng, name, decimals) for name in rng.sample(_NAMES, rng.randint(4, len(_NAMES)))]
    total = ("", *(sum((row[at] for row in rows), Decimal(0)) for at in (1, 2, 3)))
    label = rng.choice(("Tổng cộng", "Tổng số", "Cộng", "Toàn tỉnh"))
    body = [(row[0], row[1], row[2], row[3]) for row in rows]
    whole = (label, total[1], total[2], total[3])
    body = [whole, *body] if rng.random() < 0.5 else [*body, whole]
    order = rng.sample((0, 1, 2), 3)
    heads = [("Kế hoạch năm 2023", "KH năm 2023"), ("Thực hiện năm 2022", "Năm 2022"), ("Thực hiện năm 2023", "Ước TH năm 2023")]  # fmt: skip
    spoken = [rng.choice(heads[at]) for at in order]
    growing = rng.random() < 0.5
    lines = [
        f"Biểu {rng.randint(1, 9)} (ĐVT: {rng.choice(_UNITS)})",
        f"| STT | Địa bàn | {' | '.join(spoken)} | So với KH (%) | "
        f"{'Tăng trưởng (%)' if growing else 'So với cùng kỳ (%)'} | Tỷ trọng (%) |",
    ]
    number = 0
    for name, plan, before, now in body:
        number += name != label
        amounts = [(plan, before, now)[at] for at in order]
        rate = now / before * 100
        cells = [
            "" if name == label else str(number),
            name,
            *(write_number(value, decimals) for value in amounts),
            _printed(now / plan * 100, 2),
            _printed(rate - 100 if growing else rate, 2),
            _printed(now / whole[3] * 100, 2),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _row(rng: Random, name: str, decimals: int) -> tuple[str, Decimal, Decimal, Decimal]:
    plan = Decimal(rng.randint(1200, 98000)) + Decimal(rng.randint(0, 999)) / 1000
    return name, *(
        (plan * Decimal(rng.randint(700, 1300)) / 1000).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        for _ in range(3)
    )  # type: ignore[return-value]


def _printed(value: Decimal, decimals: int) -> str:
    return write_number(value, decimals)
