"""What a return changes when it is approved: its cells, the ledger's figures, and what is worked out from them.

Which reports print a changed figure is asked above, where reports are known (collection/printed.py): `change` says what
the ledger is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from congthuong.apps.catalogue import queries as catalogue
from congthuong.apps.collection.models import Approval, Return
from congthuong.apps.collection.printed import LedgerChange
from congthuong.apps.collection.queries.formulas import dependents_of, with_inputs
from congthuong.apps.collection.queries.pending import Pending, last_approval, pending_for
from congthuong.apps.collection.queries.sheets import sheet_for
from congthuong.apps.collection.records import values_of
from congthuong.apps.ledger import queries as ledger
from congthuong.apps.ledger.records import observation_record
from congthuong.core.forms.figures import cumulated_to, stated_values
from congthuong.core.forms.model import Cell
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.known import Known
from congthuong.core.ledger.model import (
    RESPONDENTS,
    Basis,
    Dataset,
    Indicator,
    Items,
    Observation,
    ObservationKey,
)
from congthuong.core.quantities import Period
from congthuong.web import clock

Question = tuple[str, str, Period, Basis | None, Items]


@dataclass(frozen=True, slots=True)
class CellEffect:
    """A cell with what was approved and what stands there now, side by side."""

    cell: Cell
    label: str
    approved: Decimal | None
    now: Decimal | None


@dataclass(frozen=True, slots=True)
class FigureEffect:
    """A figure of the ledger before and after; `stated` tells one that is appended from one that follows."""

    before: Known
    after: Known
    stated: bool

    @property
    def change(self) -> Decimal | None:
        if self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.in_unit(self.after.unit, self.after.decimals).value  # type: ignore[operator]


@dataclass(frozen=True, slots=True)
class Effect:
    cells: tuple[CellEffect, ...]
    figures: tuple[FigureEffect, ...]
    change: LedgerChange


def effect_of_revision(ret: Return) -> Effect:
    """What approving the return as it stands would change; nothing is written."""
    sheet = sheet_for(ret)
    pending = pending_for(ret, sheet.form, sheet.evaluated.values, source="", on=clock.today())
    approval = last_approval(ret)
    approved = values_of(approval.content) if approval else {}
    now = stated_values(sheet.form, sheet.evaluated.values)
    cells = tuple(
        CellEffect(cell, sheet.form.label(cell), approved.get(cell), now.get(cell))
        for cell in sheet.form.cells
        if approved.get(cell) != now.get(cell)
    )
    return Effect(cells, tuple(_figures(ret, pending)), LedgerChange(pending.observations, (), done=False))


def change_of(approval: Approval) -> LedgerChange:
    """What the approval told the ledger, and what stood there before it."""
    if approval.batch is None:
        return LedgerChange((), (), done=True)
    rows = list(approval.batch.observations.select_related("supersedes").order_by("id"))
    before = [row.supersedes for row in rows if row.supersedes is not None]
    return LedgerChange(
        tuple(map(observation_record, rows)), tuple(map(observation_record, before)), done=True
    )


def _figures(ret: Return, pending: Pending) -> Iterator[FigureEffect]:
    news = pending.observations
    if not news:
        return
    indicators = catalogue.indicators()
    dependents = dependents_of({one.indicator for one in news}, indicators)
    before, after = _books(ret, news, indicators, dependents)
    stated = {one.key for one in news}
    seen: set[object] = set()
    for question in _questions(news, indicators, dependents):
        old, new = (book.know(*question) for book in (before, after))
        figure = (new.indicator, new.place, new.period, new.basis, new.items)
        if old.value != new.value and figure not in seen:
            seen.add(figure)
            yield FigureEffect(old, new, _key(question) in stated)


def _books(
    ret: Return, news: tuple[Observation, ...], indicators: tuple[Indicator, ...], dependents: set[str]
) -> tuple[Book, Book]:
    known = ledger.observations_as_of(
        indicators=with_inputs(
            {one.indicator for one in news} | dependents, {one.code: one for one in indicators}
        ),
        places={one.place for one in news},
        begun_from=date(ret.round.period_first.year - 1, 12, 1),
    )
    dataset = Dataset(
        report={"place": ret.place}, templates={}, indicators=indicators, codelists=catalogue.codelists(),
        observations=known, registers=(), rows=(), documents=(), places=(), place_changes=(),
    )  # fmt: skip
    later = replace(dataset, observations=(*known, *(replace(one, recorded_on=date.max) for one in news)))
    return Book(dataset, date.max), Book(later, date.max)


def _questions(
    news: Iterable[Observation], indicators: tuple[Indicator, ...], dependents: set[str]
) -> Iterator[Question]:
    """The appended figures first, then what is cumulated from them and the indicators worked out from them. What is
    stated up to a period is what would be cumulated to it: both questions have one answer, which is told once."""
    sums = {one.code for one in indicators if one.over_time == "sum"}
    stated = list(news)
    asked: dict[Question, None] = {
        (one.indicator, one.place, one.period, one.basis, one.items): None for one in stated
    }
    for one in stated:
        if one.basis == "plan" or one.period.kind in ("day", "years"):
            continue
        year_to_date = cumulated_to(one.period)
        if one.indicator in sums:
            asked[one.indicator, one.place, year_to_date, None, one.items] = None
        if all(codelist != RESPONDENTS for codelist, _ in one.items):
            for code in sorted(dependents):
                asked[code, one.place, one.period, None, ()] = None
    yield from asked


def _key(question: Question) -> ObservationKey:
    indicator, place, period, basis, items = question
    return (indicator, place, period.code, basis or "", items)
