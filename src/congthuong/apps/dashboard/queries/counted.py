"""A measured figure and exactly the rows that it counts: what stands behind the address of its list (decision 0019)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from congthuong.apps.dashboard.queries.composed import Composed, composed_report, latest_report, report_book
from congthuong.apps.dashboard.queries.days import asked_day
from congthuong.apps.dashboard.queries.kept import keep, mark
from congthuong.apps.ledger.sources import rows_of
from congthuong.apps.reports.queries import NoReport
from congthuong.core.compose.doubted import bare
from congthuong.core.document import figures_words as words
from congthuong.core.document.figures_json import unknown_figure
from congthuong.core.document.model import Figure
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.measures import can_answer, last_told, rows_counted
from congthuong.core.ledger.model import Indicator, Items, Row
from congthuong.core.problems import Problem, Problems, nearest
from congthuong.core.quantities import Period
from congthuong.web.problems import NotFound


class NotFromThisRegister(Problem):
    code: ClassVar[str] = "CT-707"
    text: ClassVar[str] = (
        "Chỉ tiêu «{indicator}» không đếm từ sổ «{register}». Hãy mở lại danh sách từ con số trong báo cáo, hoặc bỏ lọc."
    )


@dataclass(frozen=True, slots=True)
class CountedList:
    """`printed` is the figure ("?" where the register cannot say), `keys` those of the rows that it stands for: by what
    they said on the `day`, as `known` on another. Of a figure that a report's template counted `report` and `figure` say which
    it is, else the `indicator`."""

    indicator: str
    name: str
    period: str
    printed: str
    keys: frozenset[str]
    day: date
    known: date
    step: str = ""
    report: str = ""
    figure: str = ""


def counted_list(register: str, asked: Mapping[str, str]) -> CountedList:
    """asked: the values of `OF_A_FIGURE`. Raises NotFound, NotFromThisRegister, UnknownPeriod, DayNotYet, NoReport,
    UnknownReport, UnknownFigure and what composing raises."""
    return _of_template(register, asked) if "so_lieu" in asked else _of_indicator(register, asked)


def _of_template(register: str, asked: Mapping[str, str]) -> CountedList:
    """What a template counted or added up is asked of the report, composed as of the day."""
    state, code, day = mark(), asked.get("bao_cao", ""), asked_day(asked.get("den_ngay", ""))
    report = composed_report(state, code)
    if day is not None and day != report.as_of:
        report = composed_report(state, code, day)
    wanted = asked["so_lieu"]
    figure = next((one for one in report.figures.values() if bare(one.id) == bare(wanted)), None)
    if figure is None or figure.origin.register != register:
        raise unknown_figure(wanted, [one.id for one in report.figures.values() if one.origin.row_keys])
    origin = figure.origin
    return CountedList(
        indicator="",
        name=words.title(figure),
        period=origin.period_name,
        printed=figure.text
        if figure.missing
        else words.with_unit(words.unrounded(figure.value), figure.unit),
        keys=frozenset(origin.row_keys),
        day=last_told(Period.of(origin.period), report.as_of),
        known=report.as_of,
        step=origin.steps[0] if origin.kind == "sum" and origin.steps else "",
        report=code,
        figure=figure.id,
    )


def _of_indicator(register: str, asked: Mapping[str, str]) -> CountedList:
    state = mark()
    code = latest_report(state)
    if not code:
        raise NoReport
    _, book = report_book(state, code, asked_day(asked.get("den_ngay", "")))
    what = _indicator(book, asked.get("chi_tieu", ""))
    if what.rows is None or what.rows.register != register or register not in book.registers:
        raise NotFromThisRegister(indicator=what.code, register=register)
    period, place = Period.of(asked.get("ky", "")), asked.get("dia_ban") or book.home
    items = _items(asked.get("phan_to", ""))
    known = book.measured(what, place, period, items)
    return CountedList(
        indicator=what.code,
        name=known.name if known else what.name,
        period=period.full_name,
        printed=known.printed() if known else "?",
        keys=frozenset(row.key for row in _rows(book, what, place, period, items)),
        day=last_told(period, book.as_of),
        known=book.as_of,
        step=known.steps[0] if known else "",
    )


def figures_counting(state: str, register: str, key: str) -> tuple[Composed, tuple[Figure, ...]] | None:
    """The latest report and its figures that the row is part of; None where none can be composed."""
    code = latest_report(state)
    if not code:
        return None
    try:
        report = composed_report(state, code)
        counting = keep(("figures of rows", code, state), lambda: _by_row(report))
    except (Problem, Problems):
        return None
    return report, tuple(report.figures[one] for one in counting.get((register, key), ()))


def _by_row(report: Composed) -> dict[tuple[str, str], list[str]]:
    """(register, key) -> the ids of the figures that count the row, worked out once for a report."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    rows: dict[str, tuple[Row, ...]] = {}
    for figure in report.figures.values():
        origin = figure.origin
        if origin.register and origin.counted and not origin.row_keys:
            register = report.book.registers[origin.register]
            if register.code not in rows:
                rows[register.code] = rows_of(register, report.as_of)
            items, period = _items(origin.items), Period.of(origin.period)
            question = report.book.question(origin.indicator, origin.place, period, items)
            counted = rows_counted(register, rows[register.code], question) if question else ()
            keys = [row.key for row in counted]
        else:
            keys = list(origin.row_keys)
        for key in dict.fromkeys(keys):
            found[origin.register, key].append(figure.id)
    return found


def _indicator(book: Book, code: str) -> Indicator:
    if code not in book.indicators:
        close = nearest(code, book.indicators)
        raise NotFound(what="chỉ tiêu", name=code, hint=f" Có phải «{close}»?" if close else "")
    return book.indicators[code]


def _rows(book: Book, what: Indicator, place: str, period: Period, items: Items) -> tuple[Row, ...]:
    question = book.question(what.code, place, period, items)
    if question is None:
        return ()
    register = book.registers[question.measure.register]
    if not can_answer(register, question):
        return ()
    rows = rows_of(register, book.as_of) if register.large else book.rows(register.code)
    return rows_counted(register, rows, question)


def _items(text: str) -> Items:
    """ "nhom=che_bien;hang=sao_3" as an address has it, or an origin with a space."""
    parts = (part.strip().partition("=") for part in text.split(";") if part.strip())
    return tuple((codelist, item) for codelist, _, item in parts)
