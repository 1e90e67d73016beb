"""What a workbook would change in a return: compared with what stands there now and with what its sender had seen."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import Return, WorkbookUpload
from congthuong.apps.collection.problems import CellLocked
from congthuong.apps.collection.queries.sheets import editable_cells, form_of_return, typed_of
from congthuong.apps.collection.queries.shown import shown_for
from congthuong.apps.collection.queries.workbooks import Standing, head_for, standing_cells, values_at
from congthuong.core.forms.cells import cell_text
from congthuong.core.forms.model import Cell, Form
from congthuong.core.forms.rules import Finding, evaluate
from congthuong.core.forms.workbook.reading import FileCell, FileRead, read_filled
from congthuong.core.problems import Problem
from congthuong.web.moments import write_moment

ChangeState = Literal["change", "conflict"]


class Change(NamedTuple):
    """One cell that the file has otherwise than the return. `base` is the revision that stands there now.

    "conflict": somebody else changed it after the file was downloaded; `by` and `when` say who and when.
    """

    row: str
    column: str
    label: str
    heading: str
    unit: str
    at: str
    old: str | None
    new: str | None
    text: str
    base: int
    state: ChangeState = "change"
    by: str = ""
    when: str = ""

    @property
    def cell(self) -> Cell:
        return self.row, self.column

    @property
    def old_text(self) -> str:
        return cell_text(_decimal(self.old))

    @property
    def new_text(self) -> str:
        return cell_text(_decimal(self.new))

    @property
    def new_value(self) -> Decimal | None:
        return _decimal(self.new)


@dataclass(frozen=True, slots=True)
class Told:
    """A problem or a question as it was told: code, sentence, place."""

    code: str
    message: str
    sheet: str = ""
    row: str = ""
    column: str = ""


@dataclass(frozen=True)
class Preview:
    """What accepting the file would do. `unchanged` counts the cells that are as they were."""

    changes: tuple[Change, ...]
    problems: tuple[Told, ...]
    questions: tuple[Told, ...]
    unchanged: int

    @property
    def conflicts(self) -> tuple[Change, ...]:
        return tuple(one for one in self.changes if one.state == "conflict")

    @property
    def plain(self) -> tuple[Change, ...]:
        return tuple(one for one in self.changes if one.state == "change")


def upload_for(user: User, ret: Return) -> WorkbookUpload | None:
    """The person's file for the return that is being looked at."""
    rows = WorkbookUpload.objects.filter(ret=ret, by=user, state=WorkbookUpload.State.OPEN)
    return rows.first()


def preview_for(ret: Return, name: str, data: bytes) -> Preview:
    """Reads the file and compares it. Raises what `read_filled` raises."""
    form = form_of_return(ret)
    read = read_filled(form, head_for(ret, form), name, data)
    comparing = _Comparing(ret, form, read)
    changes = tuple(comparing.changes())
    problems = tuple(map(told, (*comparing.locked, *read.problems)))
    return Preview(changes, problems, tuple(map(told, read.questions)), comparing.unchanged)


def hard_after(ret: Return, preview: Preview, *, mine: bool = False) -> tuple[Finding, ...]:
    """What would be against a rule that stops handing in, were the file accepted; as the grid would say it."""
    form = form_of_return(ret)
    shown = shown_for(ret, form)
    values = {cell: one.value for cell, one in typed_of(ret).items()}
    values |= {one.cell: one.new_value for one in (preview.changes if mine else preview.plain)}
    return evaluate(form, values, shown.values, shown.references).hard


def key_start(sha256: str) -> str:
    """What the keys of all changes that come from this file begin with."""
    return f"tep:{sha256[:32]}:"


class _Comparing:
    def __init__(self, ret: Return, form: Form, read: FileRead) -> None:
        self.ret, self.form, self.read = ret, form, read
        self.now = standing_cells(ret)
        self.editable = editable_cells(ret, form)
        self.locked: list[Problem] = []
        self.unchanged = 0

    def changes(self) -> Iterator[Change]:
        differing = {cell: one for cell, one in self.read.cells.items() if self._differs(cell, one)}
        self.unchanged = len(self.read.cells) - len(differing)
        seen = self._seen_values(differing)
        for cell, one in differing.items():
            moved = one.seen is not None and one.seen != self._revision(cell)
            if moved and self._untouched(cell, one, seen):
                self.unchanged += 1
            elif cell not in self.editable:
                place = f"Trang tính «{self.read.sheet}», ô {one.at}: {self.form.label(cell)}"
                self.locked.append(CellLocked(place=place, why="ô này không được mở lại để điều chỉnh"))
            else:
                yield self._change(cell, one, self._is_conflict(cell, moved))

    def _differs(self, cell: Cell, one: FileCell) -> bool:
        """As figures: a spreadsheet does not keep the zeros at a number's end."""
        standing = self.now.get(cell)
        return one.value != (standing.value if standing else None)

    def _revision(self, cell: Cell) -> int:
        standing = self.now.get(cell)
        return standing.revision if standing else 0

    def _is_conflict(self, cell: Cell, moved: bool) -> bool:
        """Where nothing was, nobody's figure is lost."""
        standing = self.now.get(cell)
        return moved and standing is not None

    def _seen_values(self, differing: Mapping[Cell, FileCell]) -> dict[Cell, Decimal | None]:
        asked = {
            cell: one.seen for cell, one in differing.items() if one.seen and one.seen != self._revision(cell)
        }
        return values_at(self.ret, asked)

    def _untouched(self, cell: Cell, one: FileCell, seen: Mapping[Cell, Decimal | None]) -> bool:
        """The sender left it as it was downloaded; only others changed it since."""
        if one.seen == 0:
            return one.value is None
        return cell in seen and seen[cell] == one.value

    def _change(self, cell: Cell, one: FileCell, conflict: bool) -> Change:
        standing: Standing | None = self.now.get(cell)
        row, column = self.form.rows[cell[0]], self.form.by_column[cell[1]]
        when = write_moment(standing.at) if conflict and standing else ""
        return Change(
            row=row.code,
            column=column.code,
            label=row.label,
            heading=column.name,
            unit=(column.unit or row.unit).symbol,
            at=one.at,
            old=_plain(standing.value if standing else None),
            new=_plain(one.value),
            text=one.text,
            base=standing.revision if standing else 0,
            state="conflict" if conflict else "change",
            by=standing.by if conflict and standing else "",
            when=when,
        )


def told(problem: Problem) -> Told:
    fields = {name: str(problem.fields.get(name, "")) for name in ("sheet", "row", "column")}
    return Told(problem.code, problem.message, **fields)


def packed(preview: Preview) -> bytes:
    """The preview as it is kept."""
    data = {
        "changes": preview.changes,
        "problems": [asdict(one) for one in preview.problems],
        "questions": [asdict(one) for one in preview.questions],
        "unchanged": preview.unchanged,
    }
    return zlib.compress(json.dumps(data, ensure_ascii=False).encode(), 1)


def unpacked(content: bytes | memoryview[int]) -> Preview:
    data: dict[str, Any] = json.loads(zlib.decompress(bytes(content)))
    return Preview(
        tuple(Change(*one) for one in data["changes"]),
        tuple(Told(**one) for one in data["problems"]),
        tuple(Told(**one) for one in data["questions"]),
        data["unchanged"],
    )


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
