"""What a return shows from the ledger beside its own cells: same period, previous period, plan, cumulated before.

The ledger's book answers, so that a unit made by a merger sees the sum of the units it was made from, with a note
that says so. A respondent's own figures are found by the respondent, wherever it stood at the time.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from threading import Lock
from typing import Final

from congthuong.apps.catalogue import queries as catalogue
from congthuong.apps.collection.models import Return
from congthuong.apps.collection.queries.forms import definition_for
from congthuong.apps.collection.queries.formulas import with_inputs
from congthuong.apps.collection.queries.reading import ledger_state
from congthuong.apps.collection.records import period_of, speaker_items
from congthuong.apps.ledger import queries as ledger
from congthuong.apps.ledger.records import items_text
from congthuong.core.forms.checking import references_of
from congthuong.core.forms.figures import column_period, cumulated_before
from congthuong.core.forms.model import Cell, Column, Form, Values
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.known import Known
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
    if form is not definition_for(opened.version, ret.organisation_id):  # one that is only tried
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


def shown_for_many(returns: Sequence[Return], form: Form) -> dict[int, Shown]:
    """return -> what `shown_for` says, for a form that is only tried: the ledger and the catalogue are read once."""
    columns, references = [one for one in form.columns if _asks_ledger(one)], references_of(form)
    wanted = {row.indicator for row in form if row.indicator} if columns else set()
    if not returns or not (wanted or references):
        return {ret.pk: NOTHING_SHOWN for ret in returns}
    speakers = {ret.pk: speaker_items(form, ret.organisation_id) for ret in returns}
    known = _known(form, wanted | set(references), set(speakers.values()), min(map(_begun, returns)))
    books: dict[tuple[str, Items], Book] = {}
    found: dict[int, Shown] = {}
    for ret in returns:
        extra = speakers[ret.pk]
        book = books.get((ret.place, extra)) or _book(ret.place, known, extra)
        books[ret.place, extra] = book
        found[ret.pk] = _shown_in(book, ret, form, columns, references, extra)
    return found


def _read(ret: Return, form: Form) -> Shown:
    """A fixed number of queries."""
    return shown_for_many([ret], form)[ret.pk]


def _shown_in(
    book: Book, ret: Return, form: Form, columns: Sequence[Column], references: Iterable[str], extra: Items
) -> Shown:
    period = period_of(ret)
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


def _begun(ret: Return) -> date:
    """Since when the ledger is asked: the same period of the year before, cumulated."""
    return date(ret.round.period_first.year - 2, 12, 1)


def _known(form: Form, wanted: set[str], speakers: Collection[Items], begun: date) -> Dataset:
    """What the ledger and the catalogue say about these indicators, for whoever speaks."""
    indicators = catalogue.indicators()
    breakdowns = {
        items_text(tuple(sorted((*form.items(cell), *extra)))) for cell in form.cells for extra in speakers
    }
    observations = ledger.observations_as_of(
        indicators=with_inputs(wanted, {one.code: one for one in indicators}),
        items=breakdowns | {""} if any(speakers) else None,
        begun_from=begun,
    )
    return Dataset(
        report={},
        templates={},
        indicators=indicators,
        codelists=catalogue.codelists(),
        observations=observations,
        registers=(),
        rows=(),
        documents=(),
        # Who reports for itself is the same respondent before and after a merger of places.
        places=() if any(speakers) else catalogue.places(),
        place_changes=() if any(speakers) else catalogue.place_changes(),
    )


def _book(place: str, known: Dataset, extra: Items) -> Book:
    """Of a respondent: its own figures, and those that nobody in particular states."""
    observations = known.observations
    if extra:
        observations = tuple(
            replace(one, place=place) if extra[0] in one.items else one
            for one in observations
            if not one.items or extra[0] in one.items
        )
    return Book(replace(known, report={"place": place}, observations=observations), date.max)


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
