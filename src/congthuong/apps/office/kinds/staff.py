"""Posts, recruitment, who sits at the counter."""

from __future__ import annotations

from congthuong.apps.office import models, rules
from congthuong.apps.office.models.staff import DONE, DROPPED, PLANNED
from congthuong.apps.registers.kinds import RegisterKind

POSTS = RegisterKind(
    model=models.Post,
    code="bien_che",
    name="Biên chế theo đơn vị",
    noun="mục",
    data_kind="van_phong",
    prefix="BC",
    listed=("don_vi", "loai", "giao", "co_mat", "quyet_dinh"),
    label="don_vi",
    searched=("don_vi",),
    filters=("loai",),
    rules=(rules.posts_filled,),
    order=1,
)

RECRUITMENTS = RegisterKind(
    model=models.Recruitment,
    code="tuyen_dung",
    name="Tuyển dụng",
    noun="mục",
    data_kind="van_phong",
    prefix="TD",
    listed=("vi_tri", "loai", "nam", "can_tuyen", "da_tuyen", "trang_thai"),
    label="vi_tri",
    searched=("vi_tri",),
    filters=("loai", "nam", "trang_thai"),
    state="trang_thai",
    follows={PLANNED: (DONE, DROPPED), DONE: (), DROPPED: (PLANNED,)},
    uncounted=(DROPPED,),
    rules=(rules.recruited,),
    order=2,
)

DUTIES = RegisterKind(
    model=models.Duty,
    code="phan_cong",
    name="Phân công công chức",
    noun="công chức",
    data_kind="van_phong",
    prefix="PC",
    listed=("viec", "nguoi", "don_vi", "van_ban"),
    label="viec",
    searched=("viec", "don_vi"),
    filters=("viec",),
    personal=("nguoi",),
    purpose="Quản lý công chức",
    keep_years=10,
    order=3,
)
