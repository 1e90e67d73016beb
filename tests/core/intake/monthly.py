"""The monthly tables of one sender as workbooks: the figures are real, the wording changes as it did from month to month.

Sheet names, headings, the order of the columns, the lines above the table and the kind of the file all vary.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import openpyxl

from core.intake.old_excel import write_xls

DATA = Path(__file__).resolve().parents[2] / "data" / "audit"
NAMES = {
    "TOTAL": "Toàn ngành công nghiệp",
    "B": "Khai khoáng",
    "C": "Công nghiệp chế biến, chế tạo",
    "10": "Sản xuất, chế biến thực phẩm",
    "D": "Sản xuất và phân phối điện, khí đốt, nước nóng, hơi nước và điều hòa không khí",
    "E": "Cung cấp nước; hoạt động quản lý và xử lý rác thải, nước thải",
    "36": "Khai thác, xử lý và cung cấp nước",
}
RETAIL_NAMES = {"TOTAL": "Tổng số", "ban_le_hang_hoa": "Bán lẻ hàng hóa", "luu_tru": "Dịch vụ lưu trú"}
MEANINGS = ("previous_on_year", "on_month", "on_year", "cumulated_on_year")
Cell = str | float | int | None
Months = dict[str, dict[int, dict[str, Decimal]]]


def _rows(name: str) -> list[dict[str, str]]:
    text = (DATA / name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def index_figures() -> Months:
    """code -> month -> meaning -> index."""
    found: Months = {code: {} for code in NAMES}
    for row in _rows("index-series.csv"):
        names = {
            "previous_on_year": "previous_on_year",
            "on_month": "on_month",
            "on_year": "on_year",
            "year_to_date": "cumulated_on_year",
        }
        found[row["code"]][int(row["month"])] = {names[one]: Decimal(row[one]) for one in names}
    return found


@dataclass(frozen=True)
class Look:
    """How one month's table is written."""

    sheet: str
    order: tuple[str, ...]
    headings: dict[str, tuple[str, ...]]
    title: str
    ending: str = "xlsx"
    text: str = ""  # "vi": numbers typed as text
    codes: bool = True


