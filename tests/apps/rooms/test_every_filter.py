"""Every filter that a register's list shows does what its chip says: so many rows, and fewer than all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import RequestFactory

from congthuong.apps.registers.columns import Number
from congthuong.apps.registers.kinds import RegisterKind, kinds
from congthuong.apps.registers.models import Entry
from congthuong.apps.registers.queries.listing import ALL, EMPTY, Lines, lines
from congthuong.apps.registers.views.asking import list_asked
from databases import Databases

pytestmark = pytest.mark.django_db
VALUES = 3
"""Of each filter that are tried: the first and the last ones."""
KNOWN, LATER = date(2030, 1, 1), date(2031, 1, 1)


def listed(kind: RegisterKind, asked: dict[str, str], **told: Any) -> Lines:
    """As the page reads its address."""
    request = RequestFactory().get(f"/so/{kind.code}/", asked)
    wanted = list_asked(request, kind, personal=True).wanted
    return lines(kind, replace(wanted, which=ALL, **told), personal=True)


def check_chips(kind: RegisterKind, **told: Any) -> set[str]:
    every = listed(kind, {}, **told)
    for name, counts in every.facets.items():
        values = sorted(counts)
        for value in {*values[:VALUES], *values[-VALUES:]}:
            found = listed(kind, {name: value or EMPTY}, **told)
            where = (kind.code, name, value)
            assert found.count() == counts[value] == len(list(found.every())), where
            assert found.count() < every.count() or len(counts) == 1, where
    return set(every.facets)


def test_a_chip_leaves_as_many_rows_as_it_says(databases: Databases) -> None:
    """Rows of today, chosen by the database, and those of a past day, chosen in memory: a year is a number in both."""
    databases.fill("example")
    small = [kind for kind in kinds() if kind.model._default_manager.count() < 2000]
    tried = {(kind.code, name) for kind in kinds() for name in check_chips(kind)}
    years = {one for one in tried if isinstance(kind_column(*one), Number)}
    assert len(tried) > 60 and years
    kept = set(Entry.objects.values_list("register_id", flat=True))
    for kind in small:  # something that becomes known later makes every list of before one of the past
        if kind.code in kept:
            Entry.objects.create(
                register_id=kind.code, key="sau-này", data={}, withdrawn=True, recorded_on=LATER
            )
            assert listed(kind, {}, known=KNOWN).past
            check_chips(kind, known=KNOWN)


def kind_column(code: str, name: str) -> object:
    return next(kind for kind in kinds() if kind.code == code).column(name)
