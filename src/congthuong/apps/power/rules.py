"""What cannot be in the registers of power, seen from a row alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from congthuong.apps.power.models.projects import BUILDING, RUNNING
from congthuong.apps.power.models.safety import CASE_STATES, IN_FORCE, LATE, NOT_SENT, ON_TIME
from congthuong.apps.power.models.supply import LARGE
from congthuong.apps.registers.kinds import Doubt, Values
from congthuong.apps.registers.telling import number_of, told
from congthuong.core.quantities import write_date

WHOLE = Decimal(100)
ROOFTOP = Decimal(1000)
"""kWp: a larger system is no rooftop system (Decision 13/2020/QĐ-TTg, art. 3)."""
LARGE_USE = Decimal(1_000_000)
"""kWh a year of a large consumer (Directive 20/CT-TTg of 2020)."""


def households(values: Values) -> Iterator[Doubt]:
    powered, all_ = number_of(values, "cuoi_ky"), number_of(values, "tong_ho")
    if powered is not None and all_ is not None and powered > all_:
        yield Doubt(
            "cuoi_ky", f"{told(powered)} hộ có điện, nhiều hơn tổng số {told(all_)} hộ. Hãy xem lại hai số."
        )


def solar(values: Values) -> Iterator[Doubt]:
    size = number_of(values, "cong_suat")
    if size is not None and size == 0:
        yield Doubt("cong_suat", "là 0. Chưa biết thì để trống công tơ này, đừng ghi 0.")
    elif size is not None and size > ROOFTOP:
        yield Doubt(
            "cong_suat",
            f"{told(size)} kWp, quá {told(ROOFTOP)} kWp của điện mặt trời mái nhà. Hãy xem lại.",
            hard=False,
        )


def clearance(values: Values) -> Iterator[Doubt]:
    cleared = number_of(values, "giai_phong_mat_bang")
    if cleared is not None and cleared > WHOLE:
        yield Doubt("giai_phong_mat_bang", f"{told(cleared)}% quá 100%. Hãy xem lại.")


def project_runs(values: Values) -> Iterator[Doubt]:
    """A project runs from a day on, and what has a day of running is no longer being built."""
    state, day = values.get("trang_thai"), values.get("ngay_van_hanh")
    if state == RUNNING and day is None:
        yield Doubt("ngay_van_hanh", "để trống, mà dự án đã vận hành thương mại. Hãy ghi ngày vận hành.")
    if state == BUILDING and day is not None:
        yield Doubt(
            "trang_thai", "đã có ngày vận hành thương mại, mà đang ghi đang đầu tư. Hãy xem lại.", hard=False
        )
    cleared = number_of(values, "giai_phong_mat_bang")
    if state == RUNNING and cleared is not None and cleared < WHOLE:
        yield Doubt(
            "giai_phong_mat_bang", f"mới {told(cleared)}%, mà dự án đã vận hành. Hãy xem lại.", hard=False
        )


def milestone(values: Values) -> Iterator[Doubt]:
    if values.get("ngay_ke_hoach") is None and values.get("ngay_dat") is None:
        yield Doubt("ngay_ke_hoach", "mốc chưa có ngày nào. Hãy ghi ngày theo kế hoạch hoặc ngày đạt.")


def large_use(values: Values) -> Iterator[Doubt]:
    used = number_of(values, "dien_nang")
    if values.get("loai") == LARGE and used is not None and used < LARGE_USE:
        yield Doubt(
            "dien_nang",
            f"{told(used)} kWh một năm, dưới mức {told(LARGE_USE)} kWh của khách hàng lớn. Hãy xem lại.",
            hard=False,
        )


def price_in_force(values: Values) -> Iterator[Doubt]:
    if values.get("trang_thai") == IN_FORCE and values.get("don_gia") is None:
        yield Doubt("don_gia", "để trống, mà đơn giá đã ban hành. Hãy ghi đơn giá.", hard=False)
    if values.get("trang_thai") == IN_FORCE and not values.get("van_ban"):
        yield Doubt("van_ban", "để trống, mà đơn giá đã ban hành. Hãy ghi quyết định ban hành.")


def corridor_deadline(values: Values) -> Iterator[Doubt]:
    """What was put on record has a day by which it is to be mended."""
    if values.get("trang_thai") in CASE_STATES[1:3] and not values.get("han_xu_ly"):
        yield Doubt("han_xu_ly", "để trống, mà vụ việc đã lập biên bản. Hãy ghi hạn xử lý.", hard=False)


def report_in_time(values: Values) -> Iterator[Doubt]:
    due, sent, said = values.get("han_gui"), values.get("ngay_gui"), values.get("ket_qua")
    if not isinstance(due, date):
        return
    if isinstance(sent, date):
        expected, why = (ON_TIME if sent <= due else LATE), f"gửi {write_date(sent)}, hạn {write_date(due)}"
    else:
        expected, why = NOT_SENT, "chưa có ngày gửi"
    if said != expected:
        yield Doubt("ket_qua", f"{why}, nên là «{expected}». Hãy ghi lại kết quả hoặc ngày.")
