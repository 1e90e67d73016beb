"""Shares that cannot pass a hundred, falls to below nothing, and counts below nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import regex

from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.quantities import PERCENT
from congthuong.core.quantities.units import fold


def impossible_shares(text: Understanding) -> Iterator[Relation]:
    """A share of a whole above 100%; what is attained of a plan, or kept against a year before, may be."""
    for one in text.statements:
        counted = _is_part_of_all(one.subject)
        for claim in one.claims:
            if claim.unit != PERCENT or claim.low <= 100:
                continue
            if claim.role == "share" and "chiếm" in claim.lead.lower():
                yield _above(claim, f"Tỷ trọng ghi {claim.text}, lớn hơn 100%. Hãy kiểm tra con số.")
            elif counted and _is_rate_itself(claim):
                yield _above(
                    claim,
                    f"«{one.subject}» ghi {claim.text}; tỷ lệ này là phần của toàn bộ, không thể quá 100%. Hãy kiểm tra "
                    "con số.",
                )
            elif _rate_of_a_whole(text, claim):
                yield replace(
                    _above(claim, f"Tỷ lệ ghi {claim.text}, lớn hơn 100%. Hãy kiểm tra con số."),
                    verdict="suspicious",
                )


def _is_part_of_all(subject: str) -> bool:
    words = fold(subject)
    return bool(_PART_OF_ALL.search(words)) and not _MAY_PASS.search(words)


_PART_OF_ALL: Final = pattern(
    r"\A(?:tỷ|tỉ)\s+lệ\s+(?:(?:số\s+)?(?:hộ|người|dân|dân\s+số|trẻ|học\s+sinh|lao\s+động|xã|phường|doanh\s+nghiệp|cơ\s+sở|hồ\s+sơ|chợ|thôn|ấp|khóm)(?!\p{L})|nghèo|cận\s+nghèo|thất\s+nghiệp|lấp\s+đầy"
    r"|hài\s+lòng|che\s+phủ|bao\s+phủ|phủ\s+sóng|tổn\s+thất|đô\s+thị\s+hóa|(?:(?:giải\s+quyết|trả|xử\s+lý)\s+)?(?:kết\s+quả\s+)?(?:hồ\s+sơ|thủ\s+tục|đơn)?\s*(?:giải\s+quyết\s+)?(?:trước|đúng)(?:\s+(?:và|hoặc|,)\s+(?:trước|đúng))?\s+hạn)"
)
"""A rate whose name says that it is so many of all there are."""
_MAY_PASS: Final = pattern(
    r"(?<!\p{L})(?:kế\s+hoạch|chỉ\s+tiêu|mục\s+tiêu|dự\s+toán|thực\s+hiện|hoàn\s+thành|so\s+với|so\s+sánh|tăng|giảm|cùng\s+kỳ|tham\s+gia|thành\s+lập|đăng\s+ký|trên)(?!\p{L})"
)


def _is_rate_itself(claim: Claim) -> bool:
    """Whether the percentage is the rate, and not what it came to of a plan or of another year."""
    if claim.role not in ("level", "share", "attainment", "after") or claim.base in (
        "plan",
        "same_period",
        "previous",
    ):
        return False
    return not _MAY_PASS.search(fold(f"{claim.lead} {claim.tail}")) and not claim.direction


def _rate_of_a_whole(text: Understanding, claim: Claim) -> bool:
    """ "tỷ lệ đúng hạn 994,3%": of things counted within a number of them; what is reached of a plan may be more."""
    words = text.piece_of(claim).text
    before = words[max(0, claim.start - _RATE_REACH) : claim.start]
    if claim.role not in ("share", "level") or not _OF_A_WHOLE.search(before):
        return False
    near = words[max(0, claim.start - 2 * _RATE_REACH) : claim.end + _RATE_REACH]
    return not _MAY_EXCEED.search(near)


_RATE_REACH: Final = 60
_OF_A_WHOLE: Final = regex.compile(
    r"(?i)(?<!\p{L})(?:tỷ|tỉ) lệ [^,;.()%]{0,40}(?:đúng hạn|trước hạn|quá hạn|trễ hạn|vi phạm|lấp đầy|hài lòng|trúng|đạt chuẩn|đạt yêu cầu|tham gia|sử dụng|có điện|trực tuyến|số hóa|nghèo|thất nghiệp|qua đào tạo|che phủ|khá|giỏi|đỗ|tốt nghiệp|tử vong|mắc)[^,;.()%]{0,30}\Z"
)
_MAY_EXCEED: Final = regex.compile(
    r"(?i)(?<!\p{L})(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu|so với|so cùng|bằng|tăng|vượt|công suất)(?!\p{L})"
)


def _above(claim: Claim, message: str) -> Relation:
    return Relation("impossible-share", "contradiction", (claim.id,), f"{claim.text} > 100%", message)


def impossible_falls(text: Understanding) -> Iterator[Relation]:
    """ "203 vụ, giảm 140,1%": only what may be a loss falls by more than all of it."""
    for claim in text.claims:
        if claim.role != "change" or claim.direction != "down" or claim.unit != PERCENT or claim.low <= 100:
            continue
        if not _MAY_BE_LOSS.search(fold(f"{text.statement_of(claim).subject} {claim.lead}")):
            message = f"Ghi giảm {claim.text}; một số không âm không thể giảm quá 100%. Hãy kiểm tra con số."
            yield Relation("impossible-fall", "suspicious", (claim.id,), f"{claim.text} > 100%", message)


_MAY_BE_LOSS: Final = pattern(
    r"(?<!\p{L})(?:lợi nhuận|lãi|lỗ|ròng|thặng dư|thâm hụt|cán cân|xuất siêu|nhập siêu|chênh lệch|cân đối|tồn kho|dòng tiền|tăng thêm)(?!\p{L})"
)


def negative_counts(text: Understanding) -> Iterator[Relation]:
    """ "còn -5 doanh nghiệp"; a dash that begins a piece is a list's."""
    for claim in text.claims:
        if claim.role == "count" and claim.high < 0 and claim.unit.is_count and claim.lead.strip():
            message = f"Số đếm ghi {claim.text} là số âm. Hãy kiểm tra dấu."
            yield Relation("negative-count", "suspicious", (claim.id,), f"{claim.text} < 0", message)
