"""Which stage of a stock's life a number is: what there was, came in, went out, remains, or the whole to be done."""

from __future__ import annotations

from typing import Final, Literal, cast

import regex

from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim
from congthuong.core.audit.rules.operands import Row
from congthuong.core.quantities.units import fold

Stage = Literal["", "opening", "in", "out", "rest", "whole"]
REACH: Final = 110
_BY_ROLE: Final[dict[str, Stage]] = {"before": "opening", "plan": "whole", "whole": "whole"}
_ARRIVES: Final = regex.compile(r"(?:lên|xuống|thành)\s*\Z")
_SENTENCE_END: Final = regex.compile(r"[.!?…](?=\s+[\p{Lu}0-9])")
_ONWARD: Final = regex.compile(r"\s(?:với|so|trong|của|cho)\s")
_CUT: Final = regex.compile(r"[,;:()]|[.!?](?=\s)|\svà(?=\s|\Z)")


def _words(written: str) -> regex.Pattern[str]:
    return pattern(rf"(?<!\p{{L}})(?:{written})(?!\p{{L}})")


# In this order: "đang giải quyết" remains and is not done, "đầu kỳ còn" is what there was.
_STAGES: Final[tuple[tuple[Stage, regex.Pattern[str]], ...]] = (
    ("rest", _words(r"(?:kỳ|tháng|quý|năm) sau|cuối kỳ|cuối vụ|tồn cuối")),
    (
        "opening",
        _words(
            r"đầu (?:kỳ|năm|quý|tháng|vụ|nhiệm kỳ)|(?:kỳ|năm|quý|tháng) trước|tồn (?:kỳ|đầu|năm|quý|tháng)|tồn"
            r"|chuyển (?:qua|sang|tiếp)|cuối (?:năm|quý|tháng) (?:trước|ngoái|20[0-9]{2})|31/12(?:/20[0-9]{2})?"
        ),
    ),
    (
        "rest",
        _words(
            r"còn(?: lại| phải| thiếu| nợ)?|đang|chưa|cần(?: phải)? (?:đạt|thực hiện|giải ngân|thu|hoàn thành)|hiện có|lũy kế"
            r"|nâng|đưa|đến nay|cuối năm|thất nghiệp|số dư"
        ),
    ),
    (
        "whole",
        _words(r"tổng|tổng số|kế hoạch|dự toán|chỉ tiêu|được giao|được duyệt|phải (?:giải quyết|thực hiện|thu)|nhu cầu"),
    ),
    (
        "in",
        _words(
            r"tiếp nhận|cấp mới|nhận mới|phát sinh|bổ sung|thành lập|tuyển|kết nạp|cho vay|quay (?:trở )?lại|hoạt động trở lại"
            r"|thu hút|gia nhập|mua vào|nhập về|phát triển mới|tăng thêm|vào (?:bãi|kho|cảng|viện|trại|chợ)|nhập (?:kho|viện)"
        ),
    ),
    (
        "out",
        _words(
            r"đã .{0,20}|giải quyết|xử lý|xử phạt|thoát|giải thể|thu hồi|thu nợ|trả|nghiệm thu|hoàn thành|giải ngân|bán(?! lẻ| buôn)|xuất(?! khẩu| siêu)"
            r"|chết|tiêu hủy|nghỉ|nghỉ hưu|giảm|thôi việc|tiêu thụ|rút|rút lui|chấm dứt|xóa|thanh lý|ngừng|tạm ngừng|chuyển đi"
            r"|thực hiện|đạt|ký|có việc làm|rời|thông quan|ra viện"
        ),
    ),
    (
        "in",
        _words(
            r"nhận|mới|tăng|thêm|cấp|nhập(?! khẩu| siêu)|trở lại"
        ),
    ),
)  # fmt: skip


_ANY: Final = regex.compile("|".join(named.pattern for _, named in _STAGES))


def gap(row: Row, claim: Claim) -> str:
    """The words between the number before, or the start of the sentence, and this one."""
    if claim.id not in row.gaps:
        row.gaps[claim.id] = _gap(row, claim)
    return row.gaps[claim.id]


def _gap(row: Row, claim: Claim) -> str:
    words = row.text.piece_of(claim).text
    here = row.at[claim.id]
    before = row.claims[here - 1].end if here and row.claims[here - 1].piece == claim.piece else 0
    first = max(min(before, claim.start), claim.start - REACH)
    for stop in _SENTENCE_END.finditer(words, first, claim.start):
        first = stop.end()
    return fold(words[first : claim.start])


def stage(row: Row, claim: Claim) -> Stage:
    """The stage that the words beside a number tell: those of its clause, then after it, then before its clause."""
    if claim.id not in row.stages:
        row.stages[claim.id] = _stage(row, claim)
    return cast(Stage, row.stages[claim.id])


def _stage(row: Row, claim: Claim) -> Stage:
    words = gap(row, claim)
    if claim.role in _BY_ROLE or (claim.role == "after" and _ARRIVES.search(words)):
        return _BY_ROLE.get(claim.role, "rest")
    clause = _CUT.split(words)[-1]
    after = _ONWARD.split(fold(claim.tail)[:50])[0]
    for said in (clause, after, words, fold(row.text.statement_of(claim).subject)):
        if not _ANY.search(said):
            continue
        for name, named in _STAGES:
            if named.search(said) and not (said is after and name == "whole"):
                return name
    return ""
