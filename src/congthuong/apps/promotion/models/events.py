"""Fairs elsewhere, markets in the country, links of supply and demand."""

from __future__ import annotations

from congthuong.apps.registers.columns import Number, PlaceCode, Text
from congthuong.apps.registers.rows import HouseholdRow, RegisterRow

PLANNED, HELD, CANCELLED = "theo kế hoạch", "đã tổ chức", "không tổ chức"
JOINED, NOT_JOINED = "đã tham gia", "không tham gia"
ABOUT = ("hơn", "trên", "khoảng", "gần")


class FairElsewhere(RegisterRow):
    """A fair outside the province with stands of the province, on `effective_from`."""

    ten = Text("tên hội chợ", blank=False)
    tai = Text("địa điểm")
    gian_hang = Number("gian hàng của tỉnh", unit="gian hàng")
    san_pham_chu = Text("chữ đứng trước số sản phẩm", words=ABOUT, max_length=10)
    san_pham = Number("sản phẩm của tỉnh được trưng bày", unit="sản phẩm")
    doanh_nghiep_chu = Text("chữ đứng trước số doanh nghiệp", words=ABOUT, max_length=10)
    doanh_nghiep = Number("doanh nghiệp của tỉnh tham gia", unit="doanh nghiệp")
    doanh_thu = Number("doanh thu", unit="đồng")
    luot_khach = Number("lượt khách", unit="lượt người")
    trang_thai = Text("trạng thái", words=(PLANNED, JOINED, NOT_JOINED), max_length=40)


class CountryMarket(RegisterRow):
    """A market of Vietnamese goods held in a commune, on `effective_from`."""

    ten = Text("tên phiên chợ", blank=False)
    xa = PlaceCode("xã, phường, thị trấn", levels=("commune",))
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    dip = Text("nhân dịp")
    gian_hang = Number("gian hàng", unit="gian hàng")
    doanh_nghiep = Number("doanh nghiệp", unit="doanh nghiệp")
    doanh_thu = Number("doanh thu", unit="đồng", display={"tỷ đồng": 1})
    luot_nguoi = Number("lượt người xem, mua", unit="lượt người")
    trang_thai = Text("trạng thái", words=(PLANNED, HELD, CANCELLED), max_length=40)


class SupplyLink(RegisterRow):
    """A link of supply and demand: a conference, a plan, contracts signed."""

    noi_dung = Text("nội dung", blank=False)
    thi_truong = Text("thị trường, địa phương")
    doanh_nghiep = Number("doanh nghiệp tham gia", unit="doanh nghiệp")
    bien_ban = Number("biên bản ghi nhớ", unit="")
    hop_dong = Number("hợp đồng", unit="")
    gia_tri = Number("giá trị hợp đồng", unit="đồng")
    trang_thai = Text("trạng thái", words=(PLANNED, HELD, CANCELLED), blank=False, max_length=40)


class Display(HouseholdRow):
    """Products shown to partners at an occasion."""

    co_so = Text("cơ sở, doanh nghiệp", blank=False)
    dip = Text("dịp")
    san_pham = Number("sản phẩm", unit="sản phẩm", blank=False)
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
