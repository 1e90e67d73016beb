"""Posts, recruitment, who sits at the counter."""

from __future__ import annotations

from congthuong.apps.registers.columns import DocumentNumber, Number, Text
from congthuong.apps.registers.rows import RegisterRow

POST_KINDS = ("công chức", "viên chức", "hợp đồng")
PLANNED, DONE, DROPPED = "theo kế hoạch", "đã thực hiện", "thôi thực hiện"


class Post(RegisterRow):
    """Posts given to a unit and how many are filled, from `effective_from` on."""

    don_vi = Text("đơn vị", blank=False)
    loai = Text("loại", words=POST_KINDS, blank=False, max_length=20)
    giao = Number("biên chế được giao", unit="người", blank=False)
    co_mat = Number("có mặt", unit="người")
    quyet_dinh = DocumentNumber("quyết định giao")


class Recruitment(RegisterRow):
    """A plan to recruit and what came of it."""

    loai = Text("loại", words=POST_KINDS, blank=False, max_length=20)
    nam = Number("năm", grouped=False, max_digits=4, blank=False)
    vi_tri = Text("vị trí việc làm", blank=False)
    can_tuyen = Number("cần tuyển", unit="người", blank=False)
    da_tuyen = Number("đã tuyển", unit="người")
    trang_thai = Text("trạng thái", words=(PLANNED, DONE, DROPPED), blank=False, max_length=40)


class Duty(RegisterRow):
    """Who is sent where: to the one-stop shop, as contact for procedures; from `effective_from` until `effective_to`."""

    viec = Text(
        "việc", words=("tiếp nhận tại một cửa", "đầu mối kiểm soát TTHC", "khác"), blank=False, max_length=40
    )
    nguoi = Text("công chức", max_length=120)
    chuc_vu = Text("chức vụ", max_length=80)
    don_vi = Text("đơn vị")
    van_ban = DocumentNumber("văn bản cử")
