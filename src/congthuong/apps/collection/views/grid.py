"""The grid of a return as HTML, assembled in one pass: a template asked about every cell took most of the page's time.

What does not change with the figures (labels, names, addresses of cells) is made once for a form's version and kept
with it. Everything is markup that escapes what is put into it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from congthuong.apps.collection.queries.pages_formulas import cell_name
from congthuong.apps.collection.queries.pages_sheet import CellData, label_of
from congthuong.apps.collection.queries.sheets import Sheet, SheetCell
from congthuong.core.forms.model import Cell, Column, Form, FormRow

OPEN = Markup(
    '<div class="scroll sheet-scroll" role="region" tabindex="0" aria-label="%s"><table class="sheet">'
    '<thead><tr><th scope="col" class="label">%s</th><th scope="col" class="unit-col">%s</th>%s</tr></thead>'
)
CLOSE = Markup("</table></div>")
HEADING = Markup('<th scope="col" class="num">%s%s</th>')
NUMBER = Markup('<span class="under">(%s)</span>')
SECTION = Markup('<tr class="section"><th scope="rowgroup" colspan="%d"><span>%s</span></th></tr>')
ROW = Markup('<tr class="line level-%d%s"><th scope="row" class="label">%s</th><td class="unit-col">%s</td>')
TYPED = Markup(
    '" data-cell="%(key)s" data-name="%(column)s"><input id="%(id)s" name="o.%(name)s" aria-label="%(label)s" '
    'inputmode="%(keys)s"%(must)s maxlength="100" autocomplete="off" spellcheck="false" value="'
)
WAS = Markup('"><input type="hidden" name="cu.%(name)s" value="')
SEEN = Markup('"><input type="hidden" name="lan.%(name)s" value="')
STILL = Markup('<td id="%(id)s" class="cell still%(shown)s')
STILL_NAME = Markup('" data-cell="%(key)s" data-name="%(column)s"')
NOTE = Markup('<span class="under ledger-note">%s</span>')
APPROVED = Markup('<span class="under approved" id="%s">%s</span>')
DESCRIBED = Markup('" data-approved="%(id)s" aria-describedby="%(id)s')
NONE = Markup('<span class="none" aria-label="%s">–</span>')
CELL, INVALID, END = Markup('<td class="cell'), Markup('" aria-invalid="true'), Markup('">')
VALUE, AFTER, CELL_END = Markup('><span class="value">'), Markup("</span>"), Markup("</td>")
TITLE = Markup(' title="%s"')
MARKS: Mapping[str, Markup] = {"": Markup(""), "hard": Markup(" hard"), "soft": Markup(" soft")}
MUST, STAR = Markup(' aria-required="true"'), Markup('<span class="must" aria-hidden="true"> *</span>')
NOTED, PLAIN = Markup(" noted"), Markup("")
NONE_APPROVED: Mapping[Cell, str] = {}


@dataclass(frozen=True, slots=True)
class CellParts:
    """What stands around a cell's figure."""

    cell: Cell
    name: str
    shown: bool
    typed: Markup
    was: Markup
    seen: Markup
    still: Markup
    still_name: Markup


@dataclass(frozen=True, slots=True)
class RowParts:
    open: Markup
    cells: tuple[CellParts, ...]


def grid_html(
    sheet: Sheet, told: Mapping[str, CellData], approved: Mapping[Cell, str] = NONE_APPROVED
) -> Markup:
    """`told`: what the script is told of each cell, its text included (cells_data); `approved`: what was approved in the
    cells that were re-opened, which stands beside the new value."""
    # Every piece is Markup: what was put in is escaped.
    return Markup("".join(_pieces(sheet, told, approved)))  # noqa: S704


def _pieces(sheet: Sheet, told: Mapping[str, CellData], approved: Mapping[Cell, str]) -> Iterator[Markup]:
    form = sheet.form
    rows = _rows(form)
    yield OPEN % (form.name, _("Chỉ tiêu"), _("Đơn vị"), Markup("").join(map(_heading, form.columns)))
    none = NONE % _("không có")
    for section in form.sections:
        yield Markup('<tbody lang="vi">')
        if len(form.sections) > 1:
            yield SECTION % (len(form.columns) + 2, section.name)
        for row in section.rows:
            parts = rows[row.code]
            yield parts.open
            for one in parts.cells:
                own, said = sheet.cells[one.cell], told[one.name]
                text, mark = said.get("s", ""), MARKS[said.get("m", "")]
                before = _approved(one, approved[one.cell]) if one.cell in approved else PLAIN
                yield from (
                    _typed(one, own, text, mark, before)
                    if own.editable and sheet.may_fill
                    else _still(one, own, text, mark, none)
                )
                yield from (before, CELL_END)
            yield Markup("</tr>")
        yield Markup("</tbody>")
    yield CLOSE


def _approved(one: CellParts, text: str) -> Markup:
    return APPROVED % (_approved_id(one), _("đã duyệt: %(value)s") % {"value": text or "–"})


def _approved_id(one: CellParts) -> str:
    return "d-" + "-".join(one.cell)


def _typed(one: CellParts, own: SheetCell, text: str, mark: Markup, before: Markup) -> Iterator[Markup]:
    said = escape(text)
    yield from (CELL, mark, NOTED if own.notes else PLAIN, one.typed, said, INVALID if mark else PLAIN)
    if before:
        yield DESCRIBED % {"id": _approved_id(one)}
    yield from (one.was, said, one.seen, escape(own.revision), END)


def _still(one: CellParts, own: SheetCell, text: str, mark: Markup, none: Markup) -> Iterator[Markup]:
    yield from (one.still, mark, NOTED if own.notes else PLAIN, one.still_name)
    if own.note:
        yield TITLE % own.note
    yield from (VALUE, escape(text) if text or not one.shown else none, AFTER)
    if own.note:
        yield NOTE % own.note


def _rows(form: Form) -> dict[str, RowParts]:
    """Kept on the form's value, which a process reads once (queries/forms.py)."""
    kept: dict[str, RowParts] | None = vars(form).get("_grid_rows")
    if kept is None:
        kept = vars(form)["_grid_rows"] = {row.code: _row_parts(form, row) for row in form}
    return kept


def _row_parts(form: Form, row: FormRow) -> RowParts:
    total = " total" if row.total else ""
    cells = tuple(_cell_parts(form, (row.code, column.code)) for column in form.columns)
    label = escape(row.label) + STAR if row.required and not row.total else escape(row.label)
    return RowParts(ROW % (row.level, total, label, row.unit.symbol), cells)


def _named(column: Column) -> str:
    """With the unit where it is the column's own: a row's unit does not hold there."""
    return f"{column.name} ({column.unit.symbol})" if column.unit and column.unit.symbol else column.name


def _cell_parts(form: Form, cell: Cell) -> CellParts:
    column = form.by_column[cell[1]]
    shown = column.mode == "shown"
    row = form.rows[cell[0]]
    words = {
        # A telephone's keys for decimals have no minus sign.
        "keys": "text" if row.sign == "any" else "decimal",
        "must": MUST if row.required else PLAIN,
        "id": "o-" + "-".join(cell),
        "key": cell_name(cell),
        "name": ".".join(cell),
        "column": _named(column),
        "label": label_of(form, cell),
        "shown": " shown" if shown else "",
    }
    return CellParts(
        cell,
        cell_name(cell),
        shown,
        TYPED % words,
        WAS % words,
        SEEN % words,
        STILL % words,
        STILL_NAME % words,
    )


def _heading(column: Column) -> Markup:
    return HEADING % (_named(column), NUMBER % column.number if column.number else PLAIN)
