"""What a table of a workbook is taken to say: its month, what each column and each line means, every doubt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from congthuong.core.intake.cells import Sheet, Value, Workbook, column_letters
from congthuong.core.intake.dating import SOURCES, Month, date_table
from congthuong.core.intake.figures import read_figure, written
from congthuong.core.intake.finding import FoundTable, find_tables
from congthuong.core.intake.headings import (
    IGNORED,
    LIKELY,
    MEANINGS,
    ROLES,
    Guess,
    meaning_of,
    role_of,
)
from congthuong.core.intake.kinds import TableKind, kind_of, kinds
from congthuong.core.intake.matching import Candidate, Match, Matcher
from congthuong.core.intake.months import relative
from congthuong.core.intake.telling import (
    CodesForUnits,
    ColumnsAlike,
    ColumnUnclear,
    FormulasThere,
    JanuaryColumn,
    NoPeriod,
    PeriodsDiffer,
    Told,
)
from congthuong.core.intake.words import folded

SAMPLES = 3
_CODES = re.compile(r"[0-9]{5,10}(?:\.0)?")


@dataclass(frozen=True, slots=True)
class Memory:
    """What people decided before for this sender's table: heading -> meaning, line -> what it is about."""

    columns: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""


NO_MEMORY = Memory()


@dataclass(frozen=True, slots=True)
class Column:
    """`meaning` is what is taken: a meaning, a role, "ignore", or "" where somebody has to say. `key` is the heading
    with its months told from the one reported on: under it the decision is remembered."""

    index: int
    heading: str
    key: str
    guess: Guess
    meaning: str
    samples: tuple[str, ...]

    @property
    def letters(self) -> str:
        return column_letters(self.index)


class Line(NamedTuple):
    """One line: `row` from 0, `key` under which its match is remembered."""

    row: int
    label: str
    code: str
    key: str
    match: Match
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One table with everything that was understood; `told` holds the doubts about its frame, not its cells."""

    sheet: Sheet
    number: int
    table: FoundTable
    kind: TableKind | None
    month: Month | None
    unit: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    told: tuple[Told, ...]

    def column(self, meaning: str) -> Column | None:
        return next((one for one in self.columns if one.meaning == meaning), None)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person has said of the file; nothing of it is needed."""

    kind: str = ""
    month: Month | None = None
    sheet: str = ""
    number: int = 0


NOTHING_ASKED = Asked()


def propose(
    book: Workbook,
    candidates: Mapping[str, Sequence[Candidate]],
    memory: Memory = NO_MEMORY,
    asked: Asked = NOTHING_ASKED,
) -> list[Proposal]:
    """Every table of the workbook. candidates: what lines can be about, by the code of the table's kind."""
    found = []
    for sheet in book.sheets:
        if asked.sheet and sheet.name != asked.sheet:
            continue
        for number, table in enumerate(find_tables(sheet), start=1):
            if not asked.number or asked.number == number:
                found.append(_proposal(book, sheet, number, table, candidates, memory, asked))
    return found


def _proposal(
    book: Workbook,
    sheet: Sheet,
    number: int,
    table: FoundTable,
    candidates: Mapping[str, Sequence[Candidate]],
    memory: Memory,
    asked: Asked,
) -> Proposal:
    dated = date_table(table, sheet.name, book.name, asked.month)
    told: list[Told] = list(_about_formulas(sheet, number))
    if dated.month is None:
        told.append(NoPeriod(sheet.name))
    if differing := dated.differing:
        first, month, second, other = differing
        told.append(
            PeriodsDiffer(
                sheet.name,
                first_from=SOURCES[first],
                first=_said(month),
                second_from=SOURCES[second],
                second=_said(other),
                taken=_said(dated.month or month),
            )
        )
    kind = kinds().get(asked.kind) or kind_of([*reversed(table.title), sheet.name, book.name])
    columns, more = _columns(sheet, table, dated.month, memory)
    told += more
    lines = _lines(sheet, table, columns, kind, candidates, memory)
    unit = memory.unit or table.unit_text or (kind.unit if kind else "")
    return Proposal(sheet, number, table, kind, dated.month, unit, columns, lines, tuple(told))


