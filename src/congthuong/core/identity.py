"""Numbers that name people and firms: identity numbers, tax numbers, phones. Each is read as people type it.

A person has twelve digits (số định danh cá nhân, Luật Căn cước 2023), a firm a tax number of ten digits with a check
digit, a dependent unit three more. Nine digits were the identity card until 31/12/2024, a letter with digits is a passport.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

WEIGHTS: Final = (31, 29, 23, 19, 17, 13, 7, 5, 3)
"""Of the first nine digits of a tax number; the tenth is 10 minus their sum modulo 11 (Circular 86/2024/TT-BTC)."""
NINE_DIGITS_UNTIL: Final = date(2024, 12, 31)
SEPARATORS: Final = re.compile(r"[\s.\-–]+")
PERSON, OLD_CARD, PASSPORT = re.compile(r"0\d{11}"), re.compile(r"\d{9}"), re.compile(r"[A-Z]\d{6,8}")
TAX: Final = re.compile(r"(\d{10})(\d{3})?")
TAX_LENGTHS: Final = (10, 13)
MOBILE, LANDLINE = re.compile(r"0[35789]\d{8}"), re.compile(r"02\d{9}")


def plain(text: str) -> str:
    """Without the spaces, dots and hyphens that people put between digits."""
    return SEPARATORS.sub("", text).upper()


def tax_number_of(text: str) -> str:
    """Ten digits, or ten, a hyphen and three. Raises ValueError with what is wrong, in words."""
    found = TAX.fullmatch(plain(text)) if plain(text).isascii() else None
    if found is None:
        raise ValueError("mã số thuế có 10 chữ số, hoặc 10 chữ số, gạch nối và 3 chữ số")
    head, branch = found[1], found[2]
    if not check_digit_fits(head):
        raise ValueError("mã số thuế sai chữ số kiểm tra (chữ số thứ mười)")
    return f"{head}-{branch}" if branch else head


def check_digit_fits(head: str) -> bool:
    """Whether the tenth of ten digits is the one that the nine before it ask for."""
    expected = 10 - sum(weight * int(digit) for weight, digit in zip(WEIGHTS, head, strict=False)) % 11
    return expected == int(head[9])


def person_number_of(text: str, on: date) -> str:
    """The identity number of a person. Raises ValueError with what is wrong, in words."""
    digits = plain(text)
    if not digits.isascii():
        raise ValueError("số định danh cá nhân (căn cước) có 12 chữ số, bắt đầu bằng 0")
    if PERSON.fullmatch(digits) or PASSPORT.fullmatch(digits):
        return digits
    if OLD_CARD.fullmatch(digits):
        if on <= NINE_DIGITS_UNTIL:
            return digits
        raise ValueError("chứng minh nhân dân 9 số hết giá trị từ 01/01/2025, cần 12 chữ số của căn cước")
    if digits.isdigit():
        raise ValueError(
            f"số định danh cá nhân (căn cước) có 12 chữ số, bắt đầu bằng 0; ở đây có {len(digits)}"
        )
    raise ValueError("số định danh cá nhân (căn cước) có 12 chữ số, bắt đầu bằng 0")


def phone_of(text: str) -> str:
    """A Vietnamese number from 0 on, whatever stands between its digits. Raises ValueError with what is wrong."""
    digits = re.sub(r"[\s.\-–()]+", "", text)
    if digits.startswith("+84"):
        digits = f"0{digits[3:].removeprefix('0')}"
    if digits.isascii() and (MOBILE.fullmatch(digits) or LANDLINE.fullmatch(digits)):
        return digits
    raise ValueError(
        "số di động có 10 chữ số (ví dụ 0912 345 678), số bàn có 11 chữ số (ví dụ 0294 3862 123)"
    )
