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

from congthuong.apps.registers.columns import ClassCode, Column, Day, Number, PlaceCode, RowKey, Text
from congthuong.apps.registers.importing.class_names import ClassNames
from congthuong.apps.registers.importing.headings import FOUNDED, plain
from congthuong.apps.registers.importing.labels import UNDER
from congthuong.apps.registers.importing.legal_forms import is_about_forms, word_said
from congthuong.apps.registers.kinds import RegisterKind, kind_of
from congthuong.apps.registers.queries.places import place_units
from congthuong.apps.registers.values import label_places, row_label
from congthuong.core.intake.cells import Value as CellValue
from congthuong.core.intake.figures import read_figure
from congthuong.core.ledger.model import Value
from congthuong.core.problems import Problem, nearest
from congthuong.core.quantities import read_date, read_number
from congthuong.web.folding import fold

_KINDS = re.compile(
    r"^((tinh|thanh pho|tp|huyen|thi xa|tx|quan|xa|phuong|thi tran|tt)\s+|(t\.?p|h|t\.?x|q|x|p|t\.?t)\.\s*|p(?=\d))"
)
_SHORT_KIND = re.compile(r"^(?:(t\.?p|t\.?x|t\.?t)(?:\.\s*|\s+)|([hqxp])\.\s*|(p)(?=\d))")
_KIND_WORDS = {
    "tp": "thanh pho", "tx": "thi xa", "tt": "thi tran", "h": "huyen", "q": "quan", "x": "xa", "p": "phuong",
}  # fmt: skip
_CODE_AND_NAME = re.compile(r"(\d{2,5})\s*[-–.:]\s*\D")
_YEAR = re.compile(r"(19|20)\d\d")
_NOTHING = frozenset({"", "-", "–", "...", "…"})
TAX_DIGITS = 10
MOST_HINTS = 500


class CellRefused(Problem):
    code: ClassVar[str] = "CT-950"
    text: ClassVar[str] = "Cột «{column}»: {what}"


