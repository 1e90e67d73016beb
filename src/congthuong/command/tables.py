"""`congthuong tables`: tables that other agencies send."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from congthuong.command.files import read_file
from congthuong.command.speaking import answer, format_option, says_problems
from congthuong.core.intake.cells import address
from congthuong.core.intake.figures import read_figure, written
from congthuong.core.intake.headings import IGNORED, MEANINGS, ROLES, SURE
from congthuong.core.intake.proposing import Asked, Column, Line, Proposal, propose
from congthuong.core.intake.workbook import read_workbook
from congthuong.core.problems import Problem


class NotAMonth(Problem):
    code = "CT-509"
    text = "«{month}» không phải tháng. Hãy viết như 8/2026."


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
    found = propose(book, {}, asked=Asked(month=_month(month)))
    answer(form, {"file": file.name, "tables": [_data(one) for one in found]}, _text(file.name, found))


def _month(text: str | None) -> tuple[int, int] | None:
    if not text:
        return None
    month, _, year = text.partition("/")
    if not (month.isdigit() and year.isdigit() and 1 <= int(month) <= 12 and len(year) == 4):
        raise NotAMonth(month=text)
    return int(year), int(month)


def _data(one: Proposal) -> dict[str, Any]:
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
        "rows": [_row(one, line) for line in one.lines],
        "told": [told.as_dict() | {"weight": told.weight} for told in one.told],
    }


def _row(one: Proposal, line: Line) -> dict[str, Any]:
    figures = [column for column in one.columns if column.meaning in MEANINGS]
    return {
        "row": line.row + 1,
        "label": line.label,
        "code": line.code,
        "figures": {column.meaning: _figure(one, line, column) for column in figures},
    }


def _figure(one: Proposal, line: Line, column: Column) -> dict[str, Any]:
    read = read_figure(one.sheet.at(line.row, column.index))
    found: dict[str, Any] = {"cell": address(line.row, column.index), "value": read.value}
    return found | {name: value for name, value in (("doubt", read.doubt), ("other", read.other)) if value}


def _text(name: str, found: list[Proposal]) -> str:
    if not found:
        return f"{name}: không thấy bảng số liệu nào."
    return "\n\n".join("\n".join(_lines(one)) for one in found)


def _lines(one: Proposal) -> list[str]:
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
    lines += [f"  {told.code}  {told.message}" for told in one.told]
    shown = [column for column in one.columns if column.meaning in MEANINGS]
    for line in one.lines[:5]:
        cells = (read_figure(one.sheet.at(line.row, column.index)).value for column in shown)
        lines.append(
            f"  {line.row + 1}: {line.label}: "
            + " · ".join("–" if cell is None else written(cell) for cell in cells)
        )
    if len(one.lines) > 5:
        lines.append(f"  … và {len(one.lines) - 5} dòng nữa (--format json để xem hết)")
    return lines
