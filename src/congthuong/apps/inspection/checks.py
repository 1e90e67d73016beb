"""What cannot be in the inspectorate's registers beside the days of a row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from congthuong.apps.inspection.terms import legal_due
from congthuong.apps.registers.kinds import Doubt, RowAsked
from congthuong.core.quantities import write_date


def petition_days(asked: RowAsked) -> Iterator[Doubt]:
    """Received, accepted, done: in this order; and a term that is longer than the law's says why."""
    received = asked.begins
    accepted, done, due = (_day(asked, name) for name in ("ngay_thu_ly", "ngay_xong", "han"))
    if received is not None:
        for name, day in (("ngay_thu_ly", accepted), ("ngay_xong", done), ("han", due)):
            if day is not None and day < received:
                yield Doubt(name, f"{write_date(day)} đứng trước ngày nhận đơn {write_date(received)}. Hãy xem lại hai ngày.")  # fmt: skip
    if accepted is not None and done is not None and done < accepted:
        yield Doubt("ngay_xong", f"{write_date(done)} đứng trước ngày thụ lý {write_date(accepted)}. Hãy xem lại hai ngày.")  # fmt: skip
    law = legal_due(str(asked.values.get("loai") or ""), received, accepted, asked.calendar)
    if law is not None and due is not None and due > law.day and done is None:
        why = "Kéo dài, gia hạn thì ghi lý do; không thì để trống, phần mềm tính theo luật."
        yield Doubt(
            "han", f"{write_date(due)} muộn hơn {write_date(law.day)}, là {law.words}. {why}", hard=False
        )


def _day(asked: RowAsked, name: str) -> date | None:
    value = asked.values.get(name)
    return value if isinstance(value, date) else None
