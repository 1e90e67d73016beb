"""Advice, broadcasts, publications, help on the net."""

from __future__ import annotations

from congthuong.apps.promotion import models
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.places import commune_in_district

TRADEMARKS = RegisterKind(
    model=models.TrademarkAdvice,
    code="kc_nhan_hieu",
    name="Hộ kinh doanh được tư vấn nhãn hiệu",
    noun="hộ kinh doanh",
    data_kind="khuyen_cong",
    prefix="NH",
    listed=("ten", "noi_dung", "xa", "huyen"),
    searched=("ten", "noi_dung"),
    filters=("huyen",),
    private=("ten", "ap"),
    of_households=True,
    purpose="Tư vấn nhãn hiệu cho hộ kinh doanh theo chương trình khuyến công",
    keep_years=5,
    checks=(commune_in_district,),
    order=6,
)

BROADCASTS = RegisterKind(
    model=models.Broadcast,
    code="phat_song_khuyen_cong",
    name="Kỳ phát sóng chuyên mục khuyến công",
    noun="kỳ",
    data_kind="khuyen_cong",
    prefix="PS",
    listed=("chuyen_muc", "dai", "thoi_luong", "kinh_phi"),
    label="chuyen_muc",
    searched=("chuyen_muc", "dai"),
    order=7,
)

PUBLICATIONS = RegisterKind(
    model=models.Publication,
    code="an_pham_khuyen_cong",
    name="Ấn phẩm khuyến công, xúc tiến thương mại",
    noun="mục",
    data_kind="khuyen_cong",
    prefix="AP",
    listed=("ten", "loai", "so_luong", "kinh_phi"),
    searched=("ten",),
    filters=("loai",),
    order=8,
)

WEBSITES = RegisterKind(
    model=models.WebsiteHelp,
    code="ho_tro_website",
    name="Doanh nghiệp được hỗ trợ website",
    noun="doanh nghiệp",
    data_kind="khuyen_cong",
    prefix="WEB",
    listed=("ten", "huyen", "chuong_trinh"),
    searched=("ten", "dia_chi_web"),
    filters=("huyen",),
    order=9,
)
