"""Lines and substations."""

from __future__ import annotations

from congthuong.apps.power import models, rules
from congthuong.apps.power.models.grid import WORK_STATES
from congthuong.apps.registers.kinds import Flow, RegisterKind

AGREED, CLEARED, BUILT, LIVE, STOPPED = WORK_STATES

LINES = RegisterKind(
    model=models.LineCount,
    code="luoi_dien",
    name="Đường dây theo huyện và cấp điện áp",
    noun="mục",
    data_kind="nang_luong",
    prefix="DD",
    listed=(
        "huyen",
        "cap_dien_ap",
        "dau_ky",
        "moi",
        "giam",
        "cuoi_ky",
    ),
    label="cap_dien_ap",
    label_beside=("huyen",),
    searched=("cap_dien_ap", "huyen"),
    filters=("huyen", "cap_dien_ap"),
    series=("huyen", "cap_dien_ap"),
    flows=(Flow("dau_ky", "moi", "giam", "cuoi_ky"),),
    order=1,
)

SUBSTATIONS = RegisterKind(
    model=models.SubstationCount,
    code="tram_bien_ap",
    name="Trạm biến áp theo huyện",
    noun="mục",
    data_kind="nang_luong",
    prefix="TBA",
    listed=(
        "huyen",
        "tram_dau_ky",
        "tram_moi",
        "tram_cuoi_ky",
        "kva_dau_ky",
        "kva_moi",
        "kva_cuoi_ky",
    ),
    label="huyen",
    searched=("huyen",),
    filters=("huyen",),
    series=("huyen",),
    flows=(
        Flow("tram_dau_ky", "tram_moi", "tram_giam", "tram_cuoi_ky"),
        Flow("kva_dau_ky", "kva_moi", "kva_giam", "kva_cuoi_ky"),
    ),
    order=2,
)

WORKS = RegisterKind(
    model=models.GridWork,
    code="cong_trinh_dien",
    name="Công trình lưới điện từ 110 kV",
    noun="công trình",
    data_kind="nang_luong",
    prefix="CTD",
    listed=(
        "cong_trinh",
        "loai",
        "cap_dien_ap",
        "chu_dau_tu",
        "giai_phong_mat_bang",
        "trang_thai",
    ),
    label="cong_trinh",
    searched=("cong_trinh", "chu_dau_tu", "vuong_mac"),
    filters=("loai", "cap_dien_ap", "trang_thai"),
    state="trang_thai",
    follows={
        AGREED: (CLEARED, STOPPED),
        CLEARED: (BUILT, STOPPED),
        BUILT: (LIVE, STOPPED),
        LIVE: (),
        STOPPED: (AGREED, CLEARED, BUILT),
    },
    uncounted=(STOPPED,),
    rules=(rules.clearance,),
    order=3,
)
