"""Cells of a file as values of a register's columns: what people write there, with every way to write a place or a word."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import ClassVar

from congthuong.apps.registers.columns import Column, Day, Number, PlaceCode, RowKey, Text
from congthuong.apps.registers.kinds import kind_of
from congthuong.apps.registers.queries.places import place_units
from congthuong.apps.registers.values import row_label
from congthuong.core.intake.cells import Value as CellValue
from congthuong.core.intake.figures import read_figure
from congthuong.core.ledger.model import Value
from congthuong.core.problems import Problem, nearest
from congthuong.core.quantities import read_date, read_number
from congthuong.web.folding import fold

_KINDS = re.compile(
    r"^(tinh|thanh pho|t\.?p\.?|huyen|h\.|thi xa|t\.?x\.?|quan|q\.|xa|x\.|phuong|p\.|thi tran|t\.?t\.?)\s+"
)
_NOTHING = frozenset({"", "-", "–", "...", "…"})
TAX_DIGITS = 10
MOST_HINTS = 500


class CellRefused(Problem):
    code: ClassVar[str] = "CT-950"
    text: ClassVar[str] = "Cột «{column}»: {what}"


class Cells:
    """Reads the cells of one file; places and rows of other registers are asked once."""

    def __init__(self, day: date) -> None:
        self._day = day
        self._places: dict[str, list[tuple[str, str, str]]] | None = None
        self._codes: dict[str, str] = {}
        self._hints: dict[str, str] = {}
        self._rows: dict[str, dict[str, list[str]]] = {}

    def read(self, column: Column, cell: CellValue, beside: Mapping[str, Value]) -> Value:
        """beside: the row's values read so far, which say in which district a commune of a common name lies.

        Raises a Problem that says what to do.
        """
        if cell is None or (isinstance(cell, str) and cell.strip() in _NOTHING):
            return None
        match column:
            case Number():
                return _number(cell)
            case Day():
                return day_of(cell)
            case PlaceCode():
                return self._place(column, text_of(cell), beside)
            case RowKey():
                return self._row(column, text_of(cell))
            case Text() if column.words:
                return _word(column, text_of(cell))
            case _:
                text = text_of(cell)
                if (
                    column.name == "ma_so_thue"
                    and isinstance(cell, int | float)
                    and len(text) == TAX_DIGITS - 1
                ):
                    return f"0{text}"  # a spreadsheet that took it for a number dropped the zero
                return text

    def _place(self, column: PlaceCode, text: str, beside: Mapping[str, Value]) -> str:
        if self._places is None:
            self._places = defaultdict(list)
            for code, name, level, parent in place_units(self._day):
                self._codes[code] = name
                for said in {fold(name), _bare(fold(name))}:
                    self._places[said].append((code, level, parent))
        if text in self._codes:
            return text
        said = fold(text)
        found = self._places.get(said) or self._places.get(_bare(said)) or []
        if column.levels:
            found = [one for one in found if one[1] in column.levels]
        above = {value for value in beside.values() if isinstance(value, str)}
        if len(found) > 1:
            found = [one for one in found if one[2] in above] or found
        codes = {one[0] for one in found}
        if len(codes) == 1:
            return codes.pop()
        if codes:
            what = f"«{text}» là tên của {len(codes)} địa bàn. Hãy ghi thêm cột huyện, hoặc ghi mã: {', '.join(sorted(codes))}."
        else:
            hint = self._hint(said)
            what = f"không có địa bàn «{text}».{hint} Hãy ghi đúng tên trong danh mục, hoặc mã."
        raise CellRefused(column=column.verbose_name, what=what)

    def _hint(self, said: str) -> str:
        """Looked for once for every wrong name: a file has the same one in all its rows."""
        if said not in self._hints:
            places = self._places or {}
            close = nearest(said, places) if len(self._hints) < MOST_HINTS else ""
            self._hints[said] = f" Có phải «{self._codes[places[close][0][0]]}»?" if close else ""
        return self._hints[said]

    def _row(self, column: RowKey, text: str) -> str:
        kind = kind_of(column.register)
        if kind is None:
            return text
        if kind.code not in self._rows:
            known: dict[str, list[str]] = defaultdict(list)
            for row in kind.model._default_manager.filter(withdrawn=False):
                known[row.key].append(row.key)
                known[fold(row_label(kind, row))].append(row.key)
            self._rows[kind.code] = known
        rows = self._rows[kind.code]
        keys = rows.get(text) or rows.get(fold(text)) or []
        if len(set(keys)) == 1:
            return keys[0]
        what = (
            f"sổ «{kind.name}» có {len(keys)} dòng tên «{text}». Hãy ghi mã số của dòng."
            if keys
            else f"sổ «{kind.name}» không có dòng «{text}». Hãy ghi dòng ấy vào sổ trước, hoặc ghi mã số."
        )
        raise CellRefused(column=column.verbose_name, what=what)


def _bare(said: str) -> str:
    return _KINDS.sub("", said).strip()


def text_of(cell: CellValue) -> str:
    """As a person reads it: 2100123456.0 is "2100123456", a day 08/6/2020."""
    if isinstance(cell, bool):
        return "có" if cell else "không"
    if isinstance(cell, float):
        number = read_figure(cell).value
        return format(number, "f") if number is not None else ""
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    return " ".join(unicodedata.normalize("NFC", str(cell)).split())


def _number(cell: CellValue) -> Decimal:
    if isinstance(cell, str):
        return read_number(cell)
    number = read_figure(cell).value
    if number is None:
        raise CellRefused(column="", what=f"«{text_of(cell)}» không phải là số.")
    return number


def day_of(cell: CellValue) -> date | None:
    """Raises NotADate."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = text_of(cell)
    return read_date(text) if text else None


def _word(column: Text, text: str) -> str:
    return _words(column.words).get(fold(text), text)


@cache
def _words(words: tuple[str, ...]) -> dict[str, str]:
    return {fold(one): one for one in words}
