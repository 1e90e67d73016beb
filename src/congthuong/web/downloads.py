"""Lists as files for people: CSV and Excel of what the page shows, and nothing in them can start a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils.text import slugify

from congthuong.core.ledger.records import FORMULA_STARTS
from congthuong.web.folding import fold

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "json": "application/json; charset=utf-8",
}
WIDEST, NARROWEST = 60, 10
Value = str | Decimal


def file_answer(data: bytes, name: str, form: str) -> HttpResponse:
    """A file to be kept; its name in plain letters, so that every machine takes it."""
    response = HttpResponse(data, content_type=TYPES[form])
    plain = slugify(fold(name)) or "so-cong-thuong"
    response.headers["Content-Disposition"] = f'attachment; filename="{plain}.{form}"'
    return response


def table_csv(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """As Excel with Vietnamese settings opens it by a click: UTF-8 with a mark, semicolons between the cells (the comma is
    the decimals'), everything quoted; numbers in full with a decimal comma. What programs read (the command's files,
    `core/ledger/export.py`) keeps its commas."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([_inert(one) for one in headings])
    for row in rows:
        writer.writerow(
            [format(one, "f").replace(".", ",") if isinstance(one, Decimal) else _inert(one) for one in row]
        )
    return out.getvalue().encode("utf-8-sig")


def table_xlsx(sheet_name: str, headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """One sheet with frozen headings; numbers are numbers, so that they can be added up."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    book = xlsxwriter.Workbook(out, options)
    sheet = book.add_worksheet(_sheet_name(sheet_name))
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#E8EEF4"}
    )
    text, number = book.add_format({"num_format": "@"}), book.add_format({"num_format": "#,##0.##########"})
    widths = [len(one) for one in headings]
    for column, one in enumerate(headings):
        sheet.write_string(0, column, one, head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            widths[column] = max(widths[column], len(str(value)))
            _write(sheet, last, column, value, number if isinstance(value, Decimal) else text)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(max(width + 1, NARROWEST), WIDEST))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(last, 1), max(len(headings) - 1, 0))
    book.close()
    return out.getvalue()


def _write(sheet: Any, row: int, column: int, value: Value, style: Any) -> None:
    if isinstance(value, Decimal):
        # A spreadsheet knows no decimals: the figure becomes its number only here, at the door.
        sheet.write_number(row, column, float(value), style)
    else:
        sheet.write_string(row, column, value[:32767], style)


def _sheet_name(name: str) -> str:
    kept = "".join(sign for sign in name if sign not in "[]:*?/\\'")
    return kept[:31].strip() or "Bảng"


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
