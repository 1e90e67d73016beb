"""Safety of the grid, chemicals, environment."""

from __future__ import annotations

from congthuong.apps.power import models, rules
from congthuong.apps.power.models.safety import CASE_STATES, DRAFT, HANDED_IN, IN_FORCE, OVER
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.places import commune_in_district

CORRIDORS = RegisterKind(
    model=models.CorridorCase,
    code="vi_pham_hanh_lang",
    name="Vi phạm hành lang an toàn lưới điện",
    noun="vụ",
    data_kind="nang_luong",
    prefix="HL",
    listed=(
        "duong_day",
        "cap_dien_ap",
        "loai",
        "huyen",
        "han_xu_ly",
        "trang_thai",
    ),
    label="duong_day",
    searched=("duong_day",),
    filters=("loai", "huyen", "trang_thai"),
    state="trang_thai",
    follows={CASE_STATES[3]: ()},
    closing=(CASE_STATES[3],),
    personal=("chu_cong_trinh",),
    purpose="Xử lý vi phạm hành lang an toàn lưới điện cao áp",
    keep_years=5,
    rules=(rules.corridor_deadline,),
    checks=(commune_in_district,),
    order=14,
)

PRICES = RegisterKind(
    model=models.CompensationPrice,
    code="don_gia_boi_thuong",
    name="Đơn giá, chính sách bồi thường công trình điện",
    noun="mục",
    data_kind="nang_luong",
    prefix="DG",
    listed=(
        "noi_dung",
        "cong_trinh",
        "don_vi",
        "don_gia",
        "van_ban",
        "trang_thai",
    ),
    label="noi_dung",
    searched=("noi_dung", "cong_trinh"),
    filters=("trang_thai",),
    not_summed=("don_gia",),
    state="trang_thai",
    follows={DRAFT: (HANDED_IN,), HANDED_IN: (DRAFT, IN_FORCE), IN_FORCE: (OVER,), OVER: ()},
    closing=(OVER,),
    rules=(rules.price_in_force,),
    order=15,
)

CHEMICALS = RegisterKind(
    model=models.ChemicalPlan,
    code="ung_pho_hoa_chat",
    name="Phòng ngừa, ứng phó sự cố hóa chất",
    noun="mục",
    data_kind="nang_luong",
    prefix="HC",
    listed=(
        "ten",
        "loai",
        "hoa_chat",
        "khoi_luong",
        "ngay_dien_tap",
        "trang_thai",
    ),
    searched=("ten", "hoa_chat"),
    filters=("loai", "trang_thai"),
    state="trang_thai",
    order=16,
)

REPORTS = RegisterKind(
    model=models.EnvironmentReport,
    code="bao_cao_moi_truong",
    name="Báo cáo môi trường",
    noun="báo cáo",
    data_kind="nang_luong",
    prefix="BM",
    listed=(
        "ten",
        "noi_nhan",
        "han_gui",
        "ngay_gui",
        "ket_qua",
    ),
    filters=("ket_qua",),
    state="ket_qua",
    rules=(rules.report_in_time,),
    order=17,
)
