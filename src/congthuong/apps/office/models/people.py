"""Training, awards, working groups."""

from __future__ import annotations

from congthuong.apps.registers.columns import DocumentNumber, Number, RowKey, Text
from congthuong.apps.registers.rows import RegisterRow

PLANNED, ATTENDING, DONE, NOT_HELD = "theo kế hoạch", "đang học", "đã xong", "không mở"
FINISHED, FAILED = "hoàn thành", "không hoàn thành"
ASKED, GIVEN, REFUSED = "đã đề nghị", "đã khen thưởng", "không được khen thưởng"


class Course(RegisterRow):
    """A course that staff attended, from `effective_from` on."""

    lop = Text("lớp", blank=False)
    doi_tuong = Text("đối tượng", max_length=80)
    so_nguoi = Number("số người", unit="người")
    noi_mo = Text("nơi mở lớp")
    so_ngay = Number("số ngày", unit="ngày")
    kinh_phi = Number("kinh phí", unit="đồng")
    trang_thai = Text("trạng thái", words=(PLANNED, ATTENDING, DONE, NOT_HELD), max_length=40)


class Attendee(RegisterRow):
    """A person of a course."""

    lop = RowKey("lớp", register="lop_boi_duong", blank=False)
    nguoi = Text("họ và tên", max_length=120)
    chuc_vu = Text("chức vụ", max_length=80)
    don_vi = Text("đơn vị", blank=False)
    ket_qua = Text("kết quả", words=(ATTENDING, FINISHED, FAILED), max_length=20)


class Award(RegisterRow):
    """An award asked for or given."""

    hinh_thuc = Text("hình thức", blank=False)
    ly_do = Text("thành tích", max_length=500)
    so_ca_nhan = Number("số cá nhân", unit="cá nhân")
    so_tap_the = Number("số tập thể", unit="tập thể")
    quyet_dinh = DocumentNumber("quyết định khen thưởng")
    trang_thai = Text("trạng thái", words=(ASKED, GIVEN, REFUSED), max_length=40)


class WorkingGroup(RegisterRow):
    """A working group, set up on `effective_from`."""

    linh_vuc = Text("lĩnh vực", blank=False)
    quyet_dinh = DocumentNumber("quyết định thành lập")
    thanh_vien = Number("thành viên", unit="người")
