"""The unit that a line of a file states: a figure in another unit than the form's is converted and told, or not taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from congthuong.core.forms.cells import trimmed
from congthuong.core.forms.model import Cell, Form, FormRow
from congthuong.core.forms.workbook.problems import ConvertedUnits, OtherUnitOfRow
from congthuong.core.intake.cells import Sheet, Value
from congthuong.core.intake.words import folded
from congthuong.core.problems import Problem
from congthuong.core.quantities import Unit, convert, convertible
from congthuong.core.quantities.units import find_unit

NAMES: Final = frozenset({"dvt", "don vi", "don vi tinh", "đvt", "đơn vị", "đơn vị tính"})
SURE: Final = NAMES - {"don vi", "đơn vị"}  # «Đơn vị» alone may head the names of firms
_MOST_NAMED: Final = 12


@dataclass(frozen=True)
class Units:
    """For the rows that state another unit: the unit; `refused` are rows whose figures are not taken."""

    others: dict[str, Unit]
    refused: frozenset[str]
    problems: tuple[Problem, ...]
    questions: tuple[Problem, ...]

    def in_form(self, form: Form, cell: Cell, value: Decimal | None) -> Decimal | None:
        """A figure of the file in the form's unit. A column with a unit of its own is not the line's."""
        unit = self.others.get(cell[0])
        if value is None or unit is None or form.by_column[cell[1]].unit is not None:
            return value
        return trimmed(convert(value, unit, form.unit(cell)))


def is_unit_heading(value: Value) -> bool:
    return isinstance(value, str) and folded(value) in NAMES


def unit_column(form: Form, sheet: Sheet, heading: int, rows: Iterable[int]) -> int | None:
    """Where the sheet states units, None where it does not."""
    if heading >= len(sheet.rows):
        return None
    for place, cell in enumerate(sheet.rows[heading]):
        if is_unit_heading(cell):
            said = (str(sheet.at(at, place)) for at in rows)
            if folded(str(cell)) in SURE or any(map(find_unit, filter(None, said))):
                return place
    return None


def units_of(form: Form, sheet: Sheet, rows: dict[str, int], place: int | None) -> Units:
    """What the unit column says of these rows (code -> line)."""
    others: dict[str, Unit] = {}
    refused: set[str] = set()
    problems: list[Problem] = []
    for code, at in rows.items() if place is not None else ():
        assert place is not None
        said, row = sheet.at(at, place), form.rows[code]
        unit = _other(said, row)
        if unit is None:
            continue
        if isinstance(unit, Unit):
            others[code] = unit
            continue
        refused.add(code)
        what = f"«{row.label}» ghi đơn vị «{str(said)[:60]}», biểu tính theo «{row.unit.symbol}» nên số của dòng không được nhận. Hãy ghi số theo {row.unit.symbol or 'đơn vị của biểu'}."
        problems.append(OtherUnitOfRow.at(sheet.name, at, place, what))
    return Units(others, frozenset(refused), tuple(problems), tuple(_told(form, sheet, rows, place, others)))


def _other(said: Value, row: FormRow) -> Unit | str | None:
    """None: the form's own unit, or nothing stated; a unit to convert from; or the text that is none."""
    if said == "" or folded(str(said)) == folded(row.unit.symbol):
        return None
    unit = find_unit(str(said))
    if unit == row.unit:
        return None
    return unit if unit is not None and convertible(unit, row.unit) else str(said)


def _told(
    form: Form, sheet: Sheet, rows: dict[str, int], place: int | None, others: dict[str, Unit]
) -> Iterator[Problem]:
    """One sentence for all that were converted."""
    if not others or place is None:
        return
    named = [f"«{form.rows[one].label}» từ {unit.symbol} sang {form.rows[one].unit.symbol}" for one, unit in others.items()]  # fmt: skip
    more = f" và {len(named) - _MOST_NAMED} dòng nữa" if len(named) > _MOST_NAMED else ""
    what = f"tệp ghi đơn vị khác với biểu nên số đã được đổi: {', '.join(named[:_MOST_NAMED])}{more}. Hãy xem các số sau khi đổi ở bảng thay đổi."
    yield ConvertedUnits.at(sheet.name, rows[next(iter(others))], place, what)
