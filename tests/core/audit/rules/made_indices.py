"""Index tables drawn from published months: one table a month, or the months of one series under one another."""

from __future__ import annotations

import csv
from pathlib import Path

_SERIES = Path(__file__).parents[3] / "data" / "audit" / "index-series.csv"
NAMES = {
    "TOTAL": ("", "Toàn ngành công nghiệp"),
    "B": ("B", "Khai khoáng"),
    "C": ("C", "Công nghiệp chế biến, chế tạo"),
    "10": ("10", "Sản xuất, chế biến thực phẩm"),
    "D": ("D", "Sản xuất và phân phối điện, khí đốt, nước nóng, hơi nước và điều hòa không khí"),
    "35": ("35", "Sản xuất và phân phối điện, khí đốt, nước nóng, hơi nước và điều hòa không khí"),
    "E": ("E", "Cung cấp nước; hoạt động quản lý và xử lý rác thải, nước thải"),
    "36": ("36", "Khai thác, xử lý và cung cấp nước"),
}
COLUMNS = ("previous_on_year", "on_month", "on_year", "year_to_date")


def series() -> dict[str, list[list[str]]]:
    """code -> the four published indices of each month, January first, as printed."""
    lines = [line for line in _SERIES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    found: dict[str, list[list[str]]] = {}
    for row in csv.DictReader(lines):
        printed = [f"{float(row[name]):.2f}".replace(".", ",") for name in COLUMNS]
        found.setdefault(row["code"], []).append(printed)
    found["35"] = found["D"]
    return found


def month_table(month: int, months: dict[str, list[list[str]]]) -> str:
    """The table of one month, as a statistics office sends it."""
    before = f"tháng {month - 1} năm 2026" if month > 1 else "tháng 12 năm 2025"
    lines = [
        f"Chỉ số sản xuất công nghiệp tháng {month} năm 2026",
        "Đơn vị tính: %",
        f"| Mã | Ngành | {before.capitalize()} so với cùng kỳ năm trước | Ước tính tháng {month} năm 2026 so với tháng trước "
        f"| Ước tính tháng {month} năm 2026 so với cùng kỳ năm trước | Cộng dồn {month} tháng năm 2026 so với cùng kỳ năm trước |",
    ]
    for code, (mark, name) in NAMES.items():
        lines.append(f"| {mark} | {name} | {' | '.join(months[code][month - 1])} |")
    return "\n".join(lines)


def series_table(code: str, months: dict[str, list[list[str]]]) -> str:
    """The months of one series under one another."""
    lines = [
        f"Chỉ số sản xuất công nghiệp năm 2026: {NAMES[code][1]}",
        "| Tháng | Tháng trước so cùng kỳ | So với tháng trước | So với cùng kỳ | Lũy kế so với cùng kỳ |",
    ]
    lines += [f"| Tháng {number} | {' | '.join(row)} |" for number, row in enumerate(months[code], start=1)]
    return "\n".join(lines)
