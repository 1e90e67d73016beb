"""A proposal with what people answered -> observations, each with the cell that it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from congthuong.core.intake.cells import address
from congthuong.core.intake.figures import Read, Style, read_figure, style_of, written
from congthuong.core.intake.headings import MEANINGS, RATES
from congthuong.core.intake.matching import LEFT_OUT, TOTAL
from congthuong.core.intake.proposing import Column, Line, Proposal
from congthuong.core.intake.telling import (
    CellOdd,
    CellTwoWays,
    CellUnread,
    FormulaWithoutValue,
    GrowthOrIndex,
    GrowthTurned,
    IndexImpossible,
    RowsAlike,
    RowUnclear,
    StatedTwoWays,
    Told,
    UnitUnclear,
)
from congthuong.core.intake.words import folded
from congthuong.core.ledger.model import Indicator, Items, Observation
from congthuong.core.quantities import PERCENT, Unit, convertible, write_number
from congthuong.core.quantities.units import find_unit

HUNDRED = Decimal(100)
LEAST_INDEX, MOST_INDEX = Decimal(0), Decimal(10_000)
"""An index outside of them is a slip: nothing is made a hundred times as much as a year before, or less than nothing."""
MOST_TOLD = 2000
_WHY = {
    "letters": "có chữ lẫn trong số",
    "date": "ô là ngày tháng",
    "error": "ô báo lỗi tính toán",
    "doubled": "dấu ngăn viết hai lần",
    "sign": "dấu tăng, giảm không khớp",
    "unit": "chữ đi kèm không phải đơn vị tính",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the table as it was read, kept in the ledger or not."""

    line: Line
    column: Column
    value: Decimal
    decimals: int
    unit: Unit
    indicator: str
    items: Items

    @property
    def cell(self) -> str:
        return address(self.line.row, self.column.index)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is taken out of a table: `records` with the figures they come from, all `figures`, what was told."""

    records: tuple[tuple[Observation, Figure], ...]
    figures: tuple[Figure, ...]
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What the observations are of: where, who sent what file, when it was known, which indicators there are.

    `answers` are figures that a person wrote for single cells ("" : leave it out), by "sheet!cell".
    """

    place: str
    recorded_on: date
    sender: str
    file: str
    indicators: Mapping[str, Indicator]
    answers: Mapping[str, str]


def draw(proposal: Proposal, ground: Ground) -> Drawn:
    """Everything of the table that is clear; what is not is told and left out."""
    if proposal.kind is None or proposal.month is None:
        return Drawn((), (), ())
    return _Drawing(proposal, ground).all()


