"""Citizens received, petitions, the law made known."""

from __future__ import annotations

from congthuong.apps.registers.columns import Day, DocumentNumber, Number, Text
from congthuong.apps.registers.rows import RegisterRow

RECEIVED, SETTLING, ANSWERED, PASSED_ON = (
    "tiếp nhận",
    "đang giải quyết",
    "đã trả lời",
    "chuyển cơ quan có thẩm quyền",
)
NOT_ACCEPTED, TAKEN_BACK, STOPPED = "không thụ lý", "rút đơn", "đình chỉ"
"""Law on Complaints of 2011, articles 10 and 11; Law on Denunciations of 2018, articles 29, 33 and 34."""
DONE = (ANSWERED, PASSED_ON, NOT_ACCEPTED, TAKEN_BACK, STOPPED)


class Reception(RegisterRow):
    """A citizen received, on `effective_from` (Law on Citizen Reception of 2013)."""

    noi_dung = Text("nội dung trình bày", blank=False, max_length=1000)
    nguoi = Text("công dân", max_length=120)
    hinh_thuc = Text("hình thức", words=("thường xuyên", "định kỳ", "đột xuất"), max_length=20)
    so_nguoi = Number("số người", unit="người")
    ket_qua = Text("kết quả", max_length=500)


class Petition(RegisterRow):
    """A complaint, denunciation or petition, received on `effective_from`. Its term is the law's (terms.py), from the day
    it was received or accepted, unless another one is written down."""

    loai = Text(
        "loại đơn", words=("khiếu nại", "tố cáo", "kiến nghị", "phản ánh"), blank=False, max_length=20
    )
    noi_dung = Text("nội dung", blank=False, max_length=1000)
    nguoi = Text("người gửi đơn", max_length=120)
    lien_he = Text("địa chỉ, điện thoại")
    ngay_thu_ly = Day("ngày thụ lý")
    han = Day("hạn giải quyết")
    ngay_xong = Day("ngày xong")
    noi_chuyen = Text("chuyển đến")
    trang_thai = Text("trạng thái", words=(RECEIVED, SETTLING, *DONE), blank=False, max_length=40)


class LawWork(RegisterRow):
    """Drafting or making known of legal documents, on `effective_from`."""

    noi_dung = Text("nội dung", blank=False, max_length=500)
    hinh_thuc = Text(
        "hình thức", words=("soạn thảo", "góp ý", "rà soát", "phổ biến"), blank=False, max_length=20
    )
    van_ban = DocumentNumber("văn bản")
    nguoi_du = Number("người dự", unit="người")
    tai_lieu = Number("tài liệu phát hành", unit="")
    trang_thai = Text("trạng thái", words=("đang thực hiện", "đã xong"), blank=False, max_length=40)
