"""A file of a thousand rows is held against the registers with as many questions as one of forty."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.registers.any_room import officer_of, valid_values
from congthuong.apps.accounts.models import User
from congthuong.apps.catalogue.models import Place
from congthuong.apps.registers.columns import Column, Day, Number, PlaceCode, RowKey, Text
from congthuong.apps.registers.importing.beside import tell_beside
from congthuong.apps.registers.importing.planned import PlannedRow, Spots
from congthuong.apps.registers.kinds import RegisterKind, kinds, require_kind
from congthuong.apps.registers.places import BY_ITSELF
from congthuong.apps.registers.values import column_values
from congthuong.core.ledger.model import Value

pytestmark = pytest.mark.django_db
FEW, MANY = 40, 120
"""Of so many rows every state comes often enough that each check asks what it ever asks."""
BEGAN = date(2020, 1, 6)
LOOKING_AT_OTHERS = [one.code for one in kinds() if not one.series and set(one.checks) - BY_ITSELF]


def test_there_are_kinds_whose_rows_are_held_against_others() -> None:
    named = {"dn_tam_ngung", "sp_cnnt", "nguoi_boi_duong", "ntm_tieu_chi", "ntm_cho", "ntm_xa"}
    assert named <= set(LOOKING_AT_OTHERS)


def province() -> None:
    """A commune for every row."""
    Place.objects.bulk_create(
        Place(code=f"9{number:04}", name=f"Xã {number}", kind="xã", level="commune", parent="842")
        for number in range(MANY)
    )


def named_rows(kind: RegisterKind, by: User) -> None:
    """In every register that the kind's rows name, a row for each of them."""
    for register in {column.register for column in kind.columns() if isinstance(column, RowKey)}:
        other = require_kind(register)
        said = column_values(other, valid_values(other, by))
        other.model._default_manager.bulk_create(
            other.model(key=key_of(other, number), effective_from=BEGAN, recorded_on=BEGAN, **said)
            for number in range(MANY)
        )


def key_of(kind: RegisterKind, number: int) -> str:
    return f"{kind.prefix}-9{number:03}"


def told_by(column: Column, number: int) -> Value:
    """No two rows say alike but in the words that a column is bound to."""
    match column:
        case RowKey():
            return key_of(require_kind(column.register), number)
        case PlaceCode():
            return f"9{number:04}" if "commune" in column.levels else "842"
        case Day():
            return BEGAN + timedelta(days=number)
        case Number():
            return Decimal(number + 1)
        case Text() if column.words:
            return random.Random(f"{column.name} {number}").choice(column.words)
        case _:
            return f"{column.verbose_name} {number}"


def rows_of(kind: RegisterKind, count: int) -> list[PlannedRow]:
    return [
        PlannedRow(
            number=number + 2,
            values={column.name: told_by(column, number) for column in kind.columns()},
            begins=BEGAN + timedelta(days=number),
        )
        for number in range(count)
    ]


def questions(kind: RegisterKind, count: int) -> list[str]:
    rows = rows_of(kind, count)
    with CaptureQueriesContext(connection) as asked:
        tell_beside(kind, rows, Spots({}))
    return [one["sql"] for one in asked]


@pytest.mark.parametrize("code", LOOKING_AT_OTHERS)
def test_a_longer_file_asks_no_more(code: str) -> None:
    """Otherwise the first look at a year's file takes minutes, and the page is given up before it comes."""
    kind = require_kind(code)
    by = officer_of(kind.data_kind)
    province()
    named_rows(kind, by)

    few, many = questions(kind, FEW), questions(kind, MANY)

    assert len(many) == len(few), many[-1]
