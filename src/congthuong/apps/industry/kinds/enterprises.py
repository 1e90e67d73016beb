"""Enterprises, their spells of standing still, establishments as counted, plans."""

from __future__ import annotations

from congthuong.apps.industry import checks, models, rules
from congthuong.apps.industry.models.enterprises import DISSOLVED
from congthuong.apps.registers.kinds import Flow, RegisterKind
from congthuong.apps.registers.places import commune_in_district

ENTERPRISES = RegisterKind(
    model=models.Enterprise,
    code="doanh_nghiep_cn",
    name="Doanh nghiệp, hợp tác xã công nghiệp",
    noun="doanh nghiệp",
    data_kind="cong_nghiep",
    prefix="DN",
    listed=("ten", "ma_so_thue", "loai_hinh", "nganh", "huyen", "lao_dong", "trang_thai"),
    searched=("ten", "ma_so_thue", "dia_chi", "san_pham"),
    filters=("loai_hinh", "huyen", "trang_thai", "so_huu"),
    state="trang_thai",
    follows={DISSOLVED: ()},
    closing=(DISSOLVED,),
    unique=("ma_so_thue",),
    dated={"quyet_dinh": "ngay_cap"},
    private=("ten", "dia_chi", "ma_so_thue"),
    rules=(rules.tax_number, rules.reason_of_state),
    checks=(commune_in_district,),
    large=True,
    mixed=True,
    order=1,
)

SUSPENSIONS = RegisterKind(
    model=models.Suspension,
    code="dn_tam_ngung",
    name="Doanh nghiệp tạm ngừng hoạt động hoặc cho công nhân nghỉ luân phiên",
    noun="doanh nghiệp",
    data_kind="cong_nghiep",
    prefix="TN",
    listed=("doanh_nghiep", "hinh_thuc", "lao_dong", "ly_do"),
    label="doanh_nghiep",
    searched=("doanh_nghiep",),
    filters=("hinh_thuc",),
    checks=(checks.spells_apart, checks.spell_as_in_register),
    order=2,
)

ESTABLISHMENTS = RegisterKind(
    model=models.EstablishmentCount,
    code="co_so_ho_cn",
    name="Cơ sở, hộ sản xuất công nghiệp theo xã và ngành",
    noun="mục",
    data_kind="cong_nghiep",
    prefix="CS",
    listed=("xa", "huyen", "nganh", "dau_ky", "moi", "giam", "cuoi_ky", "lao_dong"),
    label="xa",
    label_beside=("nganh",),
    searched=("xa", "nganh"),
    filters=("huyen", "nganh"),
    series=("xa", "nganh"),
    flows=(Flow("dau_ky", "moi", "giam", "cuoi_ky"),),
    checks=(commune_in_district,),
    large=True,
    order=3,
)

PLANS = RegisterKind(
    model=models.ProductionPlan,
    code="ke_hoach_san_xuat",
    name="Kế hoạch sản xuất 5 năm của doanh nghiệp",
    noun="kế hoạch",
    data_kind="cong_nghiep",
    prefix="KS",
    listed=("doanh_nghiep", "san_pham", "don_vi", "nam_dau", "nam_1", "nam_5", "trang_thai"),
    label="san_pham",
    searched=("san_pham", "doanh_nghiep"),
    filters=("trang_thai",),
    state="trang_thai",
    follows={
        "đã đề nghị": ("đã nhận",),
        "đã nhận": ("đã tổng hợp", "đã đề nghị"),
        "đã tổng hợp": ("đã nhận",),
    },
    rules=(rules.plan_years,),
    checks=(checks.plan_once,),
    order=8,
)
