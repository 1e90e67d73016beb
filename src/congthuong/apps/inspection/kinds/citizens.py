"""Citizens received, petitions, the law made known."""

from __future__ import annotations

from congthuong.apps.inspection import checks, models, rules
from congthuong.apps.inspection.models.citizens import (
    ANSWERED,
    DONE,
    PASSED_ON,
    RECEIVED,
    SETTLING,
    STOPPED,
    TAKEN_BACK,
)
from congthuong.apps.inspection.standing import petition_due, petitions_standing
from congthuong.apps.registers.kinds import RegisterKind

RECEPTIONS = RegisterKind(
    model=models.Reception,
    code="tiep_cong_dan",
    name="Lượt tiếp công dân",
    noun="lượt",
    data_kind="thanh_tra",
    prefix="TCD",
    listed=("noi_dung", "hinh_thuc", "so_nguoi", "ket_qua"),
    label="noi_dung",
    searched=("noi_dung", "ket_qua"),
    filters=("hinh_thuc",),
    personal=("nguoi",),
    purpose="Tiếp công dân theo Luật Tiếp công dân",
    keep_years=5,
    order=6,
)

PETITIONS = RegisterKind(
    model=models.Petition,
    code="don_thu",
    name="Đơn khiếu nại, tố cáo, kiến nghị, phản ánh",
    noun="đơn",
    data_kind="thanh_tra",
    prefix="DT",
    listed=("loai", "noi_dung", "han", "ngay_xong", "trang_thai"),
    label="noi_dung",
    searched=("noi_dung", "noi_chuyen"),
    filters=("loai", "trang_thai"),
    state="trang_thai",
    follows={
        RECEIVED: (SETTLING, *DONE),
        SETTLING: (ANSWERED, PASSED_ON, TAKEN_BACK, STOPPED),
        **dict.fromkeys(DONE, ()),
    },
    done=DONE,
    done_on="ngay_xong",
    begins="Ngày nhận đơn",
    worked_out={"han": petition_due},
    personal=("nguoi", "lien_he"),
    purpose="Giải quyết đơn theo Luật Khiếu nại, Luật Tố cáo",
    keep_years=10,
    rules=(rules.petition_closed,),
    checks=(checks.petition_days,),
    standing=petitions_standing,
    order=7,
)

LAW = RegisterKind(
    model=models.LawWork,
    code="phap_che",
    name="Soạn thảo, phổ biến pháp luật",
    noun="mục",
    data_kind="thanh_tra",
    prefix="PC",
    listed=("noi_dung", "hinh_thuc", "van_ban", "nguoi_du", "trang_thai"),
    label="noi_dung",
    searched=("noi_dung", "van_ban"),
    filters=("hinh_thuc", "trang_thai"),
    state="trang_thai",
    order=8,
)
