"""Power projects."""

from __future__ import annotations

from congthuong.apps.power import checks, models, rules
from congthuong.apps.power.models.projects import APPROVED, BUILDING, ENDED, PROPOSED, RUNNING, SURVEYED
from congthuong.apps.power.standing import milestones_standing
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.places import commune_in_district

PROJECTS = RegisterKind(
    model=models.PowerProject,
    code="du_an_dien",
    name="Dự án nguồn điện",
    noun="dự án",
    data_kind="nang_luong",
    prefix="DA",
    listed=(
        "ten",
        "loai",
        "cong_suat",
        "chu_dau_tu",
        "quy_hoach",
        "giai_phong_mat_bang",
        "trang_thai",
    ),
    searched=("ten", "chu_dau_tu", "ghi_chu"),
    filters=("loai", "quy_hoach", "trang_thai", "huyen"),
    state="trang_thai",
    follows={
        PROPOSED: (SURVEYED, APPROVED, ENDED),
        SURVEYED: (PROPOSED, APPROVED, ENDED),
        APPROVED: (BUILDING, ENDED),
        BUILDING: (RUNNING, ENDED),
        RUNNING: (ENDED,),
        ENDED: (),
    },
    closing=(ENDED,),
    unique=("ten",),
    rules=(rules.clearance, rules.project_runs),
    checks=(commune_in_district,),
    order=8,
)

MILESTONES = RegisterKind(
    model=models.Milestone,
    code="moc_du_an_dien",
    name="Mốc của dự án nguồn điện",
    noun="mục",
    data_kind="nang_luong",
    prefix="MD",
    listed=(
        "du_an",
        "moc",
        "ngay_ke_hoach",
        "ngay_dat",
    ),
    label="moc",
    searched=("moc", "du_an", "ghi_chu"),
    filters=("moc", "du_an"),
    rules=(rules.milestone,),
    checks=(checks.step_once_in_order,),
    standing=milestones_standing,
    order=9,
)

THERMAL = RegisterKind(
    model=models.ThermalPlant,
    code="nha_may_nhiet_dien",
    name="Nhà máy nhiệt điện chạy hết công suất mùa khô",
    noun="nhà máy",
    data_kind="nang_luong",
    prefix="NM",
    listed=(
        "nha_may",
        "nhien_lieu",
        "cong_suat",
        "san_luong",
    ),
    label="nha_may",
    searched=("nha_may",),
    order=10,
)
