"""Which reports print a figure that an approval changes, and what they would print with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.collection.printed import LedgerChange, PrintedFigure, PrintedIn
from congthuong.apps.dashboard.queries.composed import Composed, composed_report
from congthuong.apps.dashboard.queries.kept import mark
from congthuong.apps.reports.models import ReportDefinition
from congthuong.apps.reports.queries import dataset_to_ask
from congthuong.core.compose.report import compose_report
from congthuong.core.document import figures_words as words
from congthuong.core.document.figures_index import FigureIndex
from congthuong.core.document.model import Figure
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.model import Observation
from congthuong.web import clock

MISSING = "missing"
"""What stands in the id of a figure that is missing, where its basis would (core/ledger/answers.py)."""


def reports_that_print(change: LedgerChange, user: object) -> Iterator[PrintedIn]:
    """Every report that rests on what changes is composed as known today, with the change and without it: whatever is
    printed otherwise is told, sums, rates and counts too, beside what the report prints as of its own day."""
    if not isinstance(user, User) or not may(user, "reports.view"):
        return
    begin = min(one.period.first for one in change.news)
    state = mark()
    for code in (
        ReportDefinition.objects.filter(as_of__gte=begin)
        .order_by("-as_of", "code")
        .values_list("code", flat=True)
    ):
        own = composed_report(state, code)
        if _rests_on(own, change) and (figures := tuple(_moved(state, own, change))):
            address = reverse("report", args=[code])
            today = f"{address}?ngay={clock.today().isoformat()}"
            name = f"{own.document.kind.capitalize()} {own.period.name}"
            yield PrintedIn(name, own.as_of, address, today, figures)


def _rests_on(report: Composed, change: LedgerChange) -> bool:
    asked = {one.indicator for one in change.news}
    return any(figure.origin.indicator in asked for figure in report.figures.values())


def _moved(state: str, own: Composed, change: LedgerChange) -> Iterator[PrintedFigure]:
    held = _printed(composed_report(state, own.code, clock.today()).index)
    other = _printed(_with(own, change.before if change.done else change.news, change))
    before, after = (other, held) if change.done else (held, other)
    there = _printed(own.index)
    day = f"?ngay={clock.today().isoformat()}"
    for key, figure in after.items():
        old = before.get(key)
        if old is not None and old.text == figure.text:
            continue
        kept = there.get(key, old)
        # Before the approval there is no page of the new figure yet, only that of the one that stands.
        shown = figure if change.done else old
        address = reverse("figure", args=[own.code, shown.id]) + day if shown else ""
        yield PrintedFigure(_name(figure), kept.text if kept else "", figure.text, address)


def _with(own: Composed, stated: tuple[Observation, ...], change: LedgerChange) -> FigureIndex:
    """The report as known today, were this what the ledger states under the keys that change."""
    dataset = dataset_to_ask(own.definition, clock.today())
    keys = {one.key for one in change.news}
    rest = tuple(one for one in dataset.observations if one.key not in keys)
    book = Book(replace(dataset, observations=(*rest, *stated)), clock.today())
    return FigureIndex.of(compose_report(book, own.definition).document)


def _printed(index: FigureIndex) -> dict[str, Figure]:
    """By what is printed, whether it is missing, an estimate or what was reported since."""
    return {_key(figure): figure for name, figure in index.figures.items() if name in index.printed}


def _key(figure: Figure) -> str:
    return figure.id.replace(f".{figure.origin.basis or MISSING}", "", 1)


def _name(figure: Figure) -> str:
    period = figure.origin.period_name
    return f"{words.title(figure)}, {period}" if period else words.title(figure)
