"""Markets and shops."""

from __future__ import annotations

from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.places import commune_in_district
from congthuong.apps.trade import checks, models, rules
from congthuong.apps.trade.models.markets import APPROVED, CONVERTED, DROPPED, PLANNED, STOPPED, TURNED

MARKETS = RegisterKind(
    model=models.Market,
    code="cho",
    name="Chợ",
    noun="chợ",
    data_kind="thuong_mai",
    prefix="CHO",
    listed=(
        "ten",
        "hang",
        "loai",
        "huyen",
        "mo_hinh",
        "diem_kinh_doanh",
        "trang_thai",
    ),
    searched=("ten", "dia_chi", "don_vi_quan_ly"),
    filters=("hang", "loai", "mo_hinh", "huyen", "trang_thai"),
    state="trang_thai",
    follows={TURNED: ()},
    closing=(TURNED,),
    rules=(rules.market_class,),
    checks=(commune_in_district,),
    order=1,
)

CONVERSIONS = RegisterKind(
    model=models.MarketConversion,
    code="chuyen_doi_cho",
    name="Chuyển đổi mô hình quản lý chợ",
    noun="mục",
    data_kind="thuong_mai",
    prefix="CD",
    listed=(
        "cho",
        "nam",
        "mo_hinh_moi",
        "quyet_dinh",
        "ngay_chuyen_doi",
        "trang_thai",
    ),
    label="cho",
    searched=("cho", "ghi_chu"),
    filters=("nam", "mo_hinh_moi", "trang_thai"),
    state="trang_thai",
    follows={
        PLANNED: (APPROVED, CONVERTED, DROPPED),
        APPROVED: (CONVERTED, DROPPED),
        CONVERTED: (),
        DROPPED: (PLANNED,),
    },
    uncounted=(DROPPED,),
    rules=(rules.converted,),
    checks=(checks.conversion_once,),
    order=2,
)

OUTLETS = RegisterKind(
    model=models.Outlet,
    code="co_so_ban_le",
    name="Trung tâm thương mại, siêu thị, cửa hàng tiện lợi",
    noun="cơ sở",
    data_kind="thuong_mai",
    prefix="BL",
    listed=(
        "ten",
        "loai",
        "chuoi",
        "hang",
        "huyen",
        "dien_tich",
        "trang_thai",
    ),
    searched=("ten", "chuoi", "chu_quan", "dia_chi"),
    filters=("loai", "hang", "huyen", "trang_thai"),
    state="trang_thai",
    follows={STOPPED: ()},
    closing=(STOPPED,),
    checks=(commune_in_district,),
    order=3,
)
