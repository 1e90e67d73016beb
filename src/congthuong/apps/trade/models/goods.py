"""Goods: reserves and loans that steady the market, prices, exports and imports."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from congthuong.apps.registers.columns import Day, DocumentNumber, Number, PlaceCode, Text
from congthuong.apps.registers.rows import RegisterRow

READY, USED, ENDED = "đang dự trữ", "đã đưa ra thị trường", "hết đợt"
LENT, REPAID, OVERDUE = "đang vay", "đã trả", "quá hạn"
EXPORT, IMPORT = "xuất khẩu", "nhập khẩu"


class Reserve(RegisterRow):
    """Goods that an enterprise keeps ready for a flood, a holiday or an epidemic, from `effective_from` on."""

    doanh_nghiep = Text("doanh nghiệp", blank=False)
    mat_hang = Text("mặt hàng", blank=False, max_length=120)
    dip = Text("dịp, mục đích", max_length=120)
    so_luong = Number("số lượng", unit="tấn", decimal_places=2)
    gia_tri = Number("trị giá", unit="đồng")
    ke_hoach = DocumentNumber("kế hoạch")
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    trang_thai = Text("trạng thái", words=(READY, USED, ENDED), blank=False, max_length=40)


class StabilisationLoan(RegisterRow):
    doanh_nghiep = Text("doanh nghiệp", blank=False)
    ngan_hang = Text("ngân hàng")
    so_tien = Number("số tiền vay", unit="đồng", blank=False)
    lai_suat = Number("lãi suất ưu đãi", unit="%", decimal_places=2)
    muc_dich = Text("mục đích")
    han_tra = Day("hạn trả")
    quyet_dinh = DocumentNumber("quyết định")
    trang_thai = Text("trạng thái", words=(LENT, REPAID, OVERDUE), blank=False, max_length=40)


class Price(RegisterRow):
    """The price of essential goods in a market on the day `effective_from`."""

    mat_hang = Text("mặt hàng", blank=False, max_length=120)
    don_vi_tinh = Text("đơn vị tính", blank=False, max_length=40)
    noi = Text("nơi khảo sát", blank=False, max_length=120)
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    gia = Number("giá bán lẻ", unit="đồng", blank=False)
    nguon_cung = Text("nguồn cung", words=("dồi dào", "bình thường", "khan hiếm"), max_length=20)
    ghi_chu = Text("ghi chú")

    class Meta(RegisterRow.Meta):
        indexes: ClassVar = [models.Index(fields=["mat_hang", "noi", "-effective_from"], name="price_before")]


class ForeignTrade(RegisterRow):
    """What went out or came in of a product, to or from a market, through a gate, in the month of `effective_from`."""

    chieu = Text("chiều", words=(EXPORT, IMPORT), blank=False, max_length=20)
    mat_hang = Text("mặt hàng", blank=False, max_length=120)
    thi_truong = Text("thị trường", blank=False, max_length=80)
    cua_khau = Text("cửa khẩu", max_length=80)
    luong = Number("lượng", unit="tấn", decimal_places=2)
    tri_gia = Number("trị giá", unit="USD", decimal_places=0)
    doanh_nghiep = Text("doanh nghiệp")
