"""Legal forms as files write them: "Cty TNHH MTV", "DNTN", "HTX" for the words that a register knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from congthuong.apps.registers.households import FORM
from congthuong.web.folding import fold

ENTERPRISE, COOPERATIVE = "doanh nghiệp", "hợp tác xã"
# Enterprises Law 59/2020/QH14, art. 1; Cooperatives Law 17/2023/QH15, art. 4; Decree 01/2021/NĐ-CP, art. 79.
_BEGINNINGS: Final = (
    (COOPERATIVE, r"(lien hiep )?(hop tac xa|htx)|lhhtx"),
    (FORM, r"ho kinh doanh|ho kd|hkd|ho ca the"),
    (ENTERPRISE, r"(tong )?cong ty|ct(y|cp|tnhh)?\.?|tnhh|trach nhiem huu han|co phan|cp|hop danh|dntn|doanh nghiep|dn|tu nhan"),
)  # fmt: skip
_OF_A_NAME: Final = (
    (COOPERATIVE, r"(lien hiep )?(hop tac xa|htx)"),
    (FORM, r"ho kinh doanh|ho kd|hkd|ho"),
    (ENTERPRISE, r"(chi nhanh )?((tong )?cong ty|cty|ctcp|dntn|doanh nghiep)"),
)


def word_said(text: str, words: Sequence[str]) -> str:
    """Which of the words a cell means; "" for none."""
    return _first(text, _BEGINNINGS, words)


def word_of_name(name: str, words: Sequence[str]) -> str:
    """Which of the words a name begins with: a proposal only."""
    return _first(name, _OF_A_NAME, words)


def is_about_forms(words: Sequence[str]) -> bool:
    return ENTERPRISE in words


def _first(text: str, table: Sequence[tuple[str, str]], words: Sequence[str]) -> str:
    said = fold(text)
    form = next((one for one, way in table if re.match(rf"(?:{way})(?![a-z0-9])", said)), "")
    return form if form in words else ""
