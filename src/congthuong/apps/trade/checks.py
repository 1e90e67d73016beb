"""What cannot be in the registers of trade beside other rows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from congthuong.apps.registers.kinds import Doubt, RowAsked
from congthuong.apps.registers.telling import told
from congthuong.apps.trade.models import ForeignTrade, MarketConversion, Price
from congthuong.apps.trade.moving import price_move


def price_moved(asked: RowAsked) -> Iterator[Doubt]:
    """Of the same goods at the same place: surveyed once a day, and a leap is asked about."""
    values, price = asked.values, asked.values.get("gia")
    same = {name: values.get(name) for name in ("mat_hang", "don_vi_tinh", "noi")}
    rows = asked.like(Price, **same)
    twin = next((row for row in rows if row.effective_from == asked.begins), None)
    if twin is not None:
        yield Doubt("mat_hang", f"đã khảo sát cùng ngày ở dòng {twin.key}. Hãy sửa dòng ấy.")
        return
    earlier = [
        (row.effective_from, row)
        for row in rows
        if asked.begins and row.effective_from and row.effective_from < asked.begins
    ]
    before = max(earlier, key=lambda one: one[0])[1] if earlier else None
    if before is None or not isinstance(price, Decimal):
        return
    move = price_move(price, before.gia)
    if move is not None and move.beyond:
        yield Doubt(
            "gia",
            f"{move.text} so với lần khảo sát trước ({told(before.gia)} đồng). Hãy xem lại, hoặc ghi lý do biến động.",
            hard=False,
        )


def conversion_once(asked: RowAsked) -> Iterator[Doubt]:
    """A market stands in the plan of a year once."""
    same = {name: asked.values.get(name) for name in ("cho", "nam")}
    other = next(iter(asked.like(MarketConversion, **same)), None)
    if other is not None:
        yield Doubt("cho", f"đã có trong kế hoạch năm ấy ở dòng {other.key}. Hãy sửa dòng ấy.")


def month_once(asked: RowAsked) -> Iterator[Doubt]:
    """A month's figure of goods, market and gate is told once."""
    names = ("mat_hang", "chieu", "thi_truong", "cua_khau", "doanh_nghiep")
    same = {name: asked.values.get(name) or "" for name in names}
    if asked.begins is None:
        yield Doubt("mat_hang", "cần ngày đầu tháng ở «Đúng từ ngày» để biết số liệu của tháng nào.")
        return
    month = f"{asked.begins:%Y-%m}"
    rows = asked.like(ForeignTrade, **same)
    other = next((row for row in rows if row.effective_from and f"{row.effective_from:%Y-%m}" == month), None)
    if other is not None:
        yield Doubt("mat_hang", f"tháng này đã ghi ở dòng {other.key}. Hãy sửa dòng ấy.")
