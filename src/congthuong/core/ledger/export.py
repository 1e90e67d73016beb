"""Observations -> tables that people open: CSV (codes as columns) and XLSX (Vietnamese headings).

What is exported can be imported again and gives the same observations. User text never starts a formula:
in CSV such a cell begins with an apostrophe, which reading takes off again; in XLSX it is typed as text. Text that
itself begins with apostrophes before such a sign gets one more, so that the one taken off is ours. Text longer than a
cell holds is refused aloud: the writer of workbooks would leave the cell empty without a word.
CSV is for programs: codes in its headings and in its cells. XLSX is for people: Vietnamese in both.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from congthuong.core.ledger.model import Observation, decimals_of
from congthuong.core.ledger.records import HEADERS_VI, OBSERVATION_COLUMNS, WORDS_VI, starts_formula
from congthuong.core.problems import Problem
from congthuong.core.quantities import write_number

FREE_TEXT = ("source", "note", "recorded_by")
LONGEST_XLSX = 32_767  # characters of a cell, by the format
LONGEST_CSV = 131_072  # of a field, by the reader of CSV
WIDTHS = {"indicator": 26, "source": 44, "note": 34, "items": 24, "recorded_by": 30, "unit": 14, "value": 16}


class TextTooLong(Problem):
    code = "CT-225"
    text = (
        "Số liệu «{indicator}» kỳ {period}: cột «{column}» dài {length} chữ, tệp {kind} chứa nhiều nhất {limit} chữ một ô. "
        "{way}"
    )


def observation_cells(one: Observation) -> dict[str, str]:
    """The observation as the text cells of docs/reference/thu-muc-du-lieu.md."""
    return {
        "indicator": one.indicator,
        "place": one.place,
        "period": one.period.code,
        "basis": one.basis,
        "items": ";".join(f"{codelist}={item}" for codelist, item in one.items),
        "value": write_number(one.value, max(one.decimals, decimals_of(one.value))),
        "unit": one.unit.symbol,
        "qualifier": one.qualifier,
        "vintage": one.vintage,
        "status": one.status,
        "low": _number(one.low),
        "high": _number(one.high),
        "counted_to": one.counted_to.isoformat() if one.counted_to else "",
        "recorded": one.recorded_on.isoformat(),
        "source": one.source,
        "note": one.note,
        "decimals": str(one.decimals) if one.status or decimals_of(one.value) > one.decimals else "",
        "recorded_by": one.recorded_by,
    }


def observations_csv(observations: Iterable[Observation], *, for_excel: bool = False) -> bytes:
    """CSV in UTF-8 with a mark, so that Excel opens it with its diacritics. `for_excel`: with what Excel with Vietnamese
    settings takes for the end of a cell; programs read commas, and both come back in."""
    out = io.StringIO()
    if for_excel:
        writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    else:
        writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(OBSERVATION_COLUMNS)
    for one in observations:
        _require_room(one, "CSV", LONGEST_CSV, "Hãy rút gọn nội dung ấy.")
        cells = observation_cells(one)
        writer.writerow(
            _inert(cells[name]) if name in FREE_TEXT else cells[name] for name in OBSERVATION_COLUMNS
        )
    return out.getvalue().encode("utf-8-sig")


def observations_xlsx(observations: Iterable[Observation]) -> bytes:
    """One sheet in Vietnamese: words for the bases, numbers that add up, days that sort; codes stay text."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    )
    sheet = book.add_worksheet("Số liệu")
    heading = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#E8EEF4"}
    )
    formats = _Formats(book)
    for column, name in enumerate(OBSERVATION_COLUMNS):
        sheet.set_column(column, column, WIDTHS.get(name, 12))
        sheet.write_string(0, column, HEADERS_VI[name], heading)
    row = 0
    for row, one in enumerate(observations, start=1):
        _require_room(one, "Excel", LONGEST_XLSX, "Hãy xuất ra .csv, hoặc rút gọn nội dung ấy.")
        numbers, days = _numbers(one), {"counted_to": one.counted_to, "recorded": one.recorded_on}
        for column, (name, cell) in enumerate(observation_cells(one).items()):
            number, day = numbers.get(name), days.get(name)
            if number is not None:
                sheet.write_number(row, column, number[0], formats.number(number[1]))
            elif day is not None:
                sheet.write_datetime(row, column, day, formats.day)
            else:
                text = _as_typed(cell) if name in FREE_TEXT else WORDS_VI.get(name, {}).get(cell, cell)
                sheet.write_string(row, column, text, formats.text)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(row, 1), len(OBSERVATION_COLUMNS) - 1)
    book.close()
    return out.getvalue()


class _Formats:
    """The formats of a workbook, one for each number of decimals."""

    def __init__(self, book: Any) -> None:
        self._book, self._numbers = book, dict[int, Any]()
        self.text = book.add_format({"num_format": "@"})
        self.day = book.add_format({"num_format": "dd/mm/yyyy", "align": "right"})

    def number(self, decimals: int) -> Any:
        if decimals not in self._numbers:
            pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
            self._numbers[decimals] = self._book.add_format({"num_format": pattern})
        return self._numbers[decimals]


def _numbers(one: Observation) -> dict[str, tuple[Decimal, int]]:
    """The number cells with the decimals they show. A cell holds 15 digits: a longer number stays text.

    A number cell has no zeros at its end, so where those were stated they are said in the last column.
    """
    stated = decimals_of(one.value)
    cells = {"value": (one.value, max(one.decimals, stated))}
    for name, bound in (("low", one.low), ("high", one.high)):
        if bound is not None:
            cells[name] = (bound, decimals_of(bound))
    if one.status or stated != one.decimals:
        cells["decimals"] = (Decimal(one.decimals), 0)
    return {name: cell for name, cell in cells.items() if len(cell[0].normalize().as_tuple().digits) <= 15}


def _inert(text: str) -> str:
    """With the apostrophe that keeps a spreadsheet from starting a formula."""
    return f"'{text}" if starts_formula(text) else text


def _as_typed(text: str) -> str:
    """In a workbook only what begins with an apostrophe of its own needs another, which reading takes off."""
    return _inert(text) if text.startswith("'") else text


def _require_room(one: Observation, kind: str, limit: int, way: str) -> None:
    """Raises TextTooLong."""
    for name in FREE_TEXT:
        length = len(str(getattr(one, name)))
        if length >= limit:
            raise TextTooLong(
                indicator=one.indicator,
                period=one.period.code,
                column=HEADERS_VI[name],
                length=length,
                kind=kind,
                limit=limit - 1,
                way=way,
            )


def _number(value: Decimal | None) -> str:
    return "" if value is None else write_number(value, decimals_of(value))
