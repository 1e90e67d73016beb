"""Goods."""

from __future__ import annotations

from congthuong.apps.registers.kinds import Alerts, RegisterKind
from congthuong.apps.trade import checks, models, moving, rules
from congthuong.apps.trade.models.goods import ENDED, REPAID

RESERVES = RegisterKind(
    model=models.Reserve,
    code="du_tru_hang_hoa",
    name="Hàng hóa dự trữ, bình ổn thị trường",
    noun="mục",
    data_kind="thuong_mai",
    prefix="DT",
    listed=(
        "doanh_nghiep",
        "mat_hang",
        "dip",
        "so_luong",
        "gia_tri",
        "trang_thai",
    ),
    label="doanh_nghiep",
    searched=("doanh_nghiep", "mat_hang", "dip"),
    filters=("huyen", "trang_thai"),
    state="trang_thai",
    follows={ENDED: ()},
    closing=(ENDED,),
    order=8,
)

LOANS = RegisterKind(
    model=models.StabilisationLoan,
    code="vay_binh_on",
    name="Vay ưu đãi dự trữ hàng bình ổn",
    noun="mục",
    data_kind="thuong_mai",
    prefix="VB",
    listed=(
        "doanh_nghiep",
        "ngan_hang",
        "so_tien",
        "lai_suat",
        "han_tra",
        "trang_thai",
    ),
    label="doanh_nghiep",
    searched=("doanh_nghiep", "ngan_hang", "muc_dich"),
    filters=("trang_thai",),
    state="trang_thai",
    follows={REPAID: ()},
    closing=(REPAID,),
    rules=(rules.loan_term,),
    order=9,
)

PRICES = RegisterKind(
    model=models.Price,
    code="gia_hang_thiet_yeu",
    name="Giá hàng thiết yếu",
    noun="mục",
    data_kind="thuong_mai",
    prefix="GIA",
    listed=(
        "mat_hang",
        "don_vi_tinh",
        "noi",
        "gia",
        "nguon_cung",
    ),
    label="mat_hang",
    searched=("mat_hang", "noi"),
    filters=("noi", "huyen", "nguon_cung"),
    checks=(checks.price_moved,),
    not_summed=("gia",),
    alerts=Alerts(
        "Biến động", f"quá {moving.BOUND} so với lần trước", moving.price_moves, moving.prices_beyond
    ),
    large=True,
    order=10,
)

FOREIGN_TRADE = RegisterKind(
    model=models.ForeignTrade,
    code="xuat_nhap_khau",
    name="Xuất khẩu, nhập khẩu theo mặt hàng",
    noun="mục",
    data_kind="thuong_mai",
    prefix="XNK",
    listed=(
        "chieu",
        "mat_hang",
        "thi_truong",
        "cua_khau",
        "luong",
        "tri_gia",
    ),
    label="mat_hang",
    searched=("mat_hang", "thi_truong", "cua_khau", "doanh_nghiep"),
    filters=("chieu", "thi_truong", "cua_khau"),
    checks=(checks.month_once,),
    large=True,
    order=11,
)
