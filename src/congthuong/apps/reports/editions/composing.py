"""A report with the number and date that it is about to get, and what stands in the way of issuing it. Writes nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from congthuong.apps.reports.editions.problems import (
    BeforeReplaced,
    ContradictionsLeft,
    FiguresMissing,
    LayoutBroken,
    ReplacesUnsaid,
    WrongDay,
    WrongNumber,
)
from congthuong.apps.reports.models import Edition
from congthuong.apps.reports.queries import dataset_to_ask
from congthuong.core.audit.check import check
from congthuong.core.audit.model import Finding
from congthuong.core.compose.report import Composition, Definition, compose_report
from congthuong.core.document.figures_index import FigureIndex
from congthuong.core.document.figures_json import figures_json
from congthuong.core.document.layout_check import LayoutViolation, check_docx_layout
from congthuong.core.document.model import Document
from congthuong.core.document.outward import outward
from congthuong.core.document.readers.any import read_any
from congthuong.core.document.writers.text import write_text
from congthuong.core.document.writers.together import write_formats
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.model import LegalDocument
from congthuong.core.problems import Problem
from congthuong.core.quantities import write_date
from congthuong.web import clock

NAMED = 5  # missing figures that the refusal names; the report's page lists them all
_NUMBER = re.compile(r"([0-9]{1,5})([A-Za-z]?)")


@dataclass(frozen=True)
class Draft:
    """What would be issued. The files are written once, when they are first asked for."""

    definition: Definition
    number: str
    dated: date
    as_of: date
    composition: Composition
    replaces: Edition | None

    @property
    def code(self) -> str:
        return self.definition.declared.code

    @property
    def document(self) -> Document:
        return self.composition.document

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """Every file by its form: docx, pdf, html and the figures as json, as they leave the house."""
        document = outward(self.document)
        told = figures_json(document)
        return {**write_formats(document, told), "json": told}

    @cached_property
    def violations(self) -> tuple[LayoutViolation, ...]:
        return check_docx_layout(self.files["docx"], self.dated)

    @cached_property
    def contradictions(self) -> tuple[Finding, ...]:
        """What cannot be true in the very file that readers will open."""
        found = check(read_any("report.docx", self.files["docx"])).findings
        return tuple(one for one in found if one.severity == "contradiction")

    @cached_property
    def figure_count(self) -> int:
        return len(FigureIndex.of(self.document).printed)

    def obstacles(self, accepted: str) -> tuple[Problem, ...]:
        """Why it may not be issued. `accepted`: the reason for issuing it although figures contradict each other."""
        found: list[Problem] = []
        if missing := self.composition.missing:
            names = ", ".join(one.origin.name or one.id for one in missing[:NAMED])
            found.append(FiguresMissing(count=len(missing), names=names + (", …" if missing[NAMED:] else "")))
        if self.violations:
            found.append(LayoutBroken(what=self.violations[0].message))
        if self.replaces is not None and self.replaces.number not in write_text(self.document):
            found.append(ReplacesUnsaid(number=self.replaces.number))
        if self.contradictions and not accepted:
            first = self.contradictions[0].message
            found.append(ContradictionsLeft(count=len(self.contradictions), first=first))
        return tuple(found)


def draft_of(
    definition: Definition,
    *,
    number: str,
    dated: date,
    as_of: date | None = None,
    check_code: str = "",
    replaces: Edition | None = None,
) -> Draft:
    """The report as it would be issued. Raises WrongNumber, WrongDay and what composing raises."""
    settings = definition.settings
    day = as_of or definition.as_of
    symbol = str(settings.get("letterhead", {}).get("symbol", ""))
    bare = _number(number, symbol)
    if not day <= dated <= clock.today():
        raise WrongDay(dated=write_date(dated), as_of=write_date(day), today=write_date(clock.today()))
    if replaces is not None and dated < replaces.dated:
        raise BeforeReplaced(
            dated=write_date(dated), number=replaces.number, earlier=write_date(replaces.dated)
        )
    numbered: dict[str, Any] = {
        **settings,
        "date": dated.isoformat(),
        "letterhead": {**settings.get("letterhead", {}), "number": bare},
    }
    if replaces is not None:
        numbered["replaces"] = replaces.number
    named = Definition(numbered, definition.templates)
    composition = compose_report(_book(named, day, replaces), named)
    document = replace(composition.document, check_code=check_code)
    return Draft(named, f"{bare}/{symbol}", dated, day, replace(composition, document=document), replaces)


def _book(definition: Definition, day: date, replaces: Edition | None) -> Book:
    """The ledger as the report sees it. The edition that it replaces has its number to itself: numbers begin anew every
    year, and the register of documents may hold another year's under the same one."""
    dataset = dataset_to_ask(definition, day)
    if replaces is not None:
        head = definition.declared.letterhead
        cited = LegalDocument(
            number=replaces.number,
            kind=replaces.kind.capitalize(),
            issuer=head.agency_name or head.agency,
            date=replaces.dated,
            abstract=replaces.title,
        )
        others = tuple(one for one in dataset.documents if one.number != replaces.number)
        dataset = replace(dataset, documents=(cited, *others))
    return Book(dataset, day)


def _number(typed: str, symbol: str) -> str:
    """ "451" of "451", "451/BC-SCT" or "Số: 451/BC-SCT"; "05" of "5" (Decree 30/2020/NĐ-CP, Annex I, II.3); "451a" of "451A".

    One number has one spelling, so that it is given once.
    """
    bare, _, rest = typed.strip().removeprefix("Số:").strip().partition("/")
    found = _NUMBER.fullmatch(bare.strip())
    if found is None or int(found[1]) == 0 or rest.strip() not in ("", symbol):
        raise WrongNumber(number=typed.strip()[:60], symbol=symbol)
    return f"{int(found[1]):02d}{found[2].lower()}"
