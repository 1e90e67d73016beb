"""Words for the codes of the catalogue. Vietnamese is the language of the source: msgids are what users read,
and another language is a translation of them."""

from __future__ import annotations

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
# The catalogue names groups by code only; one that is not here shows its code with spaces.
GROUPS = {
    "chi_tieu_giao": _("Chỉ tiêu được giao"),
    "san_pham": _("Sản phẩm chủ yếu"),
    "tm_mang_luoi": _("Mạng lưới thương mại"),
}


def group_name(code: str) -> str:
    return str(GROUPS.get(code) or code.replace("_", " ").capitalize())
