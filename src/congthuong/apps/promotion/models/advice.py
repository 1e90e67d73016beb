"""Advice, broadcasts, publications, help on the net."""

from __future__ import annotations

from congthuong.apps.registers.columns import Number, PlaceCode, Text
from congthuong.apps.registers.rows import HouseholdRow, RegisterRow


class TrademarkAdvice(HouseholdRow):
    """A household business (by its initials) that was advised on its trademark or design."""

    ten = Text("hộ kinh doanh (chữ cái đầu)", blank=False)
    noi_dung = Text("nội dung tư vấn, hỗ trợ")
    ap = Text("ấp, khóm", max_length=120)
    xa = PlaceCode("xã, phường, thị trấn", levels=("commune",))
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    kinh_phi = Number("kinh phí", unit="đồng")


class Broadcast(RegisterRow):
    """A programme on promotion, broadcast on `effective_from`."""

    chuyen_muc = Text("chuyên mục", blank=False)
    dai = Text("đài, báo")
    thoi_luong = Number("thời lượng (phút)", unit="")
    kinh_phi = Number("kinh phí", unit="đồng", display={"triệu đồng": 0})


class Publication(RegisterRow):
    """A handbook, leaflet or bulletin, given out from `effective_from` on."""

    ten = Text("tên ấn phẩm", blank=False)
    loai = Text("loại", words=("sổ tay", "tờ gấp", "bản tin"), max_length=20)
    so_luong = Number("số lượng", unit="quyển")
    kinh_phi = Number("kinh phí", unit="đồng")


class WebsiteHelp(RegisterRow):
    """An enterprise that was helped with a website or a shop on the net."""

    ten = Text("doanh nghiệp", blank=False)
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    chuong_trinh = Text("chương trình")
    dia_chi_web = Text("địa chỉ trang", max_length=200)
