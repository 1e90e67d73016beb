"""From the plan to the fine."""

from __future__ import annotations

from congthuong.apps.registers.columns import Day, DocumentNumber, Number, PlaceCode, RowKey, Text
from congthuong.apps.registers.rows import HouseholdRow, RegisterRow

PLANNED, RUNNING, CONCLUDED, DROPPED = "theo kế hoạch", "đang tiến hành", "đã kết luận", "không tiến hành"
ANNOUNCED, FOLLOWED, CALLED_OFF = "đã công bố quyết định", "đã xong theo dõi sau kết luận", "hủy"
INSPECTION_STATES = (PLANNED, ANNOUNCED, RUNNING, CONCLUDED, FOLLOWED, CALLED_OFF)
"""Law on Inspection of 2010, articles 43 to 52; what a conclusion asks for is followed up (Decree 33/2015/NĐ-CP)."""
PENDING = "chờ kết quả"
SAMPLE_RESULTS = (PENDING, "đạt", "vi phạm")
VIOLATES, KEEPS = "có vi phạm", "không vi phạm"
ISSUED, PAID, ENFORCED, CANCELLED = "đã ban hành", "đã nộp phạt", "cưỡng chế", "hủy bỏ"
FORMS = ("Thanh tra", "Kiểm tra", "Kiểm tra liên ngành")


class InspectionPlan(RegisterRow):
    """What the yearly plan says is to be inspected."""

    noi_dung = Text("nội dung", blank=False)
    hinh_thuc = Text("hình thức", words=FORMS, blank=False, max_length=40)
    nam = Number("năm", grouped=False, max_digits=4, blank=False)
    quy = Text("thời gian dự kiến", max_length=60)
    doi_tuong = Text("đối tượng")
    quyet_dinh = DocumentNumber("quyết định phê duyệt kế hoạch")
    trang_thai = Text("trạng thái", words=(PLANNED, RUNNING, CONCLUDED, DROPPED), blank=False, max_length=40)


class Inspection(RegisterRow):
    """An inspection with its team, in the register from `effective_from` on, and how far it has come."""

    hinh_thuc = Text("hình thức", words=FORMS, blank=False, max_length=40)
    noi_dung = Text("nội dung", blank=False)
    doi_tuong = Text("đối tượng")
    dip = Text("dịp thực hiện")
    ke_hoach = RowKey("mục của kế hoạch", register="ke_hoach_thanh_tra")
    quyet_dinh = DocumentNumber("quyết định")
    truong_doan = Text("trưởng đoàn", max_length=120)
    thanh_vien = Number("thành viên", unit="người")
    ngay_cong_bo = Day("ngày công bố quyết định")
    ngay_bat_dau = Day("ngày bắt đầu tại nơi được thanh tra, kiểm tra")
    ngay_ket_luan = Day("ngày kết luận")
    ket_luan = Text("kết luận", max_length=1000)
    ngay_xong_theo_doi = Day("ngày xong theo dõi sau kết luận")
    ly_do_huy = Text("lý do hủy", max_length=500)
    trang_thai = Text("trạng thái", words=INSPECTION_STATES, max_length=40)


class Visit(HouseholdRow):
    """An establishment visited in an inspection, on `effective_from`."""

    ten = Text("cơ sở", blank=False)
    cuoc = RowKey("cuộc thanh tra, kiểm tra", register="cuoc_thanh_tra", blank=False)
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    ket_qua = Text("kết quả", words=(KEEPS, VIOLATES), blank=False, max_length=20)
    hanh_vi = Text("hành vi vi phạm", max_length=500)


class Sample(RegisterRow):
    """A sample sent to a laboratory, taken on `effective_from`."""

    san_pham = Text("sản phẩm", blank=False)
    cuoc = RowKey("cuộc thanh tra, kiểm tra", register="cuoc_thanh_tra", blank=False)
    co_so = RowKey("cơ sở", register="co_so_kiem_tra")
    noi_kiem_nghiem = Text("nơi kiểm nghiệm")
    chi_tieu = Text("chỉ tiêu")
    ket_qua = Text("kết quả", words=SAMPLE_RESULTS, blank=False, max_length=20)


class Fine(RegisterRow):
    """A decision to fine, issued on `effective_from` (Law on Handling of Administrative Violations of 2012)."""

    so_quyet_dinh = Text("số quyết định", blank=False, max_length=60)
    doi_tuong = Text("người, tổ chức bị xử phạt")
    co_so = RowKey("cơ sở", register="co_so_kiem_tra")
    cuoc = RowKey("cuộc thanh tra, kiểm tra", register="cuoc_thanh_tra")
    hanh_vi = Text("hành vi", max_length=500)
    so_tien = Number("số tiền phạt", unit="đồng", blank=False, display={"triệu đồng": 2})
    da_nop = Number("đã nộp", unit="đồng")
    ngay_nop = Day("ngày nộp")
    trang_thai = Text("trạng thái", words=(ISSUED, PAID, ENFORCED, CANCELLED), blank=False, max_length=40)
