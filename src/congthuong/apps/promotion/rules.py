"""What cannot be in the registers of promotion, seen from a row alone."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from congthuong.apps.promotion.models.projects import ACCEPTED, SETTLED
from congthuong.apps.registers.kinds import Doubt, Values
from congthuong.apps.registers.telling import number_of, told


def money(values: Values) -> Iterator[Doubt]:
    """Support is part of the total, what was paid part of the support, an advance part of what was paid."""
    steps = (("tong_kinh_phi", "tổng kinh phí"), ("ho_tro", "kinh phí hỗ trợ"), ("da_thanh_toan", "số đã thanh toán"), ("tam_ung", "số tạm ứng"))  # fmt: skip
    known = [(name, word, number) for name, word in steps if (number := number_of(values, name)) is not None]
    for (_, whole, most), (name, _, number) in itertools.pairwise(known):
        if number > most:
            yield Doubt(name, f"{told(number)} đồng lớn hơn {whole} {told(most)} đồng. Hãy xem lại hai số.")


def accepted(values: Values) -> Iterator[Doubt]:
    if values.get("trang_thai") in (ACCEPTED, SETTLED) and not values.get("ngay_nghiem_thu"):
        yield Doubt("ngay_nghiem_thu", "để trống, mà đề án đã nghiệm thu. Hãy ghi ngày nghiệm thu.")


def settled(values: Values) -> Iterator[Doubt]:
    if values.get("trang_thai") != SETTLED:
        return
    if not values.get("ngay_quyet_toan"):
        yield Doubt("ngay_quyet_toan", "để trống, mà đề án đã quyết toán. Hãy ghi ngày quyết toán.")
    paid, support = number_of(values, "da_thanh_toan"), number_of(values, "ho_tro")
    if paid is not None and support is not None and paid < support:
        yield Doubt(
            "da_thanh_toan",
            f"mới {told(paid)} trong {told(support)} đồng hỗ trợ, mà đề án đã quyết toán. Hãy xem lại.",
            hard=False,
        )
