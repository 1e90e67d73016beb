"""The first page: the targets, what moved most, what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from congthuong.apps.dashboard.bullets import Bullet, bullet
from congthuong.apps.dashboard.queries.composed import Composed
from congthuong.core.compose.figures import figure_of
from congthuong.core.compose.handles import Desk
from congthuong.core.document.model import Figure
from congthuong.core.ledger import compare
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.known import Known
from congthuong.core.ledger.model import Indicator

MOST_TARGETS = 8
MOST_MOVED = 3
BEFORE_THE_TEXT = ("Căn cứ", "Mở đầu")


@dataclass(frozen=True, slots=True)
class Target:
    """One target of the report's period; a figure is None where the indicator has no such thing."""

    code: str
    name: str
    period: str
    done: Figure
    change: Figure | None
    same_period: Figure | None
    plan: Figure | None
    attainment: Figure | None
    forecast: Figure | None
    bullet: Bullet | None


@dataclass(frozen=True, slots=True)
class Movement:
    """A change against the same period: `size` is its figure without the sign, `now` and `before` its bases."""

    figure: Figure
    name: str
    rose: bool
    size: str
    now: Figure
    before: Figure


def targets(report: Composed) -> list[Target]:
    """The indicators that the report tells of first, in the order of its text: by custom those are the
    targets that the province assigned."""
    book = report.book
    desk = Desk(book, report.place, report.period)
    return [_target(desk, book, book.indicators[code]) for code in _told_first(report)]


def _told_first(report: Composed) -> list[str]:
    codes: dict[str, None] = {}
    section = ""
    for one in report.index.occurrences:
        code = one.figure.origin.indicator
        aside = one.place.startswith(("chú thích", *BEFORE_THE_TEXT)) or ", " in one.place
        if not code or aside or code not in report.book.indicators:
            continue
        section = section or one.place
        if one.place != section or len(codes) == MOST_TARGETS:
            break
        codes[code] = None
    return list(codes)


def _target(desk: Desk, book: Book, what: Indicator) -> Target:
    done = book.know(what.code, desk.place, desk.period_for(what))
    year = desk.period_for(what).whole_year()
    plan = compare.plan_of_year(book, done).in_unit(done.unit, done.decimals)
    forecast = book.know(what.code, desk.place, year, "forecast").in_unit(done.unit, done.decimals)
    same = compare.same_period(book, done).in_unit(done.unit, done.decimals)
    measurable = what.kind != "index"
    picture = bullet(done.value, plan.value, forecast.value, same.value) if measurable else None
    return Target(
        code=what.code,
        name=what.name,
        period=desk.period_for(what).name,
        done=figure_of(book, done),
        change=_figure(book, compare.change(book, done, same, "so-cung-ky")),
        same_period=_figure(book, same),
        plan=_figure(book, plan),
        attainment=_figure(book, compare.attainment(done, plan)),
        forecast=_figure(book, forecast),
        bullet=picture,
    )


def _figure(book: Book, known: Known) -> Figure | None:
    return None if known.value is None else figure_of(book, known)


def moved_most(report: Composed) -> tuple[list[Movement], list[Movement]]:
    """What rose most and what fell most against the same period, of all that the report compares."""
    own = {report.period.code, report.period.as_management().code}
    changes = [
        figure
        for figure in report.figures.values()
        if figure.id.endswith(".so-cung-ky")
        and figure.origin.period in own
        and figure.unit == "%"
        and figure.value
        and len(figure.origin.inputs) == 2
        and figure.origin.inputs[0].unit != "%"
    ]
    rose = sorted((one for one in changes if _value(one) > 0), key=lambda one: -_value(one))
    fell = sorted((one for one in changes if _value(one) < 0), key=_value)
    return _movements(rose[:MOST_MOVED]), _movements(fell[:MOST_MOVED])


def _value(figure: Figure) -> Decimal:
    return figure.value if figure.value is not None else Decimal(0)


def _movements(changes: Iterable[Figure]) -> list[Movement]:
    return [
        Movement(one, one.origin.name, _value(one) > 0, one.text.removeprefix("-"), *one.origin.inputs[:2])
        for one in changes
    ]
