"""How much of a year falls into each month, by sector; the spring of 2020 is that of the epidemic."""

from __future__ import annotations

from congthuong.core.quantities import Period

EVEN = (96, 92, 101, 100, 101, 102, 101, 102, 100, 102, 103, 106)
SEASONS = {
    "duong_ket": (150, 150, 140, 110, 80, 55, 70, 60, 60, 75, 95, 120),
    "gao_xay_xat": (90, 96, 118, 110, 98, 92, 104, 106, 100, 98, 98, 92),
    "thuy_san_dong_lanh": (90, 86, 96, 100, 106, 108, 108, 106, 104, 102, 98, 96),
    "nuoc_sinh_hoat": (98, 98, 106, 108, 104, 98, 98, 98, 96, 96, 98, 100),
    "ban_le": (112, 104, 97, 96, 96, 98, 99, 99, 100, 101, 103, 110),
}
EPIDEMIC = {"2020-03": 94, "2020-04": 78, "2020-05": 92}
SPARED = ("nuoc_sinh_hoat", "dien_san_xuat", "dien_thuong_pham", "thuoc_vien")


def season(what: str, month: Period) -> int:
    """The weight of a month for an indicator."""
    share = SEASONS.get(what, EVEN)[month.first.month - 1]
    return share * (100 if what in SPARED else EPIDEMIC.get(month.code, 100))