class _Drawing:
    def __init__(self, proposal: Proposal, ground: Ground) -> None:
        assert proposal.kind is not None
        assert proposal.month is not None
        self.proposal, self.ground, self.kind = proposal, ground, proposal.kind
        self.year, self.month = proposal.month
        self.told: list[Told] = []
        self.columns = [one for one in proposal.columns if one.meaning in MEANINGS]
        self.style: Style = style_of(self._texts())
        self.growing = {one.index: self._is_growth(one) for one in self.columns}
        self.heading_units = {one.index: _unit_in(one.heading) for one in self.columns}

    def all(self) -> Drawn:
        figures = tuple(self._figures())
        records = tuple(self._records(figures))
        return Drawn(records, figures, tuple(self.told[:MOST_TOLD]))

    def _texts(self) -> Iterator[str]:
        sheet = self.proposal.sheet
        for row in self.proposal.table.rows[:2000]:
            for column in self.proposal.table.figures:
                cell = sheet.at(row, column)
                if isinstance(cell, str):
                    yield cell

    def _is_growth(self, column: Column) -> bool:
        """Whether a rate is written as a change (12,3) and not as an index (112,3)."""
        if column.meaning not in RATES or column.meaning == "attained":
            return False
        words = folded(column.heading)
        if "tang" in words or "toc do" in words:
            return True
        sheet = self.proposal.sheet
        values = [
            read_figure(sheet.at(row, column.index), self.style) for row in self.proposal.table.rows[:400]
        ]
        plain = [one.value for one in values if one.value is not None and not one.growth]
        if len(plain) >= 3 and abs(median(plain)) < 40:
            example = write_number(plain[0], values[0].decimals or 2)
            fields = {"heading": column.heading, "example": example, "taken": "chỉ số"}
            self.told.append(GrowthOrIndex(sheet.name, -1, column.index, **fields))
        return False

    def _figures(self) -> Iterator[Figure]:
        seen: dict[str, Line] = {}
        for line in self.proposal.lines:
            target = self._target(line, seen)
            if target is None:
                continue
            indicator, items = target
            fits, unit_of_line = self._unit(line, indicator)
            if not fits:
                continue
            for column in self.columns:
                read = self._read(line, column)
                if read.value is None:
                    continue
                unit = (
                    PERCENT
                    if column.meaning in RATES
                    else (read.unit or unit_of_line or self.heading_units[column.index])
                )
                if unit is None:
                    self.told.append(
                        UnitUnclear(self.proposal.sheet.name, line.row, label=line.label, why="")
                    )
                    break
                value = read.value
                if (
                    column.meaning in RATES
                    and column.meaning != "attained"
                    and (read.growth or (self.growing[column.index] and not self._answered(line, column)))
                ):
                    value += HUNDRED
                    if read.growth:
                        self._say_turned(line, column, value)
                if self.kind.values == "index" and not LEAST_INDEX <= value <= MOST_INDEX:
                    self._say_impossible(line, column, value)
                yield Figure(line, column, value, read.decimals, unit, indicator, items)

    def _say_turned(self, line: Line, column: Column, value: Decimal) -> None:
        sheet = self.proposal.sheet
        content = str(sheet.at(line.row, column.index)).strip()
        self.told.append(
            GrowthTurned(sheet.name, line.row, column.index, content=content, value=written(value))
        )

    def _say_impossible(self, line: Line, column: Column, value: Decimal) -> None:
        fields = {"label": line.label, "value": written(value), "most": written(MOST_INDEX)}
        self.told.append(IndexImpossible(self.proposal.sheet.name, line.row, column.index, **fields))

    def _target(self, line: Line, seen: dict[str, Line]) -> tuple[str, Items] | None:
        """The indicator of the line ("" where the columns say it) and its items; None for a line that is left out."""
        match, name = line.match, self.proposal.sheet.name
        if match.code == LEFT_OUT or not (line.label or line.code):
            return None
        if not match.code:
            self.told.append(RowUnclear(name, line.row, label=line.label or line.code, reason=match.reason))
            return None
        first = seen.setdefault(match.code, line)
        if first is not line:
            fields = {"label": line.label, "other": first.row + 1, "target": match.code}
            self.told.append(RowsAlike(name, line.row, **fields))
            return None
        if self.kind.rows == "indicators":
            return match.code, ()
        return "", () if match.code == TOTAL else ((self.kind.codelist, match.code),)

    def _unit(self, line: Line, indicator: str) -> tuple[bool, Unit | None]:
        """The line's unit, else the table's; False when it is unknown or does not convert into the indicator's own."""
        if self.kind.values == "index":
            return True, PERCENT
        said = line.unit or self.proposal.unit
        unit = find_unit(said.strip("() .")) if said else None
        own = self.ground.indicators.get(indicator or self.kind.columns[0].indicator)
        if said and unit is None:
            why = f": không có đơn vị «{said}»"
            self.told.append(UnitUnclear(self.proposal.sheet.name, line.row, label=line.label, why=why))
            return False, None
        if unit is not None and own is not None and not convertible(unit, own.unit):
            why = f": bảng ghi {unit.symbol}, chỉ tiêu tính bằng {own.unit.symbol}"
            self.told.append(UnitUnclear(self.proposal.sheet.name, line.row, label=line.label, why=why))
            return False, None
        return True, unit

    def _read(self, line: Line, column: Column) -> Read:
        sheet = self.proposal.sheet
        where = (sheet.name, line.row, column.index)
        answer = self._answered(line, column)
        if answer is not None:
            return read_figure(answer, "vi")
        cell = sheet.at(line.row, column.index)
        if cell == "" and (line.row, column.index) in sheet.formulas:
            self.told.append(FormulaWithoutValue(*where))
            return Read()
        read = read_figure(cell, self.style)
        if read.doubt:
            self._doubt(where, str(cell), read)
        return read

    def _answered(self, line: Line, column: Column) -> str | None:
        """A person's figure for the cell: what is to be recorded, so an index even where the column tells changes."""
        return self.ground.answers.get(f"{self.proposal.sheet.name}!{address(line.row, column.index)}")

    def _doubt(self, where: tuple[str, int, int], content: str, read: Read) -> None:
        if read.value is None:
            self.told.append(CellUnread(*where, content=content[:60], why=_WHY.get(read.doubt, "lạ")))
        elif read.other is not None:
            value, other = written(read.value), written(read.other)
            self.told.append(CellTwoWays(*where, content=content[:60], value=value, other=other))
        else:
            fields = {
                "content": content[:60],
                "why": _WHY.get(read.doubt, "lạ"),
                "value": written(read.value),
            }
            self.told.append(CellOdd(*where, **fields))

    def _records(self, figures: tuple[Figure, ...]) -> Iterator[tuple[Observation, Figure]]:
        stated: dict[tuple[object, ...], Observation] = {}
        kept_of = {one.index: self.kind.kept(one.meaning) for one in self.columns}
        periods = {at: one.period_of(self.year, self.month) for at, one in kept_of.items() if one}
        whence = f"{self.ground.sender}, tệp {self.ground.file}, trang tính {self.proposal.sheet.name}, ô "
        for figure in figures:
            kept = kept_of[figure.column.index]
            if kept is None:
                continue
            indicator = figure.indicator or kept.indicator
            declared = self.ground.indicators.get(indicator)
            decimals = figure.decimals
            if declared and decimals > 6:  # what a formula computed, not what somebody printed
                decimals = max(declared.decimals, 2)
            record = Observation(
                indicator=indicator,
                place=self.ground.place,
                period=periods[figure.column.index],
                basis=kept.basis,
                value=figure.value,
                unit=figure.unit,
                decimals=decimals,
                recorded_on=self.ground.recorded_on,
                items=figure.items,
                vintage=kept.vintage,
                source=f"{whence}{figure.cell}",
            )
            first = stated.setdefault(record.key, record)
            if first is record:
                yield record, figure
            elif first.value != record.value:
                fields = {
                    "label": figure.line.label,
                    "period": record.period.name,
                    "first": written(first.value),
                    "second": written(record.value),
                }
                self.told.append(
                    StatedTwoWays(self.proposal.sheet.name, figure.line.row, figure.column.index, **fields)
                )


def _unit_in(heading: str) -> Unit | None:
    """The unit in brackets in a heading: "Thực hiện tháng 7 (triệu đồng)"."""
    _, opened, rest = heading.rpartition("(")
    words = rest.partition(")")[0].strip()
    unit = find_unit(words) if opened and words else None
    return None if unit == PERCENT else unit
