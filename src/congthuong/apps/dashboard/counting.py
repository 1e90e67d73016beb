"""What the registers ask of whoever composes reports: the rows behind a figure, the figures that a row is part of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from congthuong.apps.accounts import rights
from congthuong.apps.dashboard.queries.counted import CountedList, counted_list, figures_counting
from congthuong.apps.dashboard.queries.kept import mark
from congthuong.apps.registers.counting import Counted, CountedIn, NoSuchFigure, figure_named
from congthuong.core.document import figures_words as words
from congthuong.core.problems import Problem

Person = AbstractBaseUser | AnonymousUser


class ReportCounter:
    """Asks for the right to reports itself; the page asked for the right to its register."""

    def rows_of(self, register: str, asked: Mapping[str, str], user: Person) -> Counted:
        """Raises NoSuchFigure, Forbidden."""
        person = cast(rights.Person, user)
        rights.require(
            person, "reports.view"
        )  # the figure stands in a report that whoever has this right reads
        try:
            listed = counted_list(register, asked)
        except Problem as problem:
            raise NoSuchFigure(figure=figure_named(asked), why=problem.message.rstrip(".")) from None
        return Counted(
            title=f"{listed.name}, {listed.period}",
            text=listed.printed,
            keys=listed.keys,
            url=_page_of(listed, person),
            note=listed.step,
            day=listed.day,
            known=listed.known,
        )

    def figures_of(self, register: str, key: str, user: Person) -> tuple[str, list[CountedIn]]:
        found = (
            figures_counting(mark(), register, key)
            if rights.may(cast(rights.Person, user), "reports.view")
            else None
        )
        if found is None:
            return "", []
        report, figures = found
        told = [
            CountedIn(reverse("figure", args=[report.code, one.id]), one.text, words.title(one))
            for one in figures
        ]
        return report.document.title, told


def _page_of(listed: CountedList, person: rights.Person) -> str:
    if listed.figure:
        return reverse("figure", args=[listed.report, listed.figure])
    return reverse("indicator", args=[listed.indicator]) if rights.may(person, "ledger.view") else ""
