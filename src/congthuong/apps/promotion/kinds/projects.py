"""Industrial-promotion projects (Decree 45/2012/NĐ-CP, Circular 46/2012/TT-BCT)."""

from __future__ import annotations

from congthuong.apps.promotion import models, rules
from congthuong.apps.promotion.models.projects import (
    ACCEPTED,
    APPRAISED,
    APPROVED,
    ASKED,
    REFUSED,
    REGISTERED,
    RUNNING,
    SETTLED,
    STOPPED,
)
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.places import commune_in_district

PROJECTS = RegisterKind(
    model=models.Project,
    code="de_an_khuyen_cong",
    name="Đề án khuyến công",
    noun="đề án",
    data_kind="khuyen_cong",
    prefix="DA",
    listed=("ten", "thu_huong", "noi_dung", "huyen", "tong_kinh_phi", "ho_tro", "trang_thai"),
    searched=("ten", "thu_huong", "don_vi_thuc_hien", "hop_dong"),
    filters=("noi_dung", "cap", "huyen", "trang_thai"),
    state="trang_thai",
    follows={
        REGISTERED: (APPRAISED, ASKED, REFUSED),
        APPRAISED: (ASKED, APPROVED, REFUSED),
        ASKED: (APPRAISED, REFUSED),
        APPROVED: (RUNNING, STOPPED),
        RUNNING: (ACCEPTED, STOPPED),
        ACCEPTED: (SETTLED,),
        SETTLED: (),
        REFUSED: (),
        STOPPED: (),
    },
    private=("thu_huong",),
    uncounted=(REGISTERED, APPRAISED, ASKED, REFUSED, STOPPED),
    rules=(
        rules.money,
        rules.accepted,
        rules.settled,
    ),
    checks=(commune_in_district,),
    order=1,
)
