"""Industrial-promotion projects (Decree 45/2012/NĐ-CP, Circular 46/2012/TT-BCT)."""

from __future__ import annotations

from congthuong.apps.registers.columns import Day, DocumentNumber, Number, PlaceCode, Text
from congthuong.apps.registers.rows import HouseholdRow

REGISTERED, APPRAISED, ASKED, APPROVED, RUNNING, ACCEPTED, SETTLED, REFUSED, STOPPED = (
    "đăng ký", "thẩm định", "yêu cầu bổ sung", "đã phê duyệt", "đang thực hiện", "đã nghiệm thu", "đã quyết toán", "từ chối",
    "ngừng triển khai",
)  # fmt: skip
STATES = (
    REGISTERED, APPRAISED, ASKED, APPROVED, RUNNING, ACCEPTED, SETTLED, REFUSED, STOPPED,
)  # fmt: skip
BENEFICIARIES = ("doanh nghiệp", "hợp tác xã", "tổ hợp tác", "hộ kinh doanh")
KINDS_OF_SUPPORT = (
    "đào tạo nghề", "nâng cao năng lực quản lý", "mô hình trình diễn", "ứng dụng máy móc tiên tiến", "sản phẩm tiêu biểu",
    "tư vấn", "thông tin tuyên truyền", "hợp tác", "cụm công nghiệp",
)  # fmt: skip


class Project(HouseholdRow):
    """A project that the promotion centre supports, from application to payment."""

    ten = Text("tên đề án", blank=False)
    thu_huong = Text("đơn vị thụ hưởng", blank=False)
    loai_thu_huong = Text("loại hình thụ hưởng", words=BENEFICIARIES, max_length=40)
    noi_dung = Text("nội dung hỗ trợ", words=KINDS_OF_SUPPORT, max_length=60)
    cap = Text("nguồn khuyến công", words=("địa phương", "quốc gia"), max_length=20)
    don_vi_thuc_hien = Text("đơn vị thực hiện")
    xa = PlaceCode("xã, phường, thị trấn", levels=("commune",))
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    tong_kinh_phi = Number("tổng kinh phí thực hiện", unit="đồng", display={"tỷ đồng": 2, "triệu đồng": 1})
    ho_tro = Number("kinh phí khuyến công địa phương hỗ trợ", unit="đồng", display={"triệu đồng": 0})
    tam_ung = Number("đã tạm ứng", unit="đồng")
    da_thanh_toan = Number("đã thanh toán, kể cả tạm ứng", unit="đồng")
    quyet_dinh = DocumentNumber("quyết định phê duyệt")
    hop_dong = Text("số hợp đồng", max_length=60)
    ngay_nghiem_thu = Day("ngày nghiệm thu")
    ngay_quyet_toan = Day("ngày quyết toán")
    lao_dong_truoc = Number("lao động trước hỗ trợ", unit="lao động")
    lao_dong_sau = Number("lao động sau hỗ trợ", unit="lao động")
    trang_thai = Text("trạng thái", words=STATES, blank=False, max_length=40)
