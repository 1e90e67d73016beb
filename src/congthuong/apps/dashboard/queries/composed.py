"""A composed report and everything that pages tell of it, kept while nothing has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from congthuong.apps.dashboard.queries.kept import at_hand, keep
from congthuong.apps.dashboard.sheet import Sheet, write_sheet
from congthuong.apps.reports.models import ReportDefinition
from congthuong.apps.reports.queries import UnknownReport, book_for, definition_of
from congthuong.core.compose.doubted import bare, doubts_beneath, with_doubts
from congthuong.core.compose.report import Definition, compose_report
from congthuong.core.document.figures_index import FigureIndex
from congthuong.core.document.figures_json import figures_json, unknown_figure
from congthuong.core.document.layout_check import LayoutViolation, check_docx_layout
from congthuong.core.document.model import Document, Figure
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.known import Known
from congthuong.core.ledger.plausible import Doubt
from congthuong.core.problems import nearest
from congthuong.core.quantities import Period


@dataclass(frozen=True)
class Composed:
    """`document` is marked as a draft while a figure is missing."""

    code: str
    definition: Definition
    as_of: date
    book: Book
    document: Document
    missing: tuple[Figure, ...]

    @property
    def place(self) -> str:
        return self.definition.place

    @property
    def period(self) -> Period:
        return self.definition.period

    @property
    def title(self) -> str:
        return " ".join(self.document.title.split())

    @property
    def other_day(self) -> bool:
        """Whether this is not the day that the report itself names."""
        return self.as_of != self.definition.as_of

    @cached_property
    def index(self) -> FigureIndex:
        return FigureIndex.of(self.document)

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        return self.index.figures

    @cached_property
    def sheet(self) -> Sheet:
        return write_sheet(self.document, self.index)

    @cached_property
    def places(self) -> Mapping[str, list[tuple[str, str]]]:
        """Figure id -> (anchor on the report's page, what a reader calls the spot), in reading order."""
        return self.sheet.anchors

    @cached_property
    def used_in(self) -> Mapping[str, list[Figure]]:
        """Figure id -> the figures that are calculated from it."""
        used: dict[str, list[Figure]] = defaultdict(list)
        for figure in self.figures.values():
            for one in dict.fromkeys(part.id for part in figure.origin.inputs):
                used[one].append(figure)
        return used

    @cached_property
    def docx(self) -> bytes:
        # Imported where used: each writer brings a library that the other pages need not wait for.
        from congthuong.core.document.writers.docx import write_docx

        return write_docx(self.document)

    @cached_property
    def pdf(self) -> bytes:
        from congthuong.core.document.writers.pdf import write_pdf

        return write_pdf(self.document, self.figures_json)

    @cached_property
    def html(self) -> str:
        from congthuong.core.document.writers.html import write_html

        return write_html(with_doubts(self.document, self.doubts))

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """What the report prints or rests on that may be wrong: stated otherwise than its register counts, out of scale."""
        return doubts_beneath(self.document, self.book)

    @cached_property
    def doubted(self) -> Mapping[str, Sequence[str]]:
        """A value's id -> what may be wrong with it."""
        told: dict[str, list[str]] = defaultdict(list)
        for one in self.doubts:
            told[one.reference].append(one.message)
        return told

    @cached_property
    def doubts_told(self) -> list[tuple[Doubt, str]]:
        """Each doubt with the figure whose page tells of it: a value may be shown in another unit only."""
        shown = {bare(one): one for one in reversed(list(self.figures))}
        return [(one, shown[one.reference]) for one in self.doubts]

    @cached_property
    def figures_json(self) -> bytes:
        return figures_json(self.document)

    @cached_property
    def violations(self) -> tuple[LayoutViolation, ...]:
        """Where the Word file does not keep to Decree 30/2020/NĐ-CP."""
        return check_docx_layout(self.docx, self.document.letterhead.date)

    def figure(self, figure_id: str) -> Figure:
        """Raises UnknownFigure, naming the nearest ids."""
        figure = self.figures.get(figure_id)
        if figure is None:
            raise unknown_figure(figure_id, self.figures)
        return figure

    def counted(self, figure: Figure) -> tuple[str, list[tuple[str, str]]]:
        """The register whose rows a figure counts, and (label, key) of each; no register ("") and no keys where
        indicators or documents were counted. Of a large register none: its list is a page."""
        origin = figure.origin
        keys = origin.row_keys if origin.register else [""] * len(origin.rows)
        return origin.register, list(zip(origin.rows, keys, strict=True))

    def counted_otherwise(self, figure: Figure) -> Known | None:
        """What the register counts where a figure was stated; None where no register counts it."""
        origin = figure.origin
        what = self.book.indicators.get(origin.indicator)
        if origin.kind != "observation" or origin.basis != "actual" or what is None or what.rows is None:
            return None
        parts = (part.partition("=") for part in origin.items.split("; ") if part)
        items = tuple((codelist, item) for codelist, _, item in parts)
        return self.book.measured(what, origin.place, Period.of(origin.period), items)


def latest_report(state: str) -> str:
    """The code of the report with the latest cut-off day; "" when there is none. `state` is the mark of the data."""
    newest = ReportDefinition.objects.order_by("-as_of", "code").values_list("code", flat=True)
    return keep(("latest report", state), lambda: newest.first() or "")


def composed_report(state: str, code: str, day: date | None = None) -> Composed:
    """The report as known on the day (by default the one it names). `state` is the mark of the data.

    Raises UnknownReport and what composing raises: the words' own problems, TemplateProblem.
    """
    key = ("report", code, day, state)
    return keep(key, lambda: _compose(state, code, day))


def report_at_hand(state: str, code: str, day: date | None = None) -> Composed | None:
    """The same where somebody has opened it since the data changed; nothing is composed."""
    kept: Composed | None = at_hand(("report", code, day, state))
    return kept


def _compose(state: str, code: str, day: date | None) -> Composed:
    definition, book = report_book(state, code, day)
    made = compose_report(book, definition)
    document = replace(made.document, draft=bool(made.missing))
    return Composed(code, definition, book.as_of, book, document, made.missing)


def report_book(state: str, code: str, day: date | None = None) -> tuple[Definition, Book]:
    """The report's declaration and the ledger as it sees it, without composing. Raises UnknownReport."""

    def read() -> tuple[Definition, Book]:
        definition = definition_of(_row(code))
        return definition, book_for(definition, day)

    return keep(("book", code, day, state), read)


def _row(code: str) -> ReportDefinition:
    row = ReportDefinition.objects.filter(code=code).first()
    if row is None:
        known = list(ReportDefinition.objects.order_by("code").values_list("code", flat=True)[:20])
        close = nearest(code, known)
        hint = f" Có phải «{close}»?" if close else ""
        raise UnknownReport(report=code, known=", ".join(known) or "chưa có báo cáo nào", hint=hint)
    return row
