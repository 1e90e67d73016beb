"""Industrial clusters."""

from __future__ import annotations

from congthuong.apps.industry import models, rules
from congthuong.apps.industry.models.clusters import STATES
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.places import commune_in_district

PLANNED, FOUNDED, BUILDING, RUNNING, GROWING, GIVEN_UP = STATES

CLUSTERS = RegisterKind(
    model=models.Cluster,
    code="cum_cong_nghiep",
    name="Cụm công nghiệp",
    noun="cụm",
    data_kind="cong_nghiep",
    prefix="CCN",
    listed=("ten", "huyen", "dien_tich", "dat_cong_nghiep", "da_cho_thue", "chu_dau_tu", "trang_thai"),
    searched=("ten", "chu_dau_tu", "nganh_nghe"),
    filters=("huyen", "trang_thai", "loai_chu_dau_tu", "nuoc_thai"),
    state="trang_thai",
    follows={
        PLANNED: (FOUNDED, GIVEN_UP),
        FOUNDED: (BUILDING, GIVEN_UP),
        BUILDING: (RUNNING, GIVEN_UP),
        RUNNING: (GROWING,),
        GROWING: (RUNNING,),
        GIVEN_UP: (),
    },
    closing=(GIVEN_UP,),
    unique=("ten",),
    rules=(rules.cluster_areas, rules.cluster_progress),
    checks=(commune_in_district,),
    order=4,
)
