"""What a return shows from the ledger beside its own cells: same period, previous period, plan, cumulated before.

The ledger's book answers, so that a unit made by a merger sees the sum of the units it was made from, with a note
that says so. A respondent's own figures are found by the respondent, wherever it stood at the time.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from threading import Lock
from typing import Final

from congthuong.apps.catalogue import queries as catalogue
from congthuong.apps.collection.models import Return
from congthuong.apps.collection.queries.forms import definition_of
from congthuong.apps.collection.queries.formulas import with_inputs
from congthuong.apps.collection.queries.reading import ledger_state
from congthuong.apps.collection.records import period_of, speaker_items
from congthuong.apps.ledger import queries as ledger
from congthuong.apps.ledger.records import items_text
from congthuong.core.forms.checking import references_of
from congthuong.core.forms.figures import column_period, cumulated_before
from congthuong.core.forms.model import Cell, Column, Form, Values
from congthuong.core.ledger.book import Book, Known
from congthuong.core.ledger.model import Basis, Dataset, Items
from congthuong.core.quantities import Period


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A figure from the ledger; `note` says where it is from when that is not plain."""

    value: Decimal | None
    ref: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    cells: Mapping[Cell, ShownCell]
    references: Mapping[str, Decimal | None]

    @property
    def values(self) -> Values:
        return {cell: one.value for cell, one in self.cells.items()}


NOTHING_SHOWN: Final = Shown({}, {})
MOST_KEPT, LARGEST_KEPT = 512, 4000
_kept: OrderedDict[Hashable, Shown] = OrderedDict()
_lock = Lock()


def shown_for(ret: Return, form: Form) -> Shown:
    """Everything that the form shows from the ledger for this return, as known today.

    Kept by the process as long as neither the ledger grew nor the catalogue changed: it is asked at every look at the
    page, and changes when somebody's figures are approved.
    """
    if not any(map(_asks_ledger, form.columns)) and not references_of(form):
        return NOTHING_SHOWN
    opened = ret.round
    if form is not definition_of(opened.version):  # one that is only tried
        return _read(ret, form)
    state = ret.last.ledger if ret.last else ledger_state()
    key = (ret.pk, ret.organisation_id, ret.place, opened.opened_at, opened.version.sha256, state)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    shown = _read(ret, form)
    if len(form.cells) <= LARGEST_KEPT:
        with _lock:
            _kept[key] = shown
            while len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
    return shown


def _read(ret: Return, form: Form) -> Shown:
    """A fixed number of queries."""
    columns = [column for column in form.columns if _asks_ledger(column)]
    references = references_of(form)
    wanted = {row.indicator for row in form if row.indicator} if columns else set()
    if not wanted and not references:
        return Shown({}, {})
    period = period_of(ret)
    extra = speaker_items(form, ret.organisation_id)
    book = _book(ret, form, wanted, references, extra)
    cells = {
        (row.code, column.code): _shown(book, ret, form, (row.code, column.code), period, extra)
        for row in form
        for column in columns
        if row.indicator in book.indicators
    }
    known = {name: _reference(book, name, ret, period) for name in references if name in book.indicators}
    return Shown(cells, known)


def _asks_ledger(column: Column) -> bool:
    return column.mode == "shown" or (column.kind == "cumulated" and column.mode == "computed")


def _book(ret: Return, form: Form, wanted: set[str], references: Iterable[str], extra: Items) -> Book:
    indicators = catalogue.indicators()
    needed = with_inputs({*wanted, *references}, {one.code: one for one in indicators})
    breakdowns = {items_text(tuple(sorted((*form.items(cell), *extra)))) for cell in form.cells}
    observations = ledger.observations_as_of(
        indicators=needed,
        items=breakdowns | {""} if extra else None,
        begun_from=date(ret.round.period_first.year - 2, 12, 1),
    )
    if extra:
        observations = tuple(
            replace(one, place=ret.place) if extra[0] in one.items else one for one in observations
        )
    dataset = Dataset(
        report={"place": ret.place},
        templates={},
        indicators=indicators,
        codelists=catalogue.codelists(),
        observations=observations,
        registers=(),
        rows=(),
        documents=(),
        # Who reports for itself is the same respondent before and after a merger of places.
        places=() if extra else catalogue.places(),
        place_changes=() if extra else catalogue.place_changes(),
    )
    return Book(dataset, date.max)


def _shown(book: Book, ret: Return, form: Form, cell: Cell, period: Period, extra: Items) -> ShownCell:
    row, column = form.rows[cell[0]], form.by_column[cell[1]]
    items = tuple(sorted((*form.items(cell), *extra)))
    when: Period | None = column_period(column, period)
    if column.kind == "cumulated" and column.mode == "computed":
        when = cumulated_before(period)
        if when is None:
            return ShownCell(Decimal(0))
    assert when is not None
    basis: Basis | None = "plan" if column.kind == "plan" else None
    known = book.know(row.indicator, ret.place, when, basis, items, territory=period.last)
    said = known.in_unit(form.unit(cell), form.decimals(cell))
    # Under every figure of a cumulated column the note would only repeat the heading.
    said_above = column.kind == "cumulated" and known.how == "cumulation"
    return ShownCell(said.value, known.ref, "" if said_above else _note(book, known, when))


def _note(book: Book, known: Known, when: Period) -> str:
    if known.how == "territory":
        parts = " + ".join(
            f"{book.place_name(part.place, when.last)} {part.printed()}" for part in known.inputs
        )
        missing = "" if known.value is not None else " (chưa đủ số liệu)"
        return f"Cộng các đơn vị cũ trước sắp xếp: {parts}{missing}"
    if known.value is None:
        return ""
    if known.observation is not None and known.observation.status == "estimate":
        return f"Số ước tính: {known.source}"
    return {"cumulation": "Cộng dồn các kỳ", "formula": "Tính theo công thức"}.get(known.how, "")


def _reference(book: Book, name: str, ret: Return, period: Period) -> Decimal | None:
    what = book.indicators[name]
    own = period.as_management() if what.calendar == "management" else period.as_statistical()
    return book.know(name, ret.place, own).in_unit(what.unit, what.decimals).value
