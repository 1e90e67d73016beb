"""Every figure of a table held against what the ledger knew, and against slips of those who retype tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from congthuong.core.intake.drawing import Drawn, Figure
from congthuong.core.intake.figures import written
from congthuong.core.intake.known import Known, in_unit
from congthuong.core.intake.slips import index_slip, slip_between, times_slipped
from congthuong.core.intake.telling import (
    CopyOfLastYear,
    DigitsSwapped,
    IndexFar,
    IndexSlip,
    ThousandTimes,
    Told,
)
from congthuong.core.ledger.model import Observation
from congthuong.core.quantities import write_number

State = Literal["new", "same", "changed"]
FEW = 3  # figures that equal last year's: fewer are chance
LEAST_DIGITS = 4
FAR = Decimal("0.2")
"""By so much of what was known the index of a period is not revised without a word."""
MONTH_CODE = len("2020-07")


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure to be kept beside what was known: `before` in the figure's own unit, None when nothing was."""

    record: Observation
    figure: Figure
    known: Observation | None
    before: Decimal | None

    @property
    def state(self) -> State:
        if self.before is None:
            return "new"
        return "same" if self.before == self.record.value else "changed"

    @property
    def difference(self) -> Decimal | None:
        return None if self.before is None else self.record.value - self.before

    @property
    def share(self) -> Decimal | None:
        """The difference in hundredths of what was known; None where that was nothing."""
        return (
            self.difference / abs(self.before) * 100 if self.before and self.difference is not None else None
        )


def compare(drawn: Drawn, known: Known) -> list[Compared]:
    found = []
    for record, figure in drawn.records:
        before = known.before(record)
        found.append(Compared(record, figure, before, in_unit(before, record.unit) if before else None))
    return found


def suspicions(sheet: str, compared: Sequence[Compared], known: Known) -> Iterator[Told]:
    """Slips that what was known gives away."""
    for one in compared:
        if told := _slip(sheet, one, known):
            yield told
    yield from _copies(sheet, compared, known)


def _slip(sheet: str, one: Compared, known: Known) -> Told | None:
    record = one.record
    where = (sheet, one.figure.line.row, one.figure.column.index)
    fields = {"label": one.figure.line.label, "period": record.period.name, "value": written(record.value)}
    if one.state == "changed" and one.before is not None and (what := slip_between(record.value, one.before)):
        return DigitsSwapped(*where, **fields, before=written(one.before), what=what)
    if record.unit.base == "%":
        return _far_index(where, one, known)
    series = (record.indicator, record.items)
    references = (
        ("số đã biết của chính kỳ này", one.before),
        ("tháng trước", known.value(series, record.period.previous(), record.unit)),
        ("cùng kỳ năm trước", known.value(series, record.period.same_period_last_year(), record.unit)),
    )
    for what, reference in references:
        if reference is None:
            continue
        if times := times_slipped(record.value, reference):
            shown = write_number(Decimal(times), 0)
            return ThousandTimes(*where, **fields, times=shown, before=written(reference), what=what)
        return None  # the first there is decides: a tiny base of last year makes large ratios genuine
    return None


def _far_index(where: tuple[str, int, int], one: Compared, known: Known) -> Told | None:
    """An index far from what is known: of the very period, else of the month before."""
    record = one.record
    fields = {"label": one.figure.line.label, "value": written(record.value)}
    before = one.before
    what = "số đã biết của chính kỳ này"
    if before is None and len(record.period.code) == MONTH_CODE:
        before = known.value((record.indicator, record.items), record.period.previous(), record.unit)
        what = "tháng trước"
    if before is None or before <= 0:
        return None
    if slip := index_slip(record.value, [before]):
        said, other = slip
        return IndexSlip(
            *where, **fields, reference=written(before), what=what, other=written(other), slip=said
        )
    if one.before is not None and abs(record.value / before - 1) > FAR:
        return IndexFar(*where, **fields, period=record.period.name, before=written(before))
    return None


def _copies(sheet: str, compared: Sequence[Compared], known: Known) -> Iterator[Told]:
    """Columns that repeat last year's values: rows copied into the wrong year."""
    equal: dict[int, list[Compared]] = defaultdict(list)
    there: dict[int, int] = defaultdict(int)
    for one in compared:
        record = one.record
        if record.unit.base == "%" or len(record.value.as_tuple().digits) < LEAST_DIGITS:
            continue
        last = known.value(
            (record.indicator, record.items), record.period.same_period_last_year(), record.unit
        )
        if last is not None:
            there[one.figure.column.index] += 1
            if last == record.value:
                equal[one.figure.column.index].append(one)
    for column, ones in equal.items():
        if len(ones) >= FEW or (len(ones) == there[column] and len(ones) > 1):
            figure = ones[0].figure
            fields = {
                "heading": figure.column.heading,
                "label": figure.line.label,
                "value": written(figure.value),
            }
            yield CopyOfLastYear(sheet, -1, column, count=len(ones), **fields)
