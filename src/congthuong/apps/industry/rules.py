"""What cannot be in the registers of industry, seen from a row alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from congthuong.apps.industry.models.clusters import STATES as CLUSTER_STATES
from congthuong.apps.industry.models.enterprises import RUNNING
from congthuong.apps.industry.models.products import CERTIFIED, NOMINATED, PASSED
from congthuong.apps.industry.ocop import FULL_SCORE, certificate_ends, criteria_on
from congthuong.apps.registers.kinds import Doubt, Values
from congthuong.apps.registers.telling import number_of, told
from congthuong.core.identity import check_digit_fits
from congthuong.core.quantities import write_date

LARGEST_CLUSTER = Decimal(75)
"""Hectares, by Decree 68/2017/NĐ-CP; some are allowed more."""
YEARS = tuple(f"nam_{number}" for number in range(1, 6))


def tax_number(values: Values) -> Iterator[Doubt]:
    """Ten digits with a check digit, or thirteen for a dependent unit (ten, a hyphen, three)."""
    text = values.get("ma_so_thue")
    if not isinstance(text, str):
        return
    head, _, branch = text.partition("-")
    if not (head.isascii() and head.isdigit() and len(head) == 10) or (branch and not (branch.isdigit() and len(branch) == 3)):  # fmt: skip
        yield Doubt(
            "ma_so_thue",
            f"«{text}» không phải mã số thuế: cần 10 chữ số, hoặc 10 chữ số, gạch nối và 3 chữ số.",
        )
        return
    if not check_digit_fits(head):
        yield Doubt("ma_so_thue", f"«{text}» sai chữ số kiểm tra (chữ số thứ mười). Hãy xem lại từng chữ số.")


def reason_of_state(values: Values) -> Iterator[Doubt]:
    state = values.get("trang_thai")
    if state not in (None, RUNNING) and not values.get("ly_do"):
        yield Doubt("ly_do", f"để trống, mà doanh nghiệp «{state}». Hãy ghi vì sao.", hard=False)


def cluster_areas(values: Values) -> Iterator[Doubt]:
    """Let land is part of the industrial land, which is part of the cluster."""
    parts = (
        ("da_cho_thue", "dat_cong_nghiep", "đất công nghiệp"),
        ("dat_cong_nghiep", "dien_tich", "diện tích cụm"),
    )
    for inner, outer, called in parts:
        part, whole = number_of(values, inner), number_of(values, outer)
        if part is not None and whole is not None and part > whole:
            yield Doubt(inner, f"{told(part)} ha lớn hơn {called} {told(whole)} ha. Hãy xem lại hai số.")
    area = number_of(values, "dien_tich")
    if area is not None and area > LARGEST_CLUSTER:
        yield Doubt(
            "dien_tich",
            f"{told(area)} ha, quá {told(LARGEST_CLUSTER)} ha của một cụm công nghiệp. Hãy xem lại.",
            hard=False,
        )
    if number_of(values, "da_cho_thue") and values.get("trang_thai") == CLUSTER_STATES[0]:
        yield Doubt(
            "da_cho_thue", "đã cho thuê đất, mà cụm mới trong quy hoạch. Hãy xem lại trạng thái.", hard=False
        )


def cluster_progress(values: Values) -> Iterator[Doubt]:
    cleared = number_of(values, "giai_phong_mat_bang")
    if cleared is not None and cleared > FULL_SCORE:
        yield Doubt("giai_phong_mat_bang", f"{told(cleared)}% quá 100%. Hãy xem lại.")
    spent, planned = number_of(values, "von_thuc_hien"), number_of(values, "von_ha_tang")
    if spent is not None and planned is not None and spent > planned:
        yield Doubt(
            "von_thuc_hien",
            f"{told(spent)} tỷ đồng, quá vốn đăng ký {told(planned)} tỷ đồng. Hãy xem lại.",
            hard=False,
        )


def vote_result(values: Values) -> Iterator[Doubt]:
    score, result = number_of(values, "diem"), values.get("ket_qua")
    if score is not None and score > FULL_SCORE:
        yield Doubt("diem", f"{told(score)} quá thang 100 điểm. Hãy xem lại.")
    if values.get("de_cu") == NOMINATED[1] and result not in (PASSED, CERTIFIED):
        yield Doubt("de_cu", f"chỉ đề cử sản phẩm đạt, sản phẩm này «{result}». Hãy xem lại kết quả.")
    if result == CERTIFIED and not values.get("giay_chung_nhan"):
        yield Doubt("giay_chung_nhan", "để trống, mà đã cấp giấy chứng nhận. Hãy ghi số giấy.", hard=False)


def ocop_score(values: Values) -> Iterator[Doubt]:
    """The parts add up, and the stars are those of the score by the criteria of the day of the assessment."""
    day, score = values.get("ngay_cham"), number_of(values, "diem")
    criteria = criteria_on(day) if isinstance(day, date) else None
    if criteria is None:
        if isinstance(day, date):
            yield Doubt(
                "ngay_cham", f"ngày {write_date(day)} chưa có bộ tiêu chí OCOP. Hãy xem lại ngày.", hard=False
            )
        return
    parts = {name: number_of(values, f"diem_{name}") for name, _ in criteria.parts}
    for name, most in criteria.parts:
        points = parts[name]
        if points is not None and points > most:
            yield Doubt(
                f"diem_{name}",
                f"{told(points)} quá {told(most)} điểm của phần này ({criteria.law}). Hãy xem lại.",
            )
    known = [points for points in parts.values() if points is not None]
    if score is not None and len(known) == len(parts) and sum(known) != score:
        yield Doubt(
            "diem",
            f"ghi {told(score)}, mà ba phần cộng lại là {told(sum(known, Decimal(0)))}. Hãy xem lại.",
        )
    if score is not None and score > FULL_SCORE:
        yield Doubt("diem", f"{told(score)} quá thang 100 điểm. Hãy xem lại.")
    elif score is not None:
        stars = f"{criteria.stars_of(score)} sao"
        if values.get("hang_sao") != stars:
            yield Doubt(
                "hang_sao",
                f"{told(score)} điểm là {stars} ({criteria.law}). Hãy ghi {stars}, hoặc xem lại điểm.",
            )


def ocop_certificate(values: Values) -> Iterator[Doubt]:
    issued, ends = values.get("ngay_cap"), values.get("ngay_het_han")
    if not isinstance(issued, date):
        return
    expected = certificate_ends(issued)
    if ends != expected:
        yield Doubt(
            "ngay_het_han",
            f"giấy cấp ngày {write_date(issued)} có giá trị đến {write_date(expected)}. Hãy ghi ngày ấy.",
        )


def plan_years(values: Values) -> Iterator[Doubt]:
    first = number_of(values, "nam_dau")
    if first is not None and not 2000 <= first <= 2100:
        yield Doubt("nam_dau", f"năm {told(first)} không hợp lý. Hãy xem lại.")
    if all(values.get(name) is None for name in YEARS):
        yield Doubt("nam_1", "chưa năm nào có số. Hãy ghi sản lượng của năm đã dự kiến.")