class Cells:
    """Reads the cells of one file; places and rows of other registers are asked once. `notes`: what of the cells read so
    far a person is to look at again."""

    def __init__(self, day: date) -> None:
        self._day = day
        self._places: dict[str, list[tuple[str, str, str]]] | None = None
        self._codes: dict[str, tuple[str, str]] = {}
        self._classes: dict[str, ClassNames] = {}
        self.notes: list[str] = []
        self._hints: dict[str, str] = {}
        self._rows: dict[str, dict[str, list[str]]] = {}

    def read(self, column: Column, cell: CellValue, beside: Mapping[str, Value], heading: str = "") -> Value:
        """beside: the row's values read so far, which say in which district a commune of a common name lies; heading: what
        the file calls the column.

        Raises a Problem that says what to do.
        """
        if cell is None or (isinstance(cell, str) and cell.strip() in _NOTHING):
            return None
        match column:
            case Number():
                return _number(cell)
            case Day():
                return self.day(cell, heading) if is_founding(column) else _whole_day(column, cell, heading)
            case PlaceCode():
                return self._place(column, text_of(cell), beside)
            case RowKey():
                return self._row(column, text_of(cell))
            case ClassCode():
                return self._class(column, text_of(cell))
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

    def day(self, cell: CellValue, heading: str) -> date | None:
        """Of something that begins then: a year alone is its first day, where the file's heading says that years stand
        there. Raises NotADate."""
        year = _year_alone(cell, heading)
        if year is None:
            return day_of(cell)
        self.notes.append(f"cột «{heading}» chỉ ghi năm {year[0]}, hiểu là từ ngày 01/01/{year[0]}")
        return date(int(year[0]), 1, 1)

    def filled(self, kind: RegisterKind, fills: Mapping[str, str]) -> dict[str, Value]:
        """What a person gave for all rows. Raises a Problem that says what to do."""
        given = ((kind.column(name), text) for name, text in fills.items())
        return {column.name: self.read(column, text, {}) for column, text in given if column is not None}

    def _class(self, column: ClassCode, text: str) -> str:
        if column.classification not in self._classes:
            self._classes[column.classification] = ClassNames(column.classification)
        try:
            code, note = self._classes[column.classification].read(text)
        except ValueError as error:
            raise CellRefused(column=column.verbose_name, what=str(error)) from None
        if note:
            self.notes.append(note)
        return code

    def _place(self, column: PlaceCode, text: str, beside: Mapping[str, Value]) -> str:
        code = self._as_code(column, text)
        if code:
            return code
        said, _, wider = (one.strip() for one in fold(text).partition(","))
        found = self._named(column, said)
        if len(found) > 1:
            above = {value for value in beside.values() if isinstance(value, str)}
            above |= {one[0] for one in self._named(None, wider)} if wider else set()
            found = [one for one in found if one[2] in above] or found
        codes = {one[0] for one in found}
        if len(codes) == 1:
            return codes.pop()
        if text in self._codes:  # of another level, which the register says
            return text
        if codes:
            what = f"«{text}» là tên của {len(codes)} địa bàn. Hãy ghi thêm cột huyện, hoặc ghi mã: {', '.join(sorted(codes))}."
        else:
            hint = self._hint(said)
            what = f"không có địa bàn «{text}».{hint} Hãy ghi đúng tên trong danh mục, hoặc mã."
        raise CellRefused(column=column.verbose_name, what=what)

    def _as_code(self, column: PlaceCode, text: str) -> str:
        """A code of the column's level, alone or before the name: "4" is the ward of that name where it is no commune's
        code."""
        self._read_places()
        given = _CODE_AND_NAME.match(text)
        code = given[1] if given else text
        known = self._codes.get(code)
        return code if known and (not column.levels or known[1] in column.levels) else ""

    def _named(self, column: PlaceCode | None, said: str) -> list[tuple[str, str, str]]:
        """The units that bear the name, with the word for what they are or without it: "TX." decides between a town and
        the district of the same name."""
        places = self._read_places()
        levels = column.levels if column is not None else ()
        for name in (said, _in_full(said), _bare(said), _bare(said).lstrip("0")):
            found = [one for one in places.get(name, ()) if not levels or one[1] in levels]
            if found:
                return found
        return []

    def _read_places(self) -> dict[str, list[tuple[str, str, str]]]:
        if self._places is None:
            self._places = defaultdict(list)
            for code, name, level, parent in place_units(self._day):
                self._codes[code] = name, level
                for said in {fold(name), _bare(fold(name)), _bare(fold(name)).lstrip("0")}:
                    self._places[said].append((code, level, parent))
        return self._places

    def _hint(self, said: str) -> str:
        """Looked for once for every wrong name: a file has the same one in all its rows."""
        if said not in self._hints:
            places = self._places or {}
            close = nearest(said, places) if len(self._hints) < MOST_HINTS else ""
            self._hints[said] = f" Có phải «{self._codes[places[close][0][0]][0]}»?" if close else ""
        return self._hints[said]

    def _row(self, column: RowKey, text: str) -> str:
        kind = kind_of(column.register)
        if kind is None:
            return text
        if kind.code not in self._rows:
            known: dict[str, list[str]] = defaultdict(list)
            called = label_places(kind)
            for row in kind.model._default_manager.filter(withdrawn=False):
                known[row.key].append(row.key)
                known[fold(row_label(kind, row, called))].append(row.key)
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


def _in_full(said: str) -> str:
    """ "tx. duyen hai" -> "thi xa duyen hai"."""
    return _SHORT_KIND.sub(lambda found: f"{_KIND_WORDS[found[0].strip(' .').replace('.', '')]} ", said)


def is_founding(column: Day) -> bool:
    """Whether the column tells when a thing began."""
    return plain(str(column.verbose_name)) in FOUNDED


def _whole_day(column: Day, cell: CellValue, heading: str) -> date | None:
    """A year says of nothing but a beginning which of its days is meant: a licence that lapses in 2025 may hold until
    December. Raises NotADate, CellRefused."""
    year = _year_alone(cell, heading)
    if year is not None:
        what = f"chỉ ghi năm {year[0]}, không rõ ngày nào. Hãy ghi đủ ngày, tháng, năm, hoặc để trống."
        raise CellRefused(column=column.verbose_name, what=what)
    return day_of(cell)


def _year_alone(cell: CellValue, heading: str) -> re.Match[str] | None:
    return _YEAR.fullmatch(text_of(cell)) if says_years(heading) else None


def says_years(heading: str) -> bool:
    """ "Năm thành lập", not "Ngày, tháng, năm thành lập"."""
    words = plain(heading.rpartition(UNDER)[2]).split()
    return "nam" in words and "ngay" not in words


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
    word = _words(column.words).get(fold(text), "")
    if not word and is_about_forms(column.words):
        word = word_said(text, column.words)
    return word or text


@cache
def _words(words: tuple[str, ...]) -> dict[str, str]:
    return {fold(one): one for one in words}
