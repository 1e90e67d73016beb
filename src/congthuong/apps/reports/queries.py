"""From the database back to what the core composes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import ClassVar

from congthuong.apps.catalogue import queries as catalogue
from congthuong.apps.ledger import queries as ledger
from congthuong.apps.ledger.sources import Announced, registers_and_reader, registers_and_rows
from congthuong.apps.reports.models import ReportDefinition
from congthuong.core.compose.report import Definition
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.known_rows import ReadRows
from congthuong.core.ledger.model import Dataset, Register, Row
from congthuong.core.ledger.records import Catalogue
from congthuong.core.problems import Problem, nearest
from congthuong.web import clock


class NoReport(Problem):
    code: ClassVar[str] = "CT-453"
    text: ClassVar[str] = (
        "Chưa có báo cáo nào trong sổ. Hãy viết thư mục dữ liệu của tỉnh mình (docs/huong-dan/tinh-cua-minh.md) rồi nạp: "
        "congthuong example load --dir THƯ-MỤC."
    )


class UnknownReport(Problem):
    code = "CT-454"
    text = "Không có báo cáo «{report}». Các báo cáo có trong sổ: {known}.{hint}"


class WhichReport(Problem):
    code = "CT-455"
    text = "Trong sổ có nhiều báo cáo: {known}. Hãy nêu mã một báo cáo."


def definition_for(code: str | None = None) -> Definition:
    """The report of that code, or the only one there is. Raises NoReport, UnknownReport, WhichReport."""
    codes = list(ReportDefinition.objects.order_by("code").values_list("code", flat=True))
    if not codes:
        raise NoReport
    if code is None and len(codes) > 1:
        raise WhichReport(known=", ".join(codes))
    if code is not None and code not in codes:
        guess = nearest(code, codes)
        raise UnknownReport(report=code, known=", ".join(codes), hint=f" Có phải «{guess}»?" if guess else "")
    return definition_of(ReportDefinition.objects.get(code=code or codes[0]))


def definition_of(row: ReportDefinition) -> Definition:
    return Definition(row.settings, row.templates)


def dataset_for(definition: Definition, as_of: date | None = None) -> Dataset:
    """Everything the report is composed from, as known on `as_of` (default: the day the report names).

    The number of queries does not depend on the amount of data. Of every observation and row the state
    known on that day is in it, none of the earlier ones.
    """
    day = as_of or definition.as_of
    registers, rows = registers_and_rows(day)
    return _dataset(definition, day, registers, rows)


def dataset_to_ask(definition: Definition, as_of: date | None = None) -> Dataset:
    """The same for one book: the rows of a register are read when it asks for them, since a report names few registers."""
    day = as_of or definition.as_of
    registers, unread = registers_and_reader(day)
    return _dataset(definition, day, registers, (), unread)


def _dataset(
    definition: Definition,
    day: date,
    registers: tuple[Register, ...],
    rows: tuple[Row, ...],
    unread: ReadRows | None = None,
) -> Dataset:
    return Dataset(
        report=definition.settings,
        templates=definition.templates,
        indicators=catalogue.indicators(),
        codelists=catalogue.codelists(),
        observations=ledger.observations_as_of(day),
        registers=registers,
        rows=rows,
        documents=catalogue.documents(),
        places=catalogue.places(),
        place_changes=catalogue.place_changes(),
        measured=Announced(),
        unread=unread,
    )


def book_for(definition: Definition, as_of: date | None = None) -> Book:
    """The ledger as the report sees it."""
    day = as_of or definition.as_of
    return Book(dataset_to_ask(definition, day), day)


def known_today() -> Book:
    """Everything the ledger holds, also where no report says yet which place is ours."""
    settings = ReportDefinition.objects.order_by("-as_of", "code").values_list("settings", flat=True).first()
    day = clock.today()
    return Book(dataset_to_ask(Definition(settings or {}), day), day)


def reports_changed_by(days: Iterable[date]) -> dict[str, date]:
    """The reports (code -> the day they are as of) that values recorded on these past days are in, once composed again."""
    past = [day for day in days if day < clock.today()]
    if not past:
        return {}
    rows = ReportDefinition.objects.filter(as_of__gte=min(past)).order_by("as_of", "code")
    return dict(rows.values_list("code", "as_of"))


def ledger_book(day: date | None = None) -> Book:
    """The ledger of the department's own place as known on `day`, by default on that of its latest report.

    Raises NoReport while no report says which place is ours.
    """
    return book_for(latest_definition(), day)


def latest_definition() -> Definition:
    """The report of the last day there is. Raises NoReport."""
    latest = ReportDefinition.objects.order_by("-as_of", "code").first()
    if latest is None:
        raise NoReport
    return definition_of(latest)


def catalogue_for_import() -> Catalogue:
    """What the rows of a table handed in today may refer to; a row that names no day is known from today."""
    today = clock.today()
    return replace(catalogue.catalogue_for(today), today=today, is_stated=ledger.stated_values())


def another_province(dataset: Dataset) -> str:
    """The name of the province whose figures this database already holds, where the folder is of another one; else "".

    A province that was merged goes on in its successor's database: what the folder's own place was made from is no other.
    """
    here = str(dataset.report.get("place", ""))
    held = {str(one.get("place", "")) for one in ReportDefinition.objects.values_list("settings", flat=True)}
    before = {one.old_code for one in dataset.place_changes if one.new_code == here}
    if not here or not held or held & {here, *before}:
        return ""
    other = sorted(held)[0]
    return next((one.name for one in catalogue.places() if one.code == other), other)
