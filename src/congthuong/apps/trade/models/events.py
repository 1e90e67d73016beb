"""What the trade division confirms, joins and answers: fairs, the floor on the net, agreements, consumers."""

from __future__ import annotations

from congthuong.apps.registers.columns import Day, DocumentNumber, Number, PlaceCode, Text
from congthuong.apps.registers.rows import HouseholdRow, RegisterRow

CONFIRMED, HELD, CANCELLED = "đã xác nhận", "đã tổ chức", "không tổ chức"
ACTIVE, LEFT = "hoạt động", "đã rời sàn"
RECEIVED, SETTLING, SETTLED, PASSED_ON = "tiếp nhận", "đang hòa giải", "đã giải quyết", "chuyển cơ quan khác"
PLANNED, DONE = "theo kế hoạch", "đã thực hiện"


class Fair(RegisterRow):
    """A fair or exhibition in the province, confirmed on `effective_from` (Decree 81/2018/NĐ-CP)."""

    ten = Text("tên hội chợ, triển lãm", blank=False)
    don_vi = Text("đơn vị tổ chức", blank=False)
    xac_nhan = DocumentNumber("văn bản xác nhận")
    xa = PlaceCode("xã, phường, thị trấn", levels=("commune",))
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    tu_ngay = Day("mở từ ngày")
    den_ngay = Day("đến ngày")
    gian_hang = Number("gian hàng", unit="gian hàng")
    doanh_nghiep = Number("doanh nghiệp tham gia", unit="doanh nghiệp")
    doanh_thu = Number("doanh thu", unit="đồng")
    luot_khach = Number("lượt khách", unit="lượt người")
    trang_thai = Text("trạng thái", words=(CONFIRMED, HELD, CANCELLED), blank=False, max_length=40)


class FloorMember(HouseholdRow):
    """A shop on the province's trading floor on the net, there since `effective_from`."""

    ten = Text("thành viên", blank=False)
    gian_hang = Text("gian hàng", max_length=120)
    san_pham = Number("sản phẩm đăng bán", unit="sản phẩm")
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    dia_chi_web = Text("địa chỉ trang", max_length=200)
    trang_thai = Text("trạng thái", words=(ACTIVE, LEFT), blank=False, max_length=40)


class AgreementWork(RegisterRow):
    """Work on trade agreements and integration: a conference, a report, information to enterprises."""

    noi_dung = Text("nội dung", blank=False, max_length=500)
    hiep_dinh = Text("hiệp định, chương trình", max_length=120)
    hinh_thuc = Text("hình thức", words=("hội nghị", "tập huấn", "báo cáo", "thông tin"), max_length=20)
    van_ban = DocumentNumber("văn bản")
    nguoi_du = Number("người dự", unit="người")
    trang_thai = Text("trạng thái", words=(PLANNED, DONE), blank=False, max_length=40)


class ConsumerComplaint(RegisterRow):
    """A consumer's complaint, received on `effective_from`."""

    noi_dung = Text("nội dung", blank=False, max_length=500)
    nguoi_khieu_nai = Text("người khiếu nại", max_length=120)
    lien_he = Text("điện thoại, địa chỉ")
    doanh_nghiep = Text("bên bị khiếu nại")
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    han = Day("hạn trả lời")
    ngay_xong = Day("ngày xong")
    ket_qua = Text("kết quả", max_length=500)
    trang_thai = Text(
        "trạng thái", words=(RECEIVED, SETTLING, SETTLED, PASSED_ON), blank=False, max_length=40
    )


class ConsumerCampaign(RegisterRow):
    """What was done for consumers' rights: banners, conferences, leaflets, on `effective_from`."""

    noi_dung = Text("nội dung", blank=False)
    hinh_thuc = Text("hình thức", words=("băng rôn", "hội nghị", "tờ rơi", "phát thanh"), max_length=20)
    noi = Text("nơi")
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    bang_ron = Number("băng rôn", unit="băng rôn")
    to_roi = Number("tờ rơi", unit="tờ")
