"""What cannot be in the inspectorate's registers, seen from a row alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from congthuong.apps.inspection.models.citizens import DONE, PASSED_ON
from congthuong.apps.inspection.models.inspections import (
    CALLED_OFF,
    CONCLUDED,
    FOLLOWED,
    KEEPS,
    PAID,
    RUNNING,
    VIOLATES,
)
from congthuong.apps.registers.kinds import Doubt, Values
from congthuong.apps.registers.telling import number_of, told
from congthuong.core.ledger.model import Value
from congthuong.core.quantities import write_date
from congthuong.web import clock

_DAYS = ("ngay_cong_bo", "ngay_bat_dau", "ngay_ket_luan", "ngay_xong_theo_doi")
"""Of an inspection, in the order in which they come."""
_CALLED = ("ngày công bố quyết định", "ngày bắt đầu", "ngày kết luận", "ngày xong theo dõi")
_TOLD_BY: Mapping[str, tuple[str, str]] = {
    RUNNING: ("ngay_bat_dau", "cuộc đang tiến hành. Hãy ghi ngày bắt đầu."),
    CONCLUDED: ("ngay_ket_luan", "cuộc đã kết luận. Hãy ghi ngày kết luận."),
    FOLLOWED: ("ngay_xong_theo_doi", "đã xong theo dõi. Hãy ghi ngày xong."),
    CALLED_OFF: ("ly_do_huy", "cuộc đã hủy. Hãy ghi vì sao."),
}
"""State -> the column that it rests on, and what is said without it."""


def inspection_days(values: Values) -> Iterator[Doubt]:
    """Announced, begun, concluded, followed up: in this order, as far as the days are told."""
    told_days = [
        (name, called, day)
        for name, called in zip(_DAYS, _CALLED, strict=True)
        if isinstance(day := values.get(name), date)
    ]
    for (_, before, earlier), (name, _, later) in pairwise(told_days):
        if later < earlier:
            yield Doubt(name, f"{write_date(later)} đứng trước {before} {write_date(earlier)}. Hãy xem lại hai ngày.")  # fmt: skip


def inspection_told(values: Values) -> Iterator[Doubt]:
    """What a state rests on is told: since when, or why it was called off; and nothing is told that has not come."""
    state = str(values.get("trang_thai") or "")
    if state in _TOLD_BY:
        column, why = _TOLD_BY[state]
        if not values.get(column):
            yield Doubt(column, f"để trống, mà {why}", hard=False)
    if state and state != CALLED_OFF and values.get("ly_do_huy"):
        yield Doubt("trang_thai", f"đã ghi lý do hủy, mà trạng thái là «{state}». Hãy xem lại hai cột.")
    if values.get("ngay_ket_luan") and state not in ("", CONCLUDED, FOLLOWED):
        yield Doubt("trang_thai", f"đã có ngày kết luận, mà trạng thái là «{state}». Hãy xem lại hai cột.")


def violation_said(values: Values) -> Iterator[Doubt]:
    said, what = values.get("ket_qua"), values.get("hanh_vi")
    if said == VIOLATES and not what:
        yield Doubt("hanh_vi", "để trống, mà cơ sở có vi phạm. Hãy ghi hành vi.", hard=False)
    if said == KEEPS and what:
        yield Doubt("ket_qua", "đã ghi hành vi vi phạm, mà kết quả là không vi phạm. Hãy xem lại hai cột.")


def fine_paid(values: Values) -> Iterator[Doubt]:
    fine, paid = number_of(values, "so_tien"), number_of(values, "da_nop")
    if fine is not None and paid is not None and paid > fine:
        yield Doubt("da_nop", f"{told(paid)} đồng, nhiều hơn số phạt {told(fine)} đồng. Hãy xem lại.")
    if values.get("trang_thai") == PAID:
        if not values.get("ngay_nop"):
            yield Doubt("ngay_nop", "để trống, mà đã nộp phạt. Hãy ghi ngày nộp.")
        if fine is not None and (paid is None or paid < fine):
            yield Doubt("da_nop", f"chưa đủ {told(fine)} đồng, mà ghi đã nộp phạt. Hãy xem lại.")


def petition_closed(values: Values) -> Iterator[Doubt]:
    state, done = values.get("trang_thai"), values.get("ngay_xong")
    if state in DONE and not done:
        yield Doubt("ngay_xong", "để trống, mà đơn đã xong. Hãy ghi ngày xong.")
    if isinstance(done, date):
        yield from _done_when_it_is(state, done)
    if state == PASSED_ON and not values.get("noi_chuyen"):
        yield Doubt("noi_chuyen", "để trống, mà đơn đã chuyển. Hãy ghi cơ quan nhận.")


def _done_when_it_is(state: Value, done: date) -> Iterator[Doubt]:
    """A petition with a day on which it was done is done, and the day has come."""
    if state not in DONE:
        yield Doubt("ngay_xong", f"ghi {write_date(done)}, mà đơn còn «{state}». Hãy đổi trạng thái, hoặc xóa ngày xong.")  # fmt: skip
    if done > clock.today():
        yield Doubt("ngay_xong", f"{write_date(done)} là ngày chưa tới. Hãy ghi khi đơn đã xong; đơn còn giải quyết thì để trống.")  # fmt: skip
