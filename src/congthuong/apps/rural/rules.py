"""What cannot be in the registers of the rural programme, seen from a row alone."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from congthuong.apps.registers.kinds import Doubt, Values
from congthuong.apps.registers.telling import number_of, told
from congthuong.apps.rural.models.communes import MET, NOT_MET

STALL = Decimal(3)
"""m2 of a stall at least (guide to criterion 7, Decision 1214/QĐ-BCT of 2022)."""
MARKS = ("nha_chinh", "nen_cung", "bien_hieu", "ve_sinh", "bai_xe", "khu_tuoi_song")


def lacking(values: Values) -> Iterator[Doubt]:
    state, lacks = values.get("trang_thai"), values.get("con_thieu")
    if state == MET and lacks:
        yield Doubt(
            "con_thieu", "đã ghi, mà xã đã đạt tiêu chí. Hãy bỏ phần còn thiếu, hoặc xem lại trạng thái."
        )
    if state == NOT_MET and not lacks:
        yield Doubt("con_thieu", "để trống, mà xã chưa đạt. Hãy ghi xã còn thiếu gì.", hard=False)


def market_evidence(values: Values) -> Iterator[Doubt]:
    """A market passes with every mark of the list, and fails when it lacks one."""
    stall = number_of(values, "dien_tich_diem")
    lacks = any(values.get(name) == "không" for name in MARKS) or (stall is not None and stall < STALL)
    unknown = stall is None or any(not values.get(name) for name in MARKS)
    said = values.get("ket_luan")
    if said == "đạt" and lacks:
        yield Doubt(
            "ket_luan",
            f"ghi đạt, mà có mục không đạt (điểm kinh doanh từ {told(STALL)} m2 và đủ sáu mục). Hãy xem lại.",
        )
    elif said == "đạt" and unknown:
        yield Doubt("ket_luan", "ghi đạt, mà danh mục kiểm tra chưa ghi đủ. Hãy ghi nốt các mục.", hard=False)
    elif said == "chưa đạt" and not lacks and not unknown:
        yield Doubt("ket_luan", "ghi chưa đạt, mà mọi mục đều đạt. Hãy xem lại.", hard=False)
