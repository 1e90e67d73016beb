"""Communes and the criteria of electricity (4) and trade infrastructure (7)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from congthuong.apps.registers.kinds import PageBeside, RegisterKind
from congthuong.apps.registers.places import commune_in_district
from congthuong.apps.rural import checks, contradicting, models, rules
from congthuong.apps.rural.models.communes import EXAMINED, LAPSED, MET, NOT_ASKED, NOT_MET, REGISTERED

LACKING = (PageBeside("rural-lacking", _("Xã còn thiếu gì")),)

COMMUNES = RegisterKind(
    model=models.Commune,
    code="ntm_xa",
    name="Xã xây dựng nông thôn mới: tiêu chí của ngành Công Thương",
    noun="xã",
    data_kind="nong_thon_moi",
    prefix="XA",
    listed=("ten", "huyen", "tieu_chi_4", "tieu_chi_7", "viec_dang_lam"),
    searched=("ten", "viec_dang_lam", "tieu_chi_4", "tieu_chi_7"),
    filters=("huyen", "tieu_chi_4", "tieu_chi_7"),
    checks=(commune_in_district, contradicting.commune_beside_criterion),
    beside=LACKING,
    order=1,
)

CRITERIA_STATES = RegisterKind(
    model=models.CriterionState,
    code="ntm_tieu_chi",
    name="Xã theo tiêu chí, mức và năm",
    noun="mục",
    data_kind="nong_thon_moi",
    prefix="TC",
    listed=("xa", "huyen", "tieu_chi", "muc", "nam", "trang_thai", "con_thieu"),
    label="xa",
    label_beside=("tieu_chi", "muc", "nam"),
    searched=("xa", "con_thieu"),
    filters=("huyen", "tieu_chi", "muc", "nam", "trang_thai"),
    dated={"van_ban": "ngay_xac_nhan"},
    state="trang_thai",
    follows={
        NOT_MET: (REGISTERED, EXAMINED, MET, NOT_ASKED),
        REGISTERED: (EXAMINED, NOT_MET, MET),
        EXAMINED: (MET, NOT_MET),
        MET: (LAPSED,),
        NOT_ASKED: (NOT_MET, REGISTERED),
        LAPSED: (REGISTERED, EXAMINED),
    },
    rules=(rules.lacking,),
    checks=(
        commune_in_district,
        checks.criterion_once,
        contradicting.criterion_beside_others,
    ),
    watched=(contradicting.every_criterion,),
    beside=LACKING,
    order=2,
)

CONFIRMATIONS = RegisterKind(
    model=models.Confirmation,
    code="ntm_xac_nhan",
    name="Xã được xác nhận mức độ đạt tiêu chí nông thôn mới",
    noun="xã",
    data_kind="nong_thon_moi",
    prefix="XN",
    listed=("ten", "huyen", "van_ban"),
    searched=("ten",),
    filters=("huyen",),
    checks=(commune_in_district,),
    order=3,
)

ADVANCED = RegisterKind(
    model=models.AdvancedConfirmation,
    code="ntm_nang_cao",
    name="Xã được xác nhận mức độ đạt tiêu chí nông thôn mới nâng cao",
    noun="xã",
    data_kind="nong_thon_moi",
    prefix="NC",
    listed=("ten", "huyen", "van_ban"),
    searched=("ten",),
    filters=("huyen",),
    checks=(commune_in_district,),
    order=4,
)

EVIDENCE = RegisterKind(
    model=models.MarketEvidence,
    code="ntm_cho",
    name="Chợ nông thôn theo tiêu chí 7",
    noun="chợ",
    data_kind="nong_thon_moi",
    prefix="CN",
    listed=("ten", "xa", "huyen", "dien_tich_diem", "ket_luan"),
    searched=("ten",),
    filters=("huyen", "ket_luan"),
    not_summed=("dien_tich_diem",),
    rules=(rules.market_evidence,),
    checks=(commune_in_district, contradicting.market_beside_criterion),
    beside=LACKING,
    order=5,
)
