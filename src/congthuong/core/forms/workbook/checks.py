"""What a spreadsheet refuses while a person types: signs and hard bounds, with a word on what is wanted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from congthuong.core.forms.cells import stated_decimals
from congthuong.core.forms.model import Cell, Form
from congthuong.core.forms.workbook.layout import Filled, Layout
from congthuong.core.quantities import write_number

LARGEST: Final = Decimal(10) ** 15 - 1
_TITLE, _MESSAGE = 32, 255  # signs that a spreadsheet takes

Block = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


@dataclass(frozen=True, slots=True)
class Check:
    """What the cells of a kind may hold."""

    whole: bool
    low: Decimal | None
    high: Decimal | None
    positive: bool
    unit: str

    def options(self) -> dict[str, Any]:
        lowest = self.low if self.low is not None else -LARGEST
        options: dict[str, Any] = {
            "validate": "integer" if self.whole else "decimal",
            "ignore_blank": True,
            "input_title": "Nhập số"[:_TITLE],
            "input_message": self._says()[:_MESSAGE],
            "error_title": "Số không nhận được",
            "error_message": f"{self._says()} Chưa có số thì để trống."[:_MESSAGE],
            "error_type": "stop",
        }
        if self.positive and self.high is None:
            return options | {"criteria": ">", "value": 0}
        high = self.high if self.high is not None else LARGEST
        return options | {"criteria": "between", "minimum": float(lowest), "maximum": float(high)}

    def _says(self) -> str:
        unit = f"theo {self.unit}" if self.unit else "không có đơn vị"
        kind = "số nguyên" if self.whole else "số"
        high = f"tối đa {_text(self.high)}" if self.high is not None else ""
        limits = ", ".join(filter(None, (self._low(), high)))
        return f"Nhập {kind} {unit}{f', {limits}' if limits else ''}. Chỉ ghi số, không ghi đơn vị."

    def _low(self) -> str:
        if self.positive:
            return "lớn hơn 0"
        if self.low is None:
            return ""
        return "không âm" if self.low == 0 else f"tối thiểu {_text(self.low)}"


def add_checks(sheet: Any, filled: Filled, layout: Layout) -> None:
    """One validation for all cells that ask the same."""
    blocks: dict[Check, list[Block]] = defaultdict(list)
    for check, block in _blocks(filled, layout):
        blocks[check].append(block)
    for check, where in blocks.items():
        options = check.options()
        if len(where) > 1:
            options["other_cells"] = [list(one) for one in where[1:]]
        sheet.data_validation(*where[0], options)


def _blocks(filled: Filled, layout: Layout) -> Iterator[tuple[Check, Block]]:
    """The open cells of each column, those of one kind that follow one another as one block."""
    bounds = _bounds(filled.form)
    for column, place in layout.columns.items():
        run: tuple[Check, int, int] | None = None
        for row, at in layout.rows.items():
            cell = (row, column)
            check = _check(filled.form, cell, bounds.get(cell, ())) if cell in filled.editable else None
            if run and check == run[0] and at == run[2] + 1:
                run = (run[0], run[1], at)
                continue
            if run:
                yield run[0], (run[1], place, run[2], place)
            run = (check, at, at) if check else None
        if run:
            yield run[0], (run[1], place, run[2], place)


def _bounds(form: Form) -> dict[Cell, list[tuple[Decimal | None, Decimal | None]]]:
    found: dict[Cell, list[tuple[Decimal | None, Decimal | None]]] = defaultdict(list)
    for rule in form.rules:
        if rule.kind in ("bounds", "sign") and rule.severity == "hard":
            for row in rule.rows or form.rows:
                for column in rule.columns or form.by_column:
                    found[row, column].append((rule.low, rule.high))
    return found


def _check(form: Form, cell: Cell, bounds: Iterable[tuple[Decimal | None, Decimal | None]]) -> Check:
    sign = form.rows[cell[0]].sign
    limits = list(bounds)
    lows = [low for low, _ in limits if low is not None] + ([Decimal(0)] if sign != "any" else [])
    highs = [high for _, high in limits if high is not None]
    unit = form.unit(cell)
    low, high = max(lows, default=None), min(highs, default=None)
    return Check(unit.is_count, low, high, sign == "positive" and not low, unit.symbol)


def _text(value: Decimal) -> str:
    return write_number(value, stated_decimals(value))
