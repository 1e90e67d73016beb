"""What a report may be compared with besides itself: the department's ledger, or a report of before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from congthuong.apps.accounts.models import User
from congthuong.apps.reports.checks.queries import file_for
from congthuong.apps.reports.models import ReportDefinition
from congthuong.apps.reports.queries import book_for, definition_for, ledger_book
from congthuong.checking import day_of, figures_for
from congthuong.core.audit.known import KnownFigures, figures_of_report
from congthuong.core.audit.known_data import of_data
from congthuong.core.audit.statements import understand
from congthuong.core.compose.report import compose_report
from congthuong.core.document.readers.any import read_any
from congthuong.core.document.reading import Reading
from congthuong.core.document.writers.docx import write_docx
from congthuong.core.problems import Problem


class NothingToCompare(Problem):
    code: ClassVar[str] = "CT-462"
    text: ClassVar[str] = "Không đối chiếu được với «{name}»: {why}"


@dataclass(frozen=True, slots=True)
class OwnLedger:
    """The ledger as known on `day`: by default on the day that the checked report bears."""

    day: date | None = None


@dataclass(frozen=True, slots=True)
class EarlierCheck:
    """A report that the person had checked before."""

    number: int


@dataclass(frozen=True, slots=True)
class ComposedReport:
    """A report of the ledger, as composed on the day that it names."""

    code: str


Against = OwnLedger | EarlierCheck | ComposedReport


def known_for(against: Against, reading: Reading, by: User) -> KnownFigures:
    """The figures to compare with. Raises NoReport, UnknownReport, NoSuchCheck, NothingToCompare."""
    match against:
        case OwnLedger(day):
            return figures_for(reading, ledger_book(day or day_of(reading)))
        case EarlierCheck(number):
            return _of_check(number, by)
        case ComposedReport(code):
            return _of_report(code)


def _of_check(number: int, by: User) -> KnownFigures:
    file = file_for(by, number)
    if not file.figures:
        raise NothingToCompare(
            name=file.name,
            why="tệp được soát từ trước khi phần mềm giữ số liệu để đối chiếu. Hãy soát lại tệp ấy rồi chọn lần soát mới.",
        )
    known = of_data(json.loads(file.figures))
    return _with_figures(known, file.name)


def _of_report(code: str) -> KnownFigures:
    """As its addressees read it: out of the Word file."""
    definition = definition_for(code)
    name = ReportDefinition.objects.get(code=code).heading
    word = write_docx(compose_report(book_for(definition), definition, draft=True).document)
    return _with_figures(figures_of_report(understand(read_any(name, word))), name)


def _with_figures(known: KnownFigures, name: str) -> KnownFigures:
    if not known.figures:
        raise NothingToCompare(
            name=name, why="báo cáo ấy không có số liệu nào nêu rõ kỳ, năm. Hãy chọn báo cáo khác."
        )
    return known
