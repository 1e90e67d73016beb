"""Words for the codes of the catalogue. Vietnamese is the language of the source: msgids are what users read,
and another language is a translation of them."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

KINDS = {
    "flow": _("lượng phát sinh trong kỳ"),
    "stock": _("số có đến cuối kỳ"),
    "ratio": _("tỷ lệ"),
    "index": _("chỉ số"),
}
ADDING = {
    "sum": _("cộng lại"),
    "last": _("lấy số của kỳ cuối"),
    "weighted": _("bình quân có trọng số"),
    "none": _("không cộng được"),
}
CALENDARS = {
    "statistical": _("kỳ thống kê (theo tháng dương lịch)"),
    "management": _("kỳ quản lý (từ ngày 15/12 đến ngày 14/6)"),
}
FREQUENCIES = {
    "day": _("ngày"),
    "month": _("tháng"),
    "quarter": _("quý"),
    "half": _("6 tháng"),
    "nine": _("9 tháng"),
    "year": _("năm"),
}
# The catalogue names groups by code only; one that is not here shows its code with spaces.
GROUPS = {
    "chi_tieu_giao": _("Chỉ tiêu được giao"),
    "san_pham": _("Sản phẩm chủ yếu"),
    "tm_mang_luoi": _("Mạng lưới thương mại"),
}

# What the core says of where a figure came from: the pages' templates translate these when they print them.
ORIGINS = (
    _("Giá trị chưa làm tròn"), _("Sổ"), _("Số dòng được tính"), _("Đơn vị tính"), _("Địa bàn"), _("Kỳ"), _("Loại số liệu"), _("Phân tổ"),
    _("Cách có số liệu"), _("Nguồn"), _("Lần công bố"), _("Tình trạng"), _("Khoảng giá trị"),
    _("Chốt đến ngày"), _("Ghi sổ ngày"), _("Người ghi"), _("Mã số liệu"),
    _("thực hiện"), _("ước thực hiện"), _("kế hoạch"), _("dự ước"),
    _("số liệu ghi trong sổ"), _("tính theo công thức"), _("so sánh giữa hai số liệu"),
    _("đếm số dòng của sổ"), _("ước tính thay phiếu chưa nộp"), _("cộng các dòng của sổ"), _("ghi ở một dòng của sổ"), _("chưa có số liệu"),
    _("ước lần đầu"), _("đã điều chỉnh"), _("chính thức"),
    _("suy ra từ tỷ lệ đã công bố"), _("suy ra từ tỷ lệ đã công bố, số chính thức chưa được ghi"), _("theo báo cáo"),
)  # fmt: skip


def group_name(code: str) -> str:
    return str(GROUPS.get(code) or code.replace("_", " ").capitalize())


def frequency_name(kind: str, months: int, *, management: bool) -> str:
    """ "tháng"; of several months or years how many; the management calendar is said."""
    if kind == "years":
        name = gettext("%(count)s năm") % {"count": months // 12}
    elif kind == "months":
        name = gettext("%(count)s tháng liền") % {"count": months}
    else:
        name = str(FREQUENCIES.get(kind, kind))
    return gettext("%(name)s (kỳ quản lý)") % {"name": name} if management else name
