"""The vote on typical rural industrial products, and OCOP."""

from __future__ import annotations

from congthuong.apps.industry import checks, models, rules
from congthuong.apps.industry.models.products import (
    ADMITTED,
    CERTIFIED,
    ENTERED,
    FAILED,
    JUDGED,
    NOT_HELD,
    PASSED,
    PLANNED,
    RECOGNISED,
    TAKING_IN,
)
from congthuong.apps.registers.kinds import RegisterKind

CONTESTS = RegisterKind(
    model=models.Contest,
    code="ky_binh_chon_cnnt",
    name="Kỳ bình chọn sản phẩm công nghiệp nông thôn tiêu biểu",
    noun="kỳ",
    data_kind="cong_nghiep",
    prefix="BC",
    listed=("ten", "cap", "lan", "nam", "quyet_dinh", "trang_thai"),
    filters=("cap", "nam", "trang_thai"),
    state="trang_thai",
    follows={
        PLANNED: (TAKING_IN, NOT_HELD),
        TAKING_IN: (JUDGED, NOT_HELD),
        JUDGED: (RECOGNISED, NOT_HELD),
        RECOGNISED: (),
        NOT_HELD: (PLANNED,),
    },
    uncounted=(PLANNED, NOT_HELD),
    order=5,
)

ENTRIES = RegisterKind(
    model=models.ContestEntry,
    code="sp_cnnt",
    name="Sản phẩm dự bình chọn công nghiệp nông thôn tiêu biểu",
    noun="sản phẩm",
    data_kind="cong_nghiep",
    prefix="SP",
    listed=("ten", "nhom", "co_so", "huyen", "diem", "ket_qua", "de_cu"),
    searched=("ten", "co_so", "giay_chung_nhan"),
    filters=("ky", "cap", "nhom", "ket_qua", "de_cu"),
    private=("co_so",),
    state="ket_qua",
    follows={
        ENTERED: (ADMITTED, FAILED),
        ADMITTED: (PASSED, FAILED),
        PASSED: (CERTIFIED, FAILED),
        FAILED: (ADMITTED,),
        CERTIFIED: (PASSED, FAILED),  # a certificate may be taken back
    },
    rules=(rules.vote_result,),
    checks=(checks.entry_of_its_contest, checks.nominated_from_below),
    order=6,
)

OCOP = RegisterKind(
    model=models.OcopProduct,
    code="san_pham_ocop",
    name="Sản phẩm OCOP",
    noun="sản phẩm",
    data_kind="cong_nghiep",
    prefix="OC",
    listed=("ten", "chu_the", "huyen", "diem", "hang_sao", "ngay_cap", "ngay_het_han"),
    searched=("ten", "chu_the"),
    filters=("hang_sao", "nhom", "huyen"),
    dated={"quyet_dinh": "ngay_cap"},
    private=("chu_the",),
    rules=(rules.ocop_score, rules.ocop_certificate),
    order=7,
)
