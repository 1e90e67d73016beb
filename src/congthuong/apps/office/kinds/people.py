"""Training, awards, working groups."""

from __future__ import annotations

from congthuong.apps.office import checks, models, rules
from congthuong.apps.office.models.people import (
    ASKED,
    ATTENDING,
    DONE,
    FAILED,
    FINISHED,
    GIVEN,
    NOT_HELD,
    PLANNED,
    REFUSED,
)
from congthuong.apps.registers.kinds import RegisterKind

COURSES = RegisterKind(
    model=models.Course,
    code="lop_boi_duong",
    name="Lớp đào tạo, bồi dưỡng có công chức, viên chức của Sở tham gia",
    noun="lớp",
    data_kind="van_phong",
    prefix="LOP",
    listed=("lop", "doi_tuong", "so_nguoi", "noi_mo", "trang_thai"),
    label="lop",
    searched=("lop", "noi_mo"),
    filters=("doi_tuong", "trang_thai"),
    state="trang_thai",
    follows={
        PLANNED: (ATTENDING, DONE, NOT_HELD),
        ATTENDING: (DONE, NOT_HELD),
        DONE: (),
        NOT_HELD: (PLANNED,),
    },
    uncounted=(PLANNED, NOT_HELD),
    order=4,
)

ATTENDEES = RegisterKind(
    model=models.Attendee,
    code="nguoi_boi_duong",
    name="Người được cử đào tạo, bồi dưỡng",
    noun="người",
    data_kind="van_phong",
    prefix="NBD",
    listed=("lop", "nguoi", "don_vi", "ket_qua"),
    label="don_vi",
    searched=("don_vi",),
    filters=("lop", "ket_qua"),
    state="ket_qua",
    follows={ATTENDING: (FINISHED, FAILED), FINISHED: (), FAILED: ()},
    personal=("nguoi",),
    purpose="Quản lý công chức",
    keep_years=10,
    checks=(checks.no_more_than_told,),
    order=5,
)

AWARDS = RegisterKind(
    model=models.Award,
    code="khen_thuong",
    name="Hồ sơ đề nghị khen thưởng",
    noun="hồ sơ",
    data_kind="van_phong",
    prefix="KT",
    listed=("hinh_thuc", "ly_do", "so_ca_nhan", "so_tap_the", "trang_thai"),
    label="hinh_thuc",
    searched=("hinh_thuc", "ly_do"),
    filters=("trang_thai",),
    state="trang_thai",
    follows={ASKED: (GIVEN, REFUSED), GIVEN: (), REFUSED: ()},
    uncounted=(REFUSED,),
    rules=(rules.award_given,),
    order=6,
)

GROUPS = RegisterKind(
    model=models.WorkingGroup,
    code="to_tham_muu",
    name="Tổ tham mưu của Sở",
    noun="tổ",
    data_kind="van_phong",
    prefix="TO",
    listed=("linh_vuc", "quyet_dinh", "thanh_vien"),
    label="linh_vuc",
    searched=("linh_vuc",),
    order=7,
)
