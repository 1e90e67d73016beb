"""Savings, bills, contests."""

from __future__ import annotations

from congthuong.apps.power import checks, models
from congthuong.apps.power.models.saving import DONE, NOT_HELD, PLANNED, UNDER_WAY
from congthuong.apps.registers.kinds import RegisterKind

SAVINGS = RegisterKind(
    model=models.Saving,
    code="tiet_kiem_dien_kv",
    name="Điện tiết kiệm theo khu vực sử dụng",
    noun="mục",
    data_kind="nang_luong",
    prefix="TK",
    listed=(
        "khu_vuc",
        "tu_ngay",
        "tiet_kiem",
    ),
    label="khu_vuc",
    searched=("khu_vuc",),
    filters=("khu_vuc",),
    checks=(checks.saving_once,),
    order=11,
)

BILLS = RegisterKind(
    model=models.BillSupport,
    code="giam_tien_dien",
    name="Hỗ trợ giảm tiền điện theo đợt",
    noun="đợt",
    data_kind="nang_luong",
    prefix="GT",
    listed=(
        "dot",
        "ky_hoa_don",
        "khach_hang",
        "so_tien",
    ),
    label="dot",
    searched=("dot", "ky_hoa_don"),
    order=12,
)

EVENTS = RegisterKind(
    model=models.EnergyEvent,
    code="tuyen_truyen_tiet_kiem",
    name="Cuộc thi, tuyên truyền tiết kiệm năng lượng",
    noun="cuộc",
    data_kind="nang_luong",
    prefix="TT",
    listed=(
        "ten",
        "loai",
        "phoi_hop",
        "doi_tuong",
        "so_nguoi",
        "trang_thai",
    ),
    searched=("ten", "phoi_hop", "doi_tuong"),
    filters=("loai", "trang_thai"),
    state="trang_thai",
    follows={PLANNED: (UNDER_WAY, DONE, NOT_HELD), UNDER_WAY: (DONE,), DONE: (), NOT_HELD: (PLANNED,)},
    uncounted=(PLANNED, NOT_HELD),
    checks=(checks.event_once,),
    order=13,
)
