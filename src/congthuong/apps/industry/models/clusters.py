"""Industrial clusters (cụm công nghiệp): Decree 68/2017/NĐ-CP, now 32/2024/NĐ-CP."""

from __future__ import annotations

from congthuong.apps.registers.columns import DocumentNumber, Number, PlaceCode, Text
from congthuong.apps.registers.rows import RegisterRow

STATES = (
    "trong quy hoạch",
    "đã thành lập",
    "xây dựng hạ tầng",
    "hoạt động",
    "mở rộng",
    "rút khỏi quy hoạch",
)
INVESTORS = ("doanh nghiệp", "hợp tác xã", "đơn vị sự nghiệp công lập", "ủy ban nhân dân cấp huyện")
WASTE_WATER = ("chưa có", "đang xây dựng", "đang vận hành")


class Cluster(RegisterRow):
    """A cluster; the share of its industrial land that is let is an indicator by formula, never typed in."""

    ten = Text("tên cụm công nghiệp", blank=False)
    xa = PlaceCode("xã, phường, thị trấn", levels=("commune",))
    huyen = PlaceCode("huyện, thị xã, thành phố", levels=("district",))
    quyet_dinh = DocumentNumber("quyết định thành lập, mở rộng")
    chu_dau_tu = Text("chủ đầu tư hạ tầng")
    loai_chu_dau_tu = Text("loại chủ đầu tư", words=INVESTORS, max_length=40)
    dien_tich = Number("diện tích", unit="ha", decimal_places=2)
    dat_cong_nghiep = Number("đất công nghiệp", unit="ha", decimal_places=2)
    da_cho_thue = Number("đất công nghiệp đã cho thuê", unit="ha", decimal_places=2)
    giai_phong_mat_bang = Number("giải phóng mặt bằng", unit="%", decimal_places=2)
    von_ha_tang = Number("vốn hạ tầng đăng ký", unit="tỷ đồng", decimal_places=2)
    von_thuc_hien = Number("vốn hạ tầng đã thực hiện", unit="tỷ đồng", decimal_places=2)
    nuoc_thai = Text("xử lý nước thải tập trung", words=WASTE_WATER, max_length=40)
    cong_suat_nuoc_thai = Number("công suất xử lý nước thải", unit="m3/ngày đêm")
    so_du_an = Number("dự án thứ cấp", unit="dự án")
    lao_dong = Number("lao động", unit="lao động")
    nganh_nghe = Text("ngành nghề hoạt động")
    trang_thai = Text("trạng thái", words=STATES, blank=False, max_length=40)
