"""Amounts told again in words: "137.500.000 đồng (Một trăm ba mươi bảy triệu năm trăm nghìn đồng)"."""

from __future__ import annotations

from typing import Final

import regex

from congthuong.core.quantities import QuantityMention

_AGAIN: Final = regex.compile(
    r"(?i)[0-9][^()0-9.;]{0,25}\(\s*(?:(?:số tiền |viết |ghi )*bằng chữ\s*:?\s*|bằng chữ là\s*:?\s*)?\Z"
)
_REACH: Final = 60


def is_spelled_again(text: str, mention: QuantityMention) -> bool:
    """Whether an amount in words stands in the brackets right after one in figures, and so says nothing new."""
    if any(letter.isdigit() for letter in mention.surface):
        return False
    return bool(_AGAIN.search(text, max(0, mention.start - _REACH), mention.start))
