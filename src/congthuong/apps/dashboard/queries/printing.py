"""Which reports print a figure that an approval changes, and what they would print with it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import islice

from django.urls import reverse

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.catalogue import queries as catalogue
from congthuong.apps.collection.printed import MOST, LedgerChange, PrintedFigure, PrintedIn
from congthuong.apps.collection.queries.formulas import dependents_of
from congthuong.apps.dashboard.queries.composed import report_at_hand
from congthuong.apps.dashboard.queries.kept import mark
from congthuong.apps.reports.models import ReportDefinition
from congthuong.apps.reports.queries import book_for, dataset_to_ask, definition_of
from congthuong.core.compose.report import Definition, compose_report
from congthuong.core.document import figures_words as words
from congthuong.core.document.figures_index import FigureIndex
from congthuong.core.document.model import Figure
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.model import Dataset
from congthuong.core.problems import Problem, Problems, problems_in
from congthuong.web import clock

HOW_KNOWN = frozenset(("actual", "estimate", "forecast", "missing", "formula", "luy-ke", "dia-ban-cu"))
"""What in the id of a figure says how firmly it is known or what it was worked out from (core/ledger/answers.py): the
same figure has another once returns come in. A plan is another figure."""


def reports_that_print(change: LedgerChange, user: object) -> Iterator[PrintedIn]:
    """The latest reports that name what changes are composed as known today, with the change and without it: whatever
    is printed otherwise is told, sums, rates and counts too, beside what the report prints as of its own day.

    Nothing that is composed here is kept: what other pages keep would go for it. A report that cannot be composed is
    told with its reason, since its faults must not keep anybody from approving.
    """
    if not isinstance(user, User) or not may(user, "reports.view"):
        return
    begin = min(one.period.first for one in change.news)
    rows = ReportDefinition.objects.filter(as_of__gte=begin).order_by("-as_of", "code")
    names = _names_of(change)
    state, today = mark(), _Today(change)
    for row in islice((one for one in rows if names.search(_text_of(one))), MOST):
        address = reverse("report", args=[row.code])
        told = PrintedIn(row.heading, row.as_of, address, f"{address}{_as_of_today()}", ())
        try:
            figures = tuple(_moved(state, row, today))
        except (Problem, Problems) as trouble:
            yield replace(told, trouble=problems_in(trouble)[0].message)
        else:
            if figures:
                yield replace(told, figures=figures)


def _names_of(change: LedgerChange) -> re.Pattern[str]:
    """Finds in a report's text what it may rest on the change by: a template asks for an indicator by its code or by
    that of its group, and one that is worked out from it by its own."""
    indicators = catalogue.indicators()
    stated = {one.indicator for one in change.news}
    moved = stated | set(dependents_of(stated, indicators))
    groups = {group for one in indicators if one.code in moved for group in one.groups}
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(moved | groups)))})(?!\w)")


def _text_of(row: ReportDefinition) -> str:
    return json.dumps([row.settings, row.templates], ensure_ascii=False)


@dataclass(frozen=True)
class _Today:
    """What is known today, read once for all reports."""

    change: LedgerChange

    def indexes(self, definition: Definition) -> tuple[FigureIndex, FigureIndex]:
        """The figures of the report before the change and after it."""
        held = replace(self._dataset, report=definition.settings, templates=definition.templates)
        keys = {one.key for one in self.change.news}
        rest = (one for one in held.observations if one.key not in keys)
        stated = self.change.before if self.change.done else self.change.news
        other = replace(held, observations=(*rest, *stated))
        first, second = (other, held) if self.change.done else (held, other)
        return _index(first, definition), _index(second, definition)

    @cached_property
    def _dataset(self) -> Dataset:
        read = dataset_to_ask(Definition({}), clock.today())
        rows = read.unread
        return read if rows is None else replace(read, unread=cache(lambda register: tuple(rows(register))))


def _index(dataset: Dataset, definition: Definition) -> FigureIndex:
    return FigureIndex.of(compose_report(Book(dataset, clock.today()), definition).document)


def _moved(state: str, row: ReportDefinition, today: _Today) -> Iterator[PrintedFigure]:
    """Raises what composing raises."""
    definition = definition_of(row)
    before, after = map(_printed, today.indexes(definition))
    if [(one.id, one.text) for one in before] == [(one.id, one.text) for one in after]:
        return
    olds, news, there = _lined_up(before, after, _printed(_own(state, row, definition)))
    for key in dict.fromkeys((*news, *olds)):
        old, new = olds.get(key), news.get(key)
        if old is not None and new is not None and old.text == new.text:
            continue
        named = new or old
        if named is not None:
            # Before the approval there is no page of the new figure yet, only that of the one that stands.
            shown = new if today.change.done else old
            address = f"{reverse('figure', args=[row.code, shown.id])}{_as_of_today()}" if shown else ""
            yield PrintedFigure(_name(named), _text(there.get(key)), _text(new), address)


def _own(state: str, row: ReportDefinition, definition: Definition) -> FigureIndex:
    """The report's figures as of its own day."""
    opened = report_at_hand(state, row.code)
    if opened is not None:
        return opened.index
    return FigureIndex.of(compose_report(book_for(definition), definition).document)


def _printed(index: FigureIndex) -> list[Figure]:
    return [figure for name, figure in index.figures.items() if name in index.printed]


def _lined_up(*printed: Iterable[Figure]) -> list[dict[str, Figure]]:
    """The same figure under the same key, also where an estimate has become what was reported. Where a report prints
    both, say an estimate beside the forecast, what all of them print goes by its id: neither may hide the other. What is
    then left over alone is the one that became another."""
    keyed = [[(figure_key(one.id), one) for one in some] for some in printed]
    shared = {key for some in keyed for key, count in Counter(key for key, _ in some).items() if count > 1}
    everywhere = set.intersection(*({one.id for _, one in some} for some in keyed))
    left = [Counter(key for key, one in some if one.id not in everywhere) for some in keyed]
    alone = {key for key in shared if all(one[key] <= 1 for one in left)}

    def own(key: str, one: Figure) -> bool:
        return key in shared and (one.id in everywhere or key not in alone)

    return [{one.id if own(key, one) else key: one for key, one in some} for some in keyed]


def figure_key(figure_id: str) -> str:
    """The id without what `HOW_KNOWN`: the same for an estimate and for what was reported since."""
    value, mark_of_unit, unit = figure_id.partition("@")
    return ".".join(part for part in value.split(".") if part not in HOW_KNOWN) + mark_of_unit + unit


def _name(figure: Figure) -> str:
    """A plan is called one, since it may stand beside what was done."""
    period, planned = figure.origin.period_name, figure.origin.basis == "plan"
    return ", ".join(
        part for part in (words.title(figure), period, words.BASIS_NAMES["plan"] if planned else "") if part
    )


def _text(figure: Figure | None) -> str:
    """As printed, with the unit that a table has in its heading; "" where it prints no such figure."""
    if figure is None:
        return ""
    bare = figure.text[-1:].isdigit() and not figure.text.endswith(figure.unit)
    return words.with_unit(figure.text, figure.unit) if bare else figure.text


def _as_of_today() -> str:
    return f"?ngay={clock.today().isoformat()}"
