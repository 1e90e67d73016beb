"""From the plan to the fine."""

from __future__ import annotations

from congthuong.apps.inspection import models, rules
from congthuong.apps.inspection.models.inspections import (
    ANNOUNCED,
    CALLED_OFF,
    CANCELLED,
    CONCLUDED,
    DROPPED,
    FOLLOWED,
    PAID,
    PENDING,
    PLANNED,
    RUNNING,
    SAMPLE_RESULTS,
)
from congthuong.apps.registers.kinds import RegisterKind

PLANS = RegisterKind(
    model=models.InspectionPlan,
    code="ke_hoach_thanh_tra",
    name="Kế hoạch thanh tra, kiểm tra",
    noun="mục",
    data_kind="thanh_tra",
    prefix="KH",
    listed=("noi_dung", "hinh_thuc", "nam", "quy", "doi_tuong", "trang_thai"),
    label="noi_dung",
    searched=("noi_dung", "doi_tuong"),
    filters=("hinh_thuc", "nam", "trang_thai"),
    state="trang_thai",
    follows={
        PLANNED: (RUNNING, CONCLUDED, DROPPED),
        RUNNING: (CONCLUDED, DROPPED),
        CONCLUDED: (),
        DROPPED: (PLANNED,),
    },
    uncounted=(DROPPED,),
    order=1,
)

INSPECTIONS = RegisterKind(
    model=models.Inspection,
    code="cuoc_thanh_tra",
    name="Cuộc thanh tra, kiểm tra",
    noun="cuộc",
    data_kind="thanh_tra",
    prefix="TT",
    listed=("hinh_thuc", "noi_dung", "doi_tuong", "dip", "ngay_ket_luan", "trang_thai"),
    label="noi_dung",
    searched=("noi_dung", "doi_tuong", "dip", "quyet_dinh"),
    filters=("hinh_thuc", "trang_thai"),
    state="trang_thai",
    follows={
        PLANNED: (ANNOUNCED, RUNNING, CALLED_OFF),
        ANNOUNCED: (RUNNING, CALLED_OFF),
        RUNNING: (CONCLUDED, CALLED_OFF),
        CONCLUDED: (FOLLOWED,),
        FOLLOWED: (),
        CALLED_OFF: (PLANNED,),
    },
    uncounted=(PLANNED, CALLED_OFF),
    rules=(rules.inspection_days, rules.inspection_told),
    order=2,
)

VISITS = RegisterKind(
    model=models.Visit,
    code="co_so_kiem_tra",
    name="Cơ sở được thanh tra, kiểm tra",
    noun="cơ sở",
    data_kind="thanh_tra",
    prefix="CS",
    listed=("ten", "cuoc", "huyen", "ket_qua", "hanh_vi"),
    searched=("ten", "hanh_vi"),
    filters=("huyen", "ket_qua"),
    private=("ten",),
    rules=(rules.violation_said,),
    order=3,
)

SAMPLES = RegisterKind(
    model=models.Sample,
    code="mau_kiem_nghiem",
    name="Mẫu kiểm nghiệm",
    noun="mẫu",
    data_kind="thanh_tra",
    prefix="MAU",
    listed=("san_pham", "cuoc", "co_so", "ket_qua"),
    label="san_pham",
    searched=("san_pham", "noi_kiem_nghiem"),
    filters=("ket_qua",),
    state="ket_qua",
    follows={PENDING: SAMPLE_RESULTS[1:], **dict.fromkeys(SAMPLE_RESULTS[1:], ())},
    order=4,
)

FINES = RegisterKind(
    model=models.Fine,
    code="xu_phat",
    name="Quyết định xử phạt vi phạm hành chính",
    noun="trường hợp",
    data_kind="thanh_tra",
    prefix="XP",
    listed=("so_quyet_dinh", "cuoc", "hanh_vi", "so_tien", "da_nop", "trang_thai"),
    label="so_quyet_dinh",
    searched=("so_quyet_dinh", "hanh_vi"),
    filters=("trang_thai",),
    state="trang_thai",
    follows={PAID: (), CANCELLED: ()},
    uncounted=(CANCELLED,),
    unique=("so_quyet_dinh",),
    restarts=("so_quyet_dinh",),
    personal=("doi_tuong",),
    purpose="Theo dõi thi hành quyết định xử phạt",
    keep_years=5,
    rules=(rules.fine_paid,),
    order=5,
)
