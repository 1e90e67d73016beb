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
    rows = Price.objects.filter(**same, withdrawn=False).exclude(key=asked.key)
    twin = rows.filter(effective_from=asked.begins).first()
    if twin is not None:
        yield Doubt("mat_hang", f"đã khảo sát cùng ngày ở dòng {twin.key}. Hãy sửa dòng ấy.")
        return
    before = (
        rows.filter(effective_from__lt=asked.begins).order_by("-effective_from").first()
        if asked.begins
        else None
    )
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
    other = MarketConversion.objects.filter(**same, withdrawn=False).exclude(key=asked.key).first()
    if other is not None:
        yield Doubt("cho", f"đã có trong kế hoạch năm ấy ở dòng {other.key}. Hãy sửa dòng ấy.")


def month_once(asked: RowAsked) -> Iterator[Doubt]:
    """A month's figure of goods, market and gate is told once."""
    names = ("chieu", "mat_hang", "thi_truong", "cua_khau", "doanh_nghiep")
    same = {name: asked.values.get(name) or "" for name in names}
    if asked.begins is None:
        yield Doubt("mat_hang", "cần ngày đầu tháng ở «Đúng từ ngày» để biết số liệu của tháng nào.")
        return
    month = {"effective_from__year": asked.begins.year, "effective_from__month": asked.begins.month}
    other = ForeignTrade.objects.filter(**same, **month, withdrawn=False).exclude(key=asked.key).first()
    if other is not None:
        yield Doubt("mat_hang", f"tháng này đã ghi ở dòng {other.key}. Hãy sửa dòng ấy.")
