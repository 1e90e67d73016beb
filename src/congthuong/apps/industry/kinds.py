"""The registers of industry, described for the layer."""

from __future__ import annotations

from congthuong.apps.industry import models, rules
from congthuong.apps.registers.kinds import RegisterKind

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
    follows={"giải thể": ()},
    closing=("giải thể",),
    unique=("ma_so_thue",),
    rules=(rules.tax_number,),
    order=1,
)

KINDS = (ENTERPRISES,)