def index_look(month: int, year: int = 2026) -> Look:
    """The wording of the month: three ways in turn."""
    last_year, last = (year - 1, 12) if month == 1 else (year, month - 1)
    plain = {
        "previous_on_year": (f"Tháng {last} năm {last_year} so với cùng kỳ năm trước",),
        "on_month": (f"Tháng {month} năm {year} so với tháng {last} năm {last_year}",),
        "on_year": (f"Tháng {month} năm {year} so với cùng kỳ năm trước",),
        "cumulated_on_year": (f"{month} tháng năm {year} so với cùng kỳ năm trước",),
    }
    nested = {
        "previous_on_year": ("So với cùng kỳ năm trước (%)", "Tháng trước"),
        "on_year": ("So với cùng kỳ năm trước (%)", "Tháng báo cáo"),
        "cumulated_on_year": ("So với cùng kỳ năm trước (%)", "Cộng dồn"),
        "on_month": ("Tháng báo cáo so với tháng trước (%)",),
    }
    short = {
        "previous_on_year": (
            f"Chính thức T{last}",
            f"Tháng {last}/{last_year} so với tháng {last}/{last_year - 1}",
        ),
        "on_month": ("Ước tính", f"Tháng {month:02d}/{year} so với tháng {last:02d}/{last_year}"),
        "on_year": ("Ước tính", f"Tháng {month:02d}/{year} so với tháng {month:02d}/{year - 1}"),
        "cumulated_on_year": (f"Lũy kế đến tháng {month} so cùng kỳ",),
    }
    title = f"CHỈ SỐ SẢN XUẤT CÔNG NGHIỆP THÁNG {month} NĂM {year}"
    orders = (MEANINGS, ("previous_on_year", "on_year", "cumulated_on_year", "on_month"), MEANINGS[::-1])
    kinds = ("xlsx", "xls", "csv")
    return Look(
        sheet=("IIP", "7.IIP", "IIP T")[month % 3],
        order=orders[month % 3],
        headings=(plain, nested, short)[month % 3],
        title=title,
        ending=kinds[(month // 2) % 3],
        text="vi" if month in (3, 4) else "",
        codes=month != 5,
    )


def grid(
    look: Look, names: dict[str, str], figures: Months, month: int
) -> tuple[list[list[Cell]], list[tuple[int, int, int, int]]]:
    """The cells of the table, and its merged cells as first row and column, last row and column."""
    depth = max(len(one) for one in look.headings.values())
    first = ["STT", *(["Mã ngành"] if look.codes else []), "Ngành công nghiệp"]
    lines: list[list[Cell]] = [["CỤC THỐNG KÊ"], [look.title], [None] * (len(first) + 2) + ["Đơn vị tính: %"]]
    merged: list[tuple[int, int, int, int]] = [(1, 0, 1, len(first) + len(look.order) - 1)]
    top = len(lines)
    heading: list[list[Cell]] = [[None] * (len(first) + len(look.order)) for _ in range(depth)]
    for at, text in enumerate(first):
        heading[0][at] = text
        if depth > 1:
            merged.append((top, at, top + depth - 1, at))
    at = len(first)
    while at < len(first) + len(look.order):
        levels = look.headings[look.order[at - len(first)]]
        width = 1
        while (
            len(levels) > 1
            and at + width < len(first) + len(look.order)
            and (look.headings[look.order[at + width - len(first)]][:-1] == levels[:-1])
        ):
            width += 1
        for level, text in enumerate(levels[:-1]):
            heading[level][at] = text
            if width > 1:
                merged.append((top + level, at, top + level, at + width - 1))
        for step in range(width):
            leaf = look.headings[look.order[at + step - len(first)]]
            heading[len(leaf) - 1][at + step] = leaf[-1]
            if len(leaf) < depth:
                merged.append((top + len(leaf) - 1, at + step, top + depth - 1, at + step))
        at += width
    lines += heading
    lines.append(["A", *(["B"] if look.codes else []), "C", *range(1, len(look.order) + 1)])
    for number, (code, name) in enumerate(names.items(), start=1):
        values = figures[code][month]
        shown: list[Cell] = []
        for meaning in look.order:
            value = values.get(meaning)
            shown.append(None if value is None else _cell(value, look.text))
        lines.append([number, *([None if code == "TOTAL" else code] if look.codes else []), name, *shown])
    lines += [[], ["Ghi chú: số tháng báo cáo là số ước tính."]]
    return lines, merged


def _cell(value: Decimal, text: str) -> Cell:
    return str(value).replace(".", ",") if text else float(value)


def workbook(
    lines: Sequence[Sequence[Cell]], merged: Sequence[tuple[int, int, int, int]], sheet: str, ending: str
) -> bytes:
    if ending == "csv":
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";")
        writer.writerows(
            [
                [
                    "" if one is None else str(one).replace(".", ",") if isinstance(one, float) else one
                    for one in line
                ]
                for line in lines
            ]
        )
        return out.getvalue().encode("utf-8-sig")
    if ending == "xls":
        return write_xls(sheet, lines, merged)
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row, line in enumerate(lines, start=1):
        for column, value in enumerate(line, start=1):
            if value is not None:
                page.cell(row, column, value)
    for top, left, bottom, right in merged:
        page.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    out_bytes = io.BytesIO()
    book.save(out_bytes)
    return out_bytes.getvalue()


def index_workbook(month: int, figures: Months | None = None, look: Look | None = None) -> tuple[str, bytes]:
    """The name and the bytes of the index table of a month of 2026."""
    look = look or index_look(month)
    lines, merged = grid(look, NAMES, figures or index_figures(), month)
    return f"bieu thang {month}.{look.ending}", workbook(lines, merged, look.sheet, look.ending)
