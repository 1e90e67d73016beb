"""Fairs elsewhere, markets in the country, links of supply and demand."""

from __future__ import annotations

from congthuong.apps.promotion import models
from congthuong.apps.promotion.models.events import CANCELLED, HELD, JOINED, NOT_JOINED, PLANNED
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.places import commune_in_district

FAIRS = RegisterKind(
    model=models.FairElsewhere,
    code="kc_hoi_cho",
    name="Hội chợ ngoài tỉnh đã tham gia",
    noun="cuộc",
    data_kind="khuyen_cong",
    prefix="HC",
    listed=("ten", "tai", "gian_hang", "san_pham", "doanh_nghiep", "doanh_thu", "trang_thai"),
    searched=("ten", "tai"),
    filters=("trang_thai",),
    state="trang_thai",
    follows={PLANNED: (JOINED, NOT_JOINED), JOINED: (), NOT_JOINED: (PLANNED,)},
    uncounted=(PLANNED, NOT_JOINED),
    order=2,
)

COUNTRY_MARKETS = RegisterKind(
    model=models.CountryMarket,
    code="kc_phien_cho",
    name="Phiên chợ hàng Việt về nông thôn",
    noun="phiên chợ",
    data_kind="khuyen_cong",
    prefix="PC",
    listed=("ten", "huyen", "dip", "gian_hang", "doanh_nghiep", "doanh_thu", "trang_thai"),
    searched=("ten", "dip"),
    filters=("huyen", "trang_thai"),
    state="trang_thai",
    follows={PLANNED: (HELD, CANCELLED), HELD: (), CANCELLED: (PLANNED,)},
    uncounted=(PLANNED, CANCELLED),
    checks=(commune_in_district,),
    order=3,
)

LINKS = RegisterKind(
    model=models.SupplyLink,
    code="ket_noi_cung_cau",
    name="Kết nối cung cầu",
    noun="mục",
    data_kind="khuyen_cong",
    prefix="KN",
    listed=("noi_dung", "thi_truong", "doanh_nghiep", "hop_dong", "gia_tri", "trang_thai"),
    label="noi_dung",
    searched=("noi_dung", "thi_truong"),
    filters=("trang_thai",),
    state="trang_thai",
    follows={HELD: (), CANCELLED: ()},
    uncounted=(CANCELLED,),
    order=4,
)

DISPLAYS = RegisterKind(
    model=models.Display,
    code="trung_bay_san_pham",
    name="Trưng bày, giới thiệu sản phẩm",
    noun="mục",
    data_kind="khuyen_cong",
    prefix="TB",
    listed=("co_so", "dip", "san_pham", "huyen"),
    label="co_so",
    searched=("co_so", "dip"),
    filters=("huyen",),
    private=("co_so",),
    purpose="Giới thiệu sản phẩm của cơ sở theo chương trình khuyến công",
    keep_years=5,
    order=5,
)
