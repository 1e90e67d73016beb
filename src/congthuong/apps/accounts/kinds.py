"""The kinds of data of the department's forms, by which an assignment may be limited; the kinds of organisations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

KINDS = {
    "cong_nghiep": _("Công nghiệp"),
    "nang_luong": _("Năng lượng"),
    "thuong_mai": _("Thương mại"),
    "khuyen_cong": _("Khuyến công"),
    "nong_thon_moi": _("Nông thôn mới"),
    "thanh_tra": _("Thanh tra"),
    "van_phong": _("Văn phòng"),
}

ORGANISATION_KINDS = {
    "agency": _("cơ quan"),
    "division": _("phòng của Sở"),
    "centre": _("đơn vị sự nghiệp"),
    "district": _("đầu mối cấp huyện"),
    "commune": _("cấp xã"),
    "enterprise": _("doanh nghiệp"),
}
