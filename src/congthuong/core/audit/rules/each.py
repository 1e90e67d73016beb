"""A percentage after a fraction that is none of the fraction: what each of the things counted comes to."""

from __future__ import annotations

from typing import Final

import regex

from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim
from congthuong.core.quantities.units import fold


def is_of_each(words: str, whole: Claim, rate: Claim) -> bool:
    """ "9/16 khoản thu đạt trên 75% dự toán", "12/15 huyện có tỷ lệ giải ngân dưới 50%": what each of the things counted comes
    to, a bound or a rate of its own, not what the fraction is."""
    if rate.start < whole.end:
        return False
    between, after = words[whole.end : rate.start], words[rate.end : rate.end + _TAIL]
    if _ITS_OWN.search(fold(between)):
        return True
    if _PARTED.search(between):
        return False
    after = fold(after)
    bound = rate.qualifier or _BOUNDED.search(fold(f"{between} {rate.text}")) or _AND_MORE.match(after)
    return bool(bound or _OF_A_PLAN.match(after))


_TAIL: Final = 24
_ITS_OWN: Final = pattern(
    r"(?<!\p{L})(?:có|với|mà)\s+(?:\p{L}+\s+){0,8}?(?:tỷ\s+lệ|mức|tiến\s+độ|kết\s+quả|tốc\s+độ|số)(?!\p{L})"
)
_BOUNDED: Final = pattern(r"(?<!\p{L})(?:từ|trên|dưới|hơn|quá|tối\s+thiểu|ít\s+nhất|tối\s+đa)(?!\p{L})")
_AND_MORE: Final = pattern(r"\s*(?:\p{L}+\s+){0,3}trở\s+(?:lên|xuống)(?!\p{L})")
_OF_A_PLAN: Final = pattern(r"\s*(?:so\s+với\s+)?(?:kế\s+hoạch|dự\s+toán|chỉ\s+tiêu|mục\s+tiêu)(?!\p{L})")
_PARTED: Final = regex.compile(r"[,;:(\[–]| - ")
"""Signs that set a percentage apart, as what the fraction comes to is set apart: "41/50 xã, đạt 82% kế hoạch"."""
