"""`congthuong tables`: tables that other agencies send."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from congthuong.command.files import read_file
from congthuong.command.speaking import answer, format_option, says_problems
from congthuong.core.intake.cells import address
from congthuong.core.intake.comparing import compare
from congthuong.core.intake.drawing import Figure, Ground, draw
from congthuong.core.intake.figures import read_figure, written
from congthuong.core.intake.headings import IGNORED, MEANINGS, ROLES, SURE
from congthuong.core.intake.judging import everything_told
from congthuong.core.intake.known import Known
from congthuong.core.intake.matching import Match
from congthuong.core.intake.proposing import Asked, Column, Line, Proposal, propose
from congthuong.core.intake.telling import Told
from congthuong.core.intake.workbook import read_workbook
from congthuong.core.problems import Problem


class NotAMonth(Problem):
    code = "CT-509"
    text = "«{month}» không phải tháng. Hãy viết như 8/2026."


@dataclass(frozen=True, slots=True)
class _Table:
    """A table with what would be recorded of it, by line and column, and everything that is told."""

    proposal: Proposal
    figures: dict[tuple[int, int], Figure]
    told: tuple[Told, ...]


@click.group()
def tables() -> None:
    """Bảng của cơ quan khác gửi."""


@tables.command(name="read")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--month", help="Tháng báo cáo, ví dụ 8/2026; không ghi thì lấy theo tệp.")
@format_option
@says_problems
def read_tables(file: Path, month: str | None, form: str) -> None:
    """Cho xem FILE (.xlsx, .xls, .csv) sẽ được đọc thế nào; không ghi gì cả."""
    book = read_workbook(file.name, read_file(file))
    found = [_read(one, file.name) for one in propose(book, {}, asked=Asked(month=_month(month)))]
    answer(form, {"file": file.name, "tables": [_data(one) for one in found]}, _text(file.name, found))


def _month(text: str | None) -> tuple[int, int] | None:
    if not text:
        return None
    month, _, year = text.partition("/")
    if not (month.isdigit() and year.isdigit() and 1 <= int(month) <= 12 and len(year) == 4):
        raise NotAMonth(month=text)
    return int(year), int(month)


def _read(one: Proposal, name: str) -> _Table:
    """Read as the page reads it. Without a catalogue no line has a target: each stands for itself."""
    lines = tuple(line if line.match.code else line._replace(match=_by_itself(line)) for line in one.lines)
    taken = replace(one, lines=lines)
    drawn = draw(taken, Ground("", date.min, "", name, {}, {}))
    told = everything_told(taken, drawn, compare(drawn, Known(())), Known(()))
    figures = {(figure.line.row, figure.column.index): figure for figure in drawn.figures}
    return _Table(one, figures, (*one.told, *drawn.told, *told))


def _by_itself(line: Line) -> Match:
    return Match(f"row-{line.row}", 0, "") if line.label or line.code else line.match


def _data(table: _Table) -> dict[str, Any]:
    one = table.proposal
    return {
        "sheet": one.sheet.name,
        "number": one.number,
        "kind": one.kind.code if one.kind else "",
        "month": f"{one.month[0]}-{one.month[1]:02d}" if one.month else "",
        "unit": one.unit,
        "title": list(one.table.title),
        "columns": [
            {
                "column": column.letters,
                "heading": column.heading,
                "meaning": column.meaning,
                "score": column.guess.score,
                "reason": column.guess.reason,
            }
            for column in one.columns
        ],
        "rows": [_row(table, line) for line in one.lines],
        "told": [told.as_dict() | {"weight": told.weight} for told in table.told],
    }


def _row(table: _Table, line: Line) -> dict[str, Any]:
    figures = [column for column in table.proposal.columns if column.meaning in MEANINGS]
    return {
        "row": line.row + 1,
        "label": line.label,
        "code": line.code,
        "figures": {column.meaning: _figure(table, line, column) for column in figures},
    }


def _figure(table: _Table, line: Line, column: Column) -> dict[str, Any]:
    read = read_figure(table.proposal.sheet.at(line.row, column.index))
    value = _recorded(table, line, column)
    found: dict[str, Any] = {"cell": address(line.row, column.index), "value": value}
    return found | {name: value for name, value in (("doubt", read.doubt), ("other", read.other)) if value}


def _recorded(table: _Table, line: Line, column: Column) -> Decimal | None:
    """What would stand in the ledger: a change as an index, a number in the sheet's own way of writing. Of a table whose
    kind or month is not known yet nothing would, so the cell is shown as it stands."""
    if table.proposal.kind is None or table.proposal.month is None:
        return read_figure(table.proposal.sheet.at(line.row, column.index)).value
    figure = table.figures.get((line.row, column.index))
    return figure.value if figure else None


def _text(name: str, found: list[_Table]) -> str:
    if not found:
        return f"{name}: không thấy bảng số liệu nào."
    return "\n\n".join("\n".join(_lines(one)) for one in found)


def _lines(table: _Table) -> list[str]:
    one = table.proposal
    kind = one.kind.name if one.kind else "chưa rõ loại bảng"
    month = f"tháng {one.month[1]}/{one.month[0]}" if one.month else "chưa rõ tháng"
    lines = [f"Trang tính «{one.sheet.name}», bảng {one.number}: {kind}, {month}, {len(one.lines)} dòng"]
    for column in one.columns:
        named = MEANINGS.get(column.meaning) or ROLES.get(column.meaning) or ""
        if column.meaning == IGNORED:
            continue
        sure = "chắc chắn" if column.guess.score >= SURE else "có lẽ"
        says = f"{named} ({sure}: {column.guess.reason})" if named else f"chưa rõ ({column.guess.reason})"
        lines.append(f"  {column.letters}  {column.heading or '–'}  →  {says}")
    lines += [f"  {_WEIGHTS[told.weight]}  {told.code}  {told.message}" for told in table.told]
    shown = [column for column in one.columns if column.meaning in MEANINGS]
    for line in one.lines[:5]:
        values = (_recorded(table, line, column) for column in shown)
        cells = " · ".join("–" if value is None else written(value) for value in values)
        lines.append(f"  {line.row + 1}: {line.label}: {cells}")
    if len(one.lines) > 5:
        lines.append(f"  … và {len(one.lines) - 5} dòng nữa (--format json để xem hết)")
    return lines


_WEIGHTS = {"stop": "Phải trả lời", "ask": "Cần xem", "note": "Để biết"}
