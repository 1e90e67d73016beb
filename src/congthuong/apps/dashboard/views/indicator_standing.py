"""An indicator in the report's period: what was done, beside the same period of last year, the plan and the forecast."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from congthuong.apps.dashboard.views.indicators import known_then
from congthuong.apps.dashboard.views.reports import list_url
from congthuong.core.compose.figures import figure_of
from congthuong.core.compose.handles import Desk
from congthuong.core.document.figures_words import BASIS_NAMES
from congthuong.core.ledger import compare
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.known import Known
from congthuong.core.ledger.model import Indicator
from congthuong.core.quantities import Period

WORKED_OUT = ("formula", "cumulation", "territory", "count", "sum")


@dataclass(frozen=True, slots=True)
class Standing:
    """`told` are labels with what is printed; `steps` the arithmetic where nobody stated the value; `rows` the address
    of the list that was counted."""

    period: str
    told: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]
    rows: str


def standing_of(what: Indicator, desk: Desk | None) -> Standing | None:
    """None where the report's period tells nothing of the indicator."""
    known = known_then(what, desk)
    if desk is None or known is None:
        return None
    book, period = desk.book, desk.period_for(what)
    steps = known.steps if known.how in WORKED_OUT else ()
    told = tuple(_told(book, known, period))
    return Standing(period.full_name, told, steps, list_url(known.register, known.opens))


def _told(book: Book, known: Known, period: Period) -> Iterator[tuple[str, str]]:
    yield _(BASIS_NAMES.get(known.basis) or "thực hiện"), _text(book, known)
    before, plan = compare.same_period(book, known), compare.plan_of_year(book, known)
    year = period.whole_year()
    beside = (
        (before.period.full_name if before.period else "", before),
        (_("so cùng kỳ"), compare.change(book, known, before, "so-cung-ky")),
        (_("kế hoạch %(year)s") % {"year": year.name}, plan),
        (_("đạt kế hoạch"), compare.attainment(known, plan)),
    )
    for label, one in beside:
        if one.value is not None:
            yield label, _text(book, one)
    forecast = book.know(known.indicator, known.place, year, "forecast", known.items)
    if forecast.value is not None and forecast.ref != known.ref:
        yield _("dự ước %(year)s") % {"year": year.name}, _text(book, forecast)


def _text(book: Book, known: Known) -> str:
    return figure_of(book, known).text
