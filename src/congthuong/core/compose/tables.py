"""Tables and charts declared in `bao-cao.toml`: rows from a group or a register, columns as expressions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from congthuong.core.compose.declaration import FILE, ChartDeclared, ColumnDeclared, TableDeclared
from congthuong.core.compose.engine import Composer, TemplateProblem
from congthuong.core.compose.handles import Series
from congthuong.core.document.charts import bar_chart
from congthuong.core.document.model import Cell, Chart, Figure, Inline, Table, Text


def make_table(composer: Composer, spec: TableDeclared) -> Table:
    """One row for each `x` of `rows`; neighbouring columns of one `group` share a heading above them."""
    columns = spec.columns
    rows = []
    for number, x in enumerate(map(_laying(composer, spec), _rows(composer, spec.rows)), start=1):
        names = {"x": x, "thu_tu": str(number)}
        rows.append(
            tuple(Cell(_cell(composer, column.show, names), align=column.align) for column in columns)
        )
    return Table(
        caption=composer.line(FILE, spec.caption),
        header=_header(composer, columns),
        rows=tuple(rows),
        widths=tuple(column.width for column in columns),
        unit_note=spec.unit_note,
        source_note=spec.source_note,
    )


def _rows(composer: Composer, expression: str) -> Any:
    return composer.evaluate(FILE, expression, {})


def _laying(composer: Composer, spec: TableDeclared) -> Callable[[object], object]:
    """Gives each row what the table declares for its indicator; an indicator that is none is told."""
    laid = {_indicator(composer, spec, one.indicator): one for one in spec.laid}

    def with_its_layout(x: object) -> object:
        own = laid.get(x.indicator.code) if isinstance(x, Series) else None
        if own is None or not isinstance(x, Series):
            return x
        return replace(x, laid=(own.unit or x.indicator.unit, own.decimals))

    return with_its_layout


def _indicator(composer: Composer, spec: TableDeclared, named: str) -> str:
    found = composer.evaluate(FILE, named, {})
    if isinstance(found, Series):
        return found.indicator.code
    raise TemplateProblem(
        file=FILE,
        line=0,
        what=f"bảng «{spec.code}», [[table.row]]: «{named}» không phải mã của một chỉ tiêu.",
    )


def _cell(composer: Composer, expression: str, names: Mapping[str, object]) -> tuple[Inline, ...]:
    return composer.inlines(composer.evaluate(FILE, expression, names), in_column=True)


def _header(composer: Composer, columns: Sequence[ColumnDeclared]) -> tuple[tuple[Cell, ...], ...]:
    def heading(text: str, **span: int) -> Cell:
        return Cell(composer.line(FILE, text), align="center", bold=True, **span)

    if not any(column.group for column in columns):
        return (tuple(heading(column.header) for column in columns),)
    above: list[Cell] = []
    below: list[Cell] = []
    for group, members in groupby(columns, key=lambda column: column.group):
        own = list(members)
        if group:
            above.append(heading(group, colspan=len(own)))
            below.extend(heading(column.header) for column in own)
        else:
            above.extend(heading(column.header, rowspan=2) for column in own)
    return tuple(above), tuple(below)


def make_chart(composer: Composer, spec: ChartDeclared) -> Chart:
    """A bar for each `x` of `rows`; the bar is a figure, so it has an origin like any other."""
    bars: list[tuple[str, Figure]] = []
    for x in _rows(composer, spec.rows):
        (label,) = composer.inlines(composer.evaluate(FILE, spec.label, {"x": x}))
        (bar,) = composer.inlines(composer.evaluate(FILE, spec.value, {"x": x}))
        if not isinstance(bar, Figure) or not isinstance(label, Text):
            raise TemplateProblem(file=FILE, line=0, what=f"biểu đồ «{spec.code}» cần value là một con số.")
        bars.append((label.text, bar))
    title = "".join(one.text for one in composer.line(FILE, spec.title) if isinstance(one, Text | Figure))
    return bar_chart(title, bars, spec.unit, spec.source)
