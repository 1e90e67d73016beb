"""Communes and the criteria of electricity (4) and trade infrastructure (7)."""

from __future__ import annotations

from congthuong.apps.registers.columns import Day, DocumentNumber, Number, PlaceCode, Text
from congthuong.apps.registers.rows import RegisterRow

POWER_STATES = ("đạt tiêu chí 4", "chưa đạt tiêu chí 4")
TRADE_STATES = ("đạt tiêu chí 7", "chưa đạt tiêu chí 7", "không xét tiêu chí 7")
CRITERIA = ("tiêu chí 4", "tiêu chí 7")
LEVELS = ("nông thôn mới", "nâng cao", "kiểu mẫu")
NOT_MET, REGISTERED, EXAMINED, MET, NOT_ASKED, LAPSED = (
    "chưa đạt", "đăng ký", "đang thẩm tra", "đạt", "không xét", "không còn duy trì",
)  # fmt: skip
YES_NO = ("có", "không")


class Commune(RegisterRow):
    """A commune of the programme and how it stands by the two criteria. A ratio counts exactly these rows."""

    ten = Text("tên gọi", blank=False)
    xa = PlaceCode("xã, phường, thị trấn", levels=("commune",))
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    tieu_chi_4 = Text("tiêu chí 4 về điện", words=POWER_STATES, max_length=40)
    tieu_chi_7 = Text("tiêu chí 7 về cơ sở hạ tầng thương mại nông thôn", words=TRADE_STATES, max_length=40)
    viec_dang_lam = Text("việc đang làm để đạt tiêu chí")


class CriterionState(RegisterRow):
    """What a commune has reached of a criterion at a level in a year, and what it still lacks."""

    xa = PlaceCode("xã, phường, thị trấn", levels=("commune",), blank=False)
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    tieu_chi = Text("tiêu chí", words=CRITERIA, blank=False, max_length=20)
    muc = Text("mức", words=LEVELS, blank=False, max_length=20)
    nam = Number("năm", grouped=False, max_digits=4, blank=False)
    trang_thai = Text(
        "trạng thái",
        words=(NOT_MET, REGISTERED, EXAMINED, MET, NOT_ASKED, LAPSED),
        blank=False,
        max_length=40,
    )
    con_thieu = Text("còn thiếu", max_length=500)
    van_ban = DocumentNumber("văn bản xác nhận")
    ngay_xac_nhan = Day("ngày xác nhận")


class Confirmation(RegisterRow):
    """A commune confirmed to meet the criteria, on `effective_from`."""

    ten = Text("tên gọi", blank=False)
    xa = PlaceCode("xã, phường, thị trấn", levels=("commune",))
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    van_ban = DocumentNumber("văn bản xác nhận")


class AdvancedConfirmation(RegisterRow):
    """A commune confirmed to meet the advanced criteria, on `effective_from`."""

    ten = Text("tên gọi", blank=False)
    xa = PlaceCode("xã, phường, thị trấn", levels=("commune",))
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    van_ban = DocumentNumber("văn bản xác nhận")


class MarketEvidence(RegisterRow):
    """The check-list of a rural market as evidence for criterion 7 (Decision 1214/QĐ-BCT of 2022)."""

    ten = Text("chợ", blank=False)
    xa = PlaceCode("xã, phường, thị trấn", levels=("commune",))
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    dien_tich_diem = Number("diện tích mỗi điểm kinh doanh", unit="m2", decimal_places=1)
    nha_chinh = Text("nhà chính kiên cố, bán kiên cố", words=YES_NO, max_length=10)
    nen_cung = Text("nền cứng", words=YES_NO, max_length=10)
    bien_hieu = Text("biển tên, địa chỉ, điện thoại", words=YES_NO, max_length=10)
    ve_sinh = Text("nhà vệ sinh riêng", words=YES_NO, max_length=10)
    bai_xe = Text("bãi giữ xe", words=YES_NO, max_length=10)
    khu_tuoi_song = Text("khu thực phẩm tươi sống riêng", words=YES_NO, max_length=10)
    ket_luan = Text("kết luận", words=("đạt", "chưa đạt"), max_length=20)