def _said(month: Month) -> str:
    return f"tháng {month[1]}/{month[0]}"


def _about_formulas(sheet: Sheet, number: int) -> Iterable[Told]:
    if sheet.formulas and number == 1:
        shown = sorted(sheet.formulas)[:3]
        examples = ", ".join(f"{column_letters(column)}{row + 1}" for row, column in shown)
        yield FormulasThere(sheet.name, count=len(sheet.formulas), examples=examples)


def _columns(
    sheet: Sheet, table: FoundTable, month: Month | None, memory: Memory
) -> tuple[tuple[Column, ...], list[Told]]:
    year, number = month or (0, 0)
    seen: Counter[str] = Counter()
    columns = [_figure_column(sheet, table, index, (year, number), memory, seen) for index in table.figures]
    columns += _text_columns(sheet, table, memory)
    columns.sort(key=lambda one: one.index)
    told: list[Told] = []
    columns = [_codes_for_units(sheet, table, one, told) for one in columns]
    if number != 1:
        columns = [_only_of_the_month(one, columns) for one in columns]
    _resolve_doubles(sheet, columns, told)
    for one in columns:
        if not one.meaning:
            row = table.first - 1
            if number == 1 and {"on_year", "on_month"} <= set(one.guess.rivals):
                told.append(JanuaryColumn(sheet.name, row, one.index, heading=one.heading))
            else:
                fields = {"heading": one.heading or one.letters, "reason": one.guess.reason}
                told.append(ColumnUnclear(sheet.name, row, one.index, **fields))
    return tuple(columns), told


def _figure_column(
    sheet: Sheet, table: FoundTable, index: int, month: Month, memory: Memory, seen: Counter[str]
) -> Column:
    levels = table.heading.get(index, ())
    heading = " - ".join(levels)
    guess = meaning_of(levels, *month) if levels else Guess("", 0, "cột không có tiêu đề")
    role = role_of(heading) if heading and not guess.meaning else None
    if role and role.meaning in ("number", "code", "note") and role.score >= LIKELY:
        guess = role
    key = _key(folded(heading) or f"@{column_letters(index)}", month, guess, seen)
    if remembered := memory.columns.get(key, ""):
        guess = Guess(remembered, 100, "như lần trước đã chọn")
    taken = guess.meaning if guess.score >= LIKELY else ""
    return Column(index, heading, key, guess, taken, _samples(sheet, table, index))


def _only_of_the_month(column: Column, columns: Sequence[Column]) -> Column:
    """ "So CK (%)" in a table that tells nothing of the months so far can only be of the month reported on."""
    rivals = set(column.guess.rivals)
    if column.meaning or rivals != {"on_year", "cumulated_on_year", "previous_on_year"}:
        return column
    others = [one for one in columns if one is not column]
    so_far = {"cumulated", "cumulated_on_year", "cumulated_same_period", "on_year", "previous_on_year"}
    if any(one.meaning in so_far or rivals & set(one.guess.rivals) for one in others):
        return column
    if not any(one.meaning == "current" for one in others):
        return column
    reason = "so cùng kỳ; bảng không có cột cộng dồn nên là của tháng báo cáo"
    return replace(column, guess=Guess("on_year", 70, reason), meaning="on_year")


def _key(heading: str, month: Month, guess: Guess, seen: Counter[str]) -> str:
    """Under which a decision about the heading is remembered; headings written alike are counted.

    In January a heading that does not say what it compares with may mean another month than in the rest of the year:
    what is decided then holds for Januaries, and the other way round.
    """
    key = relative(heading, *month)
    if month[1] == 1 and guess.score < LIKELY:
        key = f"thang 1: {key}"
    seen[key] += 1
    return key if seen[key] == 1 else f"{key} #{seen[key]}"


