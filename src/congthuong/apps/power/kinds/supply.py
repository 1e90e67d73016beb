"""Who uses power."""

from __future__ import annotations

from congthuong.apps.power import models, rules
from congthuong.apps.power.models.supply import METER_STATES
from congthuong.apps.registers.kinds import Flow, RegisterKind
from congthuong.apps.registers.places import commune_in_district

HOUSEHOLDS = RegisterKind(
    model=models.HouseholdCount,
    code="ho_su_dung_dien",
    name="Hộ sử dụng điện theo xã",
    noun="mục",
    data_kind="nang_luong",
    prefix="HD",
    listed=(
        "xa",
        "huyen",
        "tong_ho",
        "dau_ky",
        "moi",
        "giam",
        "cuoi_ky",
    ),
    label="xa",
    searched=("xa",),
    filters=("huyen",),
    series=("xa",),
    flows=(Flow("dau_ky", "moi", "giam", "cuoi_ky"),),
    rules=(rules.households,),
    checks=(commune_in_district,),
    large=True,
    order=4,
)

METERS = RegisterKind(
    model=models.SolarMeter,
    code="dien_mat_troi",
    name="Công tơ điện mặt trời mái nhà",
    noun="công tơ",
    data_kind="nang_luong",
    prefix="MT",
    listed=(
        "cong_to",
        "khach_hang",
        "loai_khach",
        "huyen",
        "cong_suat",
        "trang_thai",
    ),
    label="cong_to",
    searched=("cong_to",),
    filters=("loai_khach", "huyen", "trang_thai"),
    state="trang_thai",
    follows={METER_STATES[1]: ()},
    closing=(METER_STATES[1],),
    unique=("cong_to",),
    personal=("khach_hang",),
    purpose="Theo dõi hợp đồng mua bán điện mặt trời mái nhà",
    keep_years=5,
    rules=(rules.solar,),
    checks=(commune_in_district,),
    large=True,
    order=5,
)

CONSUMERS = RegisterKind(
    model=models.LargeConsumer,
    code="khach_hang_dien_lon",
    name="Khách hàng sử dụng điện lớn, quan trọng, ưu tiên",
    noun="khách hàng",
    data_kind="nang_luong",
    prefix="KH",
    listed=(
        "ten",
        "loai",
        "nganh",
        "huyen",
        "cap_dien_ap",
        "dien_nang",
        "nang_luong",
    ),
    filters=("loai", "huyen", "cap_dien_ap"),
    rules=(rules.large_use,),
    checks=(commune_in_district,),
    order=6,
)

REQUESTS = RegisterKind(
    model=models.LineRequest,
    code="don_keo_dien",
    name="Đề nghị kéo điện",
    noun="mục",
    data_kind="nang_luong",
    prefix="KD",
    listed=(
        "noi_dung",
        "ap",
        "xa",
        "huyen",
        "so_ho",
        "trang_thai",
    ),
    label="noi_dung",
    searched=("noi_dung", "ap"),
    filters=("huyen", "trang_thai"),
    state="trang_thai",
    checks=(commune_in_district,),
    order=7,
)
