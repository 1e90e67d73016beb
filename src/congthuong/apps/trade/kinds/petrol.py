"""Petrol and gas."""

from __future__ import annotations

from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.places import commune_in_district
from congthuong.apps.trade import models, rules
from congthuong.apps.trade.models.petrol import CLOSED

STATIONS = RegisterKind(
    model=models.Station,
    code="cua_hang_xang_dau",
    name="Cửa hàng bán lẻ xăng dầu",
    noun="cửa hàng",
    data_kind="thuong_mai",
    prefix="CHXD",
    listed=(
        "ten",
        "thuong_nhan",
        "xa",
        "giay_chung_nhan",
        "ngay_het_han",
        "trang_thai",
    ),
    searched=("ten", "thuong_nhan", "dia_chi", "giay_chung_nhan"),
    filters=("huyen", "nhien_lieu", "trang_thai"),
    state="trang_thai",
    follows={CLOSED: ()},
    closing=(CLOSED,),
    rules=(rules.certificate,),
    checks=(commune_in_district,),
    order=4,
)

DEPOTS = RegisterKind(
    model=models.Depot,
    code="kho_xang_dau",
    name="Kho xăng dầu",
    noun="kho",
    data_kind="thuong_mai",
    prefix="KXD",
    listed=(
        "ten",
        "thuong_nhan",
        "huyen",
        "suc_chua",
        "trang_thai",
    ),
    searched=("ten", "thuong_nhan"),
    filters=("huyen", "trang_thai"),
    state="trang_thai",
    follows={CLOSED: ()},
    closing=(CLOSED,),
    checks=(commune_in_district,),
    order=5,
)

FUEL_TRADERS = RegisterKind(
    model=models.FuelTrader,
    code="thuong_nhan_xang_dau",
    name="Thương nhân xăng dầu",
    noun="thương nhân",
    data_kind="thuong_mai",
    prefix="TNXD",
    listed=(
        "ten",
        "loai",
        "huyen",
        "giay_phep",
        "ngay_het_han",
        "trang_thai",
    ),
    searched=("ten", "giay_phep", "dia_chi"),
    filters=("loai", "huyen", "trang_thai"),
    state="trang_thai",
    follows={CLOSED: ()},
    closing=(CLOSED,),
    rules=(rules.certificate,),
    order=6,
)

GAS_TRADERS = RegisterKind(
    model=models.GasTrader,
    code="thuong_nhan_lpg",
    name="Thương nhân LPG",
    noun="thương nhân",
    data_kind="thuong_mai",
    prefix="LPG",
    listed=(
        "ten",
        "loai",
        "huyen",
        "giay_phep",
        "ngay_het_han",
        "trang_thai",
    ),
    searched=("ten", "giay_phep", "dia_chi"),
    filters=("loai", "huyen", "trang_thai"),
    state="trang_thai",
    follows={CLOSED: ()},
    closing=(CLOSED,),
    rules=(rules.certificate,),
    order=7,
)