def _text_columns(sheet: Sheet, table: FoundTable, memory: Memory) -> list[Column]:
    """The columns of words. Without a heading that says so, the names stand where the longest words are."""
    found: list[Column] = []
    for index in table.texts:
        heading = " - ".join(table.heading.get(index, ()))
        key = folded(heading)
        guess = role_of(heading) or Guess(IGNORED, LIKELY, "không phải cột số liệu")
        if remembered := memory.columns.get(key, ""):
            guess = Guess(remembered, 100, "như lần trước đã chọn")
        found.append(Column(index, heading, key, guess, guess.meaning, _samples(sheet, table, index)))
    if not any(one.meaning == "name" for one in found):
        free = [at for at, one in enumerate(found) if one.meaning == IGNORED]
        if free:
            widest = max(free, key=lambda at: _letters(sheet, table, found[at].index))
            guess = Guess("name", 80, "cột có nhiều chữ nhất")
            found[widest] = replace(found[widest], guess=guess, meaning="name")
    for at, one in enumerate(found):
        if one.meaning == IGNORED and not one.heading and _is_code_column(sheet, table, one.index):
            found[at] = replace(one, guess=Guess("code", 75, "các ô là mã ngành"), meaning="code")
    return found


def _letters(sheet: Sheet, table: FoundTable, index: int) -> int:
    cells = (sheet.at(row, index) for row in table.rows[:200])
    return sum(len(cell) for cell in cells if isinstance(cell, str))


def _is_code_column(sheet: Sheet, table: FoundTable, index: int) -> bool:
    cells = [code_text(cell) for row in table.rows[:200] if (cell := sheet.at(row, index)) != ""]
    return len(cells) >= 3 and all(re.fullmatch(r"[A-E]|[0-9]{2,4}", one) for one in cells)


def _codes_for_units(sheet: Sheet, table: FoundTable, column: Column, told: list[Told]) -> Column:
    """Seen in June of one sender: product codes under the heading of the unit."""
    if column.meaning != "unit":
        return column
    cells = [code_text(cell) for row in table.rows[:200] if (cell := sheet.at(row, column.index)) != ""]
    if not cells or 10 * sum(bool(_CODES.fullmatch(one)) for one in cells) < 6 * len(cells):
        return column
    told.append(CodesForUnits(sheet.name, table.first - 1, column.index, heading=column.heading))
    return replace(column, guess=Guess("code", 80, "các ô là mã sản phẩm"), meaning="code")


def _resolve_doubles(sheet: Sheet, columns: Sequence[Column], told: list[Told]) -> None:
    first: dict[str, Column] = {}
    for one in columns:
        if one.meaning in MEANINGS or one.meaning in ("name", "code", "unit"):
            other = first.setdefault(one.meaning, one)
            if other is not one:
                called = MEANINGS.get(one.meaning) or ROLES[one.meaning]
                fields = {
                    "meaning": called,
                    "first": other.heading or other.letters,
                    "second": one.heading or one.letters,
                }
                told.append(ColumnsAlike(sheet.name, -1, one.index, **fields))


def _samples(sheet: Sheet, table: FoundTable, index: int) -> tuple[str, ...]:
    shown = [_shown(cell) for row in table.rows[:40] if (cell := sheet.at(row, index)) != ""]
    return tuple(one if len(one) < 40 else f"{one[:39]}…" for one in shown[:SAMPLES])


def _shown(cell: Value) -> str:
    if isinstance(cell, float) and (number := read_figure(cell).value) is not None:
        return written(number)
    return str(cell)


def _lines(
    sheet: Sheet,
    table: FoundTable,
    columns: Sequence[Column],
    kind: TableKind | None,
    candidates: Mapping[str, Sequence[Candidate]],
    memory: Memory,
) -> tuple[Line, ...]:
    places = {one.meaning: one.index for one in columns if one.meaning in ROLES}
    name, code, unit = (places.get(role) for role in ("name", "code", "unit"))
    written = [
        (
            code_text(sheet.at(row, code)) if code is not None else "",
            code_text(sheet.at(row, name)) if name is not None else "",
        )
        for row in table.rows
    ]
    matcher = Matcher(
        candidates.get(kind.code, ()) if kind else (), kind.totals if kind else frozenset(), memory.rows
    )
    return tuple(
        Line(row, label, said, key, match, code_text(sheet.at(row, unit)) if unit is not None else "")
        for row, (said, label), (key, match) in zip(table.rows, written, matcher.all(written), strict=True)
    )


def code_text(cell: Value) -> str:
    """A code as text: a spreadsheet may have made a number of it."""
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return " ".join(str(cell).split())
