"""Fairs, the floor on the net, agreements, consumers."""

from __future__ import annotations

from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.places import commune_in_district
from congthuong.apps.trade import models, rules
from congthuong.apps.trade.models.events import (
    CANCELLED,
    CONFIRMED,
    DONE,
    HELD,
    LEFT,
    PASSED_ON,
    RECEIVED,
    SETTLED,
    SETTLING,
)

FAIRS = RegisterKind(
    model=models.Fair,
    code="hoi_cho_xac_nhan",
    name="Hội chợ, triển lãm trong tỉnh",
    noun="cuộc",
    data_kind="thuong_mai",
    prefix="HCXN",
    listed=(
        "ten",
        "don_vi",
        "xac_nhan",
        "tu_ngay",
        "den_ngay",
        "gian_hang",
        "trang_thai",
    ),
    searched=("ten", "don_vi", "xac_nhan"),
    filters=("huyen", "trang_thai"),
    state="trang_thai",
    follows={CONFIRMED: (HELD, CANCELLED), HELD: (), CANCELLED: ()},
    rules=(rules.fair_days,),
    checks=(commune_in_district,),
    order=12,
)

MEMBERS = RegisterKind(
    model=models.FloorMember,
    code="san_tmdt",
    name="Thành viên sàn thương mại điện tử",
    noun="thành viên",
    data_kind="thuong_mai",
    prefix="TMDT",
    listed=(
        "ten",
        "gian_hang",
        "san_pham",
        "huyen",
        "trang_thai",
    ),
    searched=("ten", "gian_hang", "dia_chi_web"),
    filters=("huyen", "trang_thai"),
    state="trang_thai",
    follows={LEFT: ()},
    closing=(LEFT,),
    unique=("ten",),
    private=("ten", "gian_hang", "dia_chi_web"),
    purpose="Hỗ trợ thành viên sàn thương mại điện tử của tỉnh",
    keep_years=5,
    order=13,
)

AGREEMENTS = RegisterKind(
    model=models.AgreementWork,
    code="hoi_nhap",
    name="Công việc hội nhập, hiệp định thương mại",
    noun="mục",
    data_kind="thuong_mai",
    prefix="HN",
    listed=(
        "noi_dung",
        "hiep_dinh",
        "hinh_thuc",
        "nguoi_du",
        "trang_thai",
    ),
    label="noi_dung",
    searched=("noi_dung", "hiep_dinh"),
    filters=("hinh_thuc", "trang_thai"),
    state="trang_thai",
    follows={DONE: ()},
    order=14,
)

COMPLAINTS = RegisterKind(
    model=models.ConsumerComplaint,
    code="khieu_nai_tieu_dung",
    name="Khiếu nại của người tiêu dùng",
    noun="đơn",
    data_kind="thuong_mai",
    prefix="KNTD",
    listed=(
        "noi_dung",
        "doanh_nghiep",
        "huyen",
        "han",
        "trang_thai",
    ),
    label="noi_dung",
    searched=("noi_dung", "doanh_nghiep"),
    filters=("huyen", "trang_thai"),
    state="trang_thai",
    follows={
        RECEIVED: (SETTLING, SETTLED, PASSED_ON),
        SETTLING: (SETTLED, PASSED_ON),
        SETTLED: (),
        PASSED_ON: (),
    },
    personal=("nguoi_khieu_nai", "lien_he"),
    purpose="Giải quyết khiếu nại của người tiêu dùng",
    keep_years=5,
    rules=(rules.complaint_settled,),
    order=15,
)

CAMPAIGNS = RegisterKind(
    model=models.ConsumerCampaign,
    code="tuyen_truyen_tieu_dung",
    name="Tuyên truyền quyền lợi người tiêu dùng",
    noun="mục",
    data_kind="thuong_mai",
    prefix="TTTD",
    listed=(
        "noi_dung",
        "hinh_thuc",
        "noi",
        "huyen",
        "bang_ron",
        "to_roi",
    ),
    label="noi_dung",
    searched=("noi_dung", "noi"),
    filters=("hinh_thuc", "huyen"),
    order=16,
)
