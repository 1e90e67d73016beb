"""Households among enterprises: the name of a household business is a person's (Decree 13/2023/NĐ-CP, art. 2)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

FORM = "hộ kinh doanh"
_NAMED = re.compile(r"^(hộ|hkd)\b")


def is_household(values: Mapping[str, object], names: Iterable[str]) -> bool:
    """Whether the row says that it is one, or one of these columns begins as a household's name does ("Hộ bà …")."""
    if FORM in values.values():
        return True
    return any(
        _NAMED.match(unicodedata.normalize("NFC", str(values.get(one) or "")).lower()) for one in names
    )
