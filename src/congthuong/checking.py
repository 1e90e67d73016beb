"""Checking a report from Python, under the names of the command: `congthuong.check`.

import congthuong

audit = congthuong.check("bao-cao.docx")
for finding in audit.findings:
    print(finding.severity, finding.message, finding.arithmetic)
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from congthuong.command.files import read_file
from congthuong.conversion import read_report
from congthuong.core.audit.check import check as check_reading
from congthuong.core.audit.known import KnownFigures, figures_of_book, figures_of_report
from congthuong.core.audit.model import Audit, Understanding
from congthuong.core.audit.report_time import report_period, report_year
from congthuong.core.audit.rules.reported import report_day
from congthuong.core.audit.statements import understand
from congthuong.core.document.reading import Reading
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.folder import read_folder
from congthuong.core.quantities import read_date

Source = str | Path | bytes
"""A path, or the bytes of a file."""


def check(source: Source, *, name: str = "", against: Source | KnownFigures | None = None) -> Audit:
    """What a report states, how its figures hang together, and what cannot be true.

    `source` is a path or the file's bytes; of bytes, `name` says the kind by its ending ("bao-cao.docx").
    `against` is what the report is compared with besides: a data folder, as known on the report's day; another
    report; or figures that the caller knows. Raises Problem or Problems when something cannot be read.
    """
    reading = read(source, name)
    return check_reading(reading, known=known_figures(against, reading))


def known_figures(against: Source | KnownFigures | None, reading: Reading) -> KnownFigures | None:
    """What a report is compared with. Raises Problem, Problems."""
    if against is None or isinstance(against, KnownFigures):
        return against
    if isinstance(against, bytes) or not Path(against).is_dir():
        return figures_of_report(understand(read(against)))
    dataset = read_folder(Path(against))
    day = day_of(reading) or read_date(str(dataset.report.get("as_of", "")).partition(" ")[0])
    return figures_for(reading, Book(dataset, day))


def figures_for(reading: Reading, book: Book) -> KnownFigures:
    """The book's figures, those of the period that the report is about among them."""
    period = report_period(reading, report_year(reading))
    return figures_of_book(book, frozenset({period} if period else ()))


def day_of(reading: Reading) -> date | None:
    """The day that the report bears: what was known later cannot contradict it."""
    return report_day(Understanding(reading, (), ()))


def read(source: Source, name: str = "") -> Reading:
    """The file as read. Raises Problem."""
    if isinstance(source, bytes):
        return read_report(name or "bao-cao.txt", source)
    path = Path(source)
    return read_report(name or path.name, read_file(path))
