"""What cannot be in the registers of trade, seen from a row alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from congthuong.apps.registers.kinds import Doubt, Values
from congthuong.apps.registers.telling import number_of, told
from congthuong.apps.trade.models.events import HELD, SETTLED
from congthuong.apps.trade.models.markets import CLASSES, CONVERTED
from congthuong.core.quantities import write_date

FIRST_CLASS, SECOND_CLASS = Decimal(400), Decimal(200)
"""Stalls: more than 400 make a market of the first class, fewer than 200 one of the third (Decree 02/2003/NĐ-CP, art. 3)."""
CERTIFICATE_YEARS = 5
"""Of a petrol station's certificate of fitness (Decree 83/2014/NĐ-CP, art. 25)."""


def market_class(values: Values) -> Iterator[Doubt]:
    stalls, said = number_of(values, "diem_kinh_doanh"), values.get("hang")
    if stalls is None or not said:
        return
    fits = CLASSES[0] if stalls > FIRST_CLASS else CLASSES[2] if stalls < SECOND_CLASS else CLASSES[1]
    if said != fits:
        yield Doubt(
            "hang",
            f"chợ có {told(stalls)} điểm kinh doanh thường là {fits}, đang ghi {said}. Hãy xem lại.",
            hard=False,
        )


def converted(values: Values) -> Iterator[Doubt]:
    state, day = values.get("trang_thai"), values.get("ngay_chuyen_doi")
    if state == CONVERTED and day is None:
        yield Doubt("ngay_chuyen_doi", "để trống, mà chợ đã chuyển đổi. Hãy ghi ngày chuyển đổi.")
    if state != CONVERTED and day is not None:
        yield Doubt("trang_thai", f"đã có ngày chuyển đổi, nên là «{CONVERTED}». Hãy xem lại hai cột.")


def certificate(values: Values) -> Iterator[Doubt]:
    """Ends after it began; one of a petrol station after five years."""
    begins, ends = values.get("ngay_cap"), values.get("ngay_het_han")
    if not isinstance(begins, date) or not isinstance(ends, date):
        return
    if ends <= begins:
        yield Doubt("ngay_het_han", f"không sau ngày cấp {write_date(begins)}. Hãy xem lại hai ngày.")
    elif ends.year - begins.year > CERTIFICATE_YEARS:
        yield Doubt(
            "ngay_het_han",
            f"quá {CERTIFICATE_YEARS} năm kể từ ngày cấp {write_date(begins)}. Hãy xem lại.",
            hard=False,
        )


def fair_days(values: Values) -> Iterator[Doubt]:
    first, last = values.get("tu_ngay"), values.get("den_ngay")
    if isinstance(first, date) and isinstance(last, date) and last < first:
        yield Doubt("den_ngay", f"trước ngày mở {write_date(first)}. Hãy xem lại hai ngày.")
    if values.get("trang_thai") == HELD and first is None:
        yield Doubt("tu_ngay", "để trống, mà hội chợ đã tổ chức. Hãy ghi ngày mở.", hard=False)


def loan_term(values: Values) -> Iterator[Doubt]:
    rate = number_of(values, "lai_suat")
    if rate is not None and rate > 30:
        yield Doubt("lai_suat", f"{told(rate)}% một năm. Hãy xem lại dấu phẩy.", hard=False)


def complaint_settled(values: Values) -> Iterator[Doubt]:
    if values.get("trang_thai") == SETTLED:
        for name, what in (("ngay_xong", "ngày xong"), ("ket_qua", "kết quả")):
            if not values.get(name):
                yield Doubt(name, f"để trống, mà khiếu nại đã giải quyết. Hãy ghi {what}.")
