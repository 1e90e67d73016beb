"""What cannot be in the registers of industry."""

from __future__ import annotations

from collections.abc import Iterator

from congthuong.apps.registers.kinds import Doubt, Values

WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
"""Of the first nine digits of a tax number; the tenth is 10 minus their sum modulo 11 (Circular 86/2024/TT-BTC)."""


def tax_number(values: Values) -> Iterator[Doubt]:
    """Ten digits with a check digit, or thirteen for a dependent unit (ten, a hyphen, three)."""
    text = values.get("ma_so_thue")
    if not isinstance(text, str):
        return
    head, _, branch = text.partition("-")
    if not (head.isascii() and head.isdigit() and len(head) == 10) or (branch and not (branch.isdigit() and len(branch) == 3)):  # fmt: skip
        yield Doubt(
            "ma_so_thue",
            f"«{text}» không phải mã số thuế: cần 10 chữ số, hoặc 10 chữ số, gạch nối và 3 chữ số.",
        )
        return
    expected = 10 - sum(weight * int(digit) for weight, digit in zip(WEIGHTS, head, strict=False)) % 11
    if expected != int(head[9]):
        yield Doubt("ma_so_thue", f"«{text}» sai chữ số kiểm tra (chữ số thứ mười). Hãy xem lại từng chữ số.")
