"""A figure counted from a register is the same from the folder, from the database and by SQL, and costs no more queries."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.models import DecimalField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.test.utils import CaptureQueriesContext

from congthuong.apps.ledger import sources
from congthuong.apps.ledger.measuring import measure_table
from congthuong.apps.registers.models import Entry
from congthuong.apps.registers.source import GenericRegisters
from congthuong.apps.reports.queries import book_for, dataset_for, definition_for
from congthuong.apps.reports.services import load_dataset
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.folder import read_dataset
from congthuong.core.ledger.measures import EVERYWHERE, Area, Measured, Question, measure_rows
from congthuong.core.ledger.model import WHENS, Dataset, Register, RowsMeasure
from congthuong.core.quantities import Period

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
JUNE_12 = date(2020, 6, 12)
HALF = Period.of("2020-H1")
MEASURED = (
    '[[indicator]]\ncode = "da_moi"\nname = "Đề án mới"\nunit = "đề án"\nkind = "flow"\n'
    'rows = { register = "de_an", when = "new", where = { ten = ["Máy ép dầu", "Lò sấy"] } }\n'
    '[[indicator]]\ncode = "da_tien"\nname = "Kinh phí"\nunit = "triệu đồng"\ndecimals = 1\nkind = "stock"\n'
    'over_time = "last"\nrows = { register = "de_an", when = "stock", field = "kinh_phi" }\n'
    '[[indicator]]\ncode = "da_duyet"\nname = "Đề án duyệt hôm ấy"\nunit = "đề án"\nkind = "flow"\n'
    'rows = { register = "de_an", when = "all", where = { duyet = 2020-03-02, kinh_phi = 294800000 }, distinct = "noi" }\n'
)
DECLARED = 'unit = "đề án"\nsince = 2020-01-01\n'


def measured(folder: dict[str, bytes], *, large: bool) -> Dataset:
    folder["danh-muc/chi-tieu/dem.toml"] = MEASURED.encode()
    told = (
        folder["so/de_an.toml"].decode().replace('unit = "đề án"\n', DECLARED + "large = true\n" * large, 1)
    )
    folder["so/de_an.toml"] = told.encode()
    return read_dataset(folder)


def figures(book: Book) -> list[Any]:
    asked = [("da_moi", "84"), ("da_moi", "842"), ("da_moi", "844"), ("da_tien", "84"), ("da_duyet", "84")]
    return [book.know(code, place, HALF) for code, place in asked]


@pytest.mark.parametrize("large", [False, True])
def test_folder_and_database_say_the_same(small_folder: dict[str, bytes], large: bool):
    data = measured(small_folder, large=large)
    load_dataset(data)
    assert load_dataset(data).nothing

    known = figures(Book(data, JUNE_12))
    definition = definition_for()
    stored = dataset_for(definition)

    assert (stored.indicators, stored.registers) == (data.indicators, data.registers)
    assert stored.rows == (() if large else data.rows)
    assert figures(book_for(definition)) == known
    assert [one.printed() for one in known] == [
        "2 đề án", "1 đề án", "1 đề án", "294,8 triệu đồng", "1 đề án",
    ]  # fmt: skip
    assert [one.counted for one in known] == [2, 1, 1, 1, 1]
    assert [one.rows for one in known] == (
        [()] * 5 if large else [("a", "b"), ("a",), ("b",), ("a",), ("a",)]
    )


def test_a_large_register_costs_one_query_however_much_it_measures(small_folder: dict[str, bytes]):
    load_dataset(measured(small_folder, large=True))
    book = book_for(definition_for())

    with CaptureQueriesContext(connection) as queries:
        figures(book)
        figures(book)

    assert len(queries) <= 3, [one["sql"] for one in queries]  # who keeps it, and its rows


class BySql(GenericRegisters):
    """The generic registers, counting themselves: what a typed register's source does for its own table."""

    def measure_rows(
        self, register: Register, questions: Sequence[Question], as_of: date
    ) -> Sequence[Measured | None]:
        return measure_table(register, as_table(register), questions)


def as_table(register: Register) -> Any:
    columns = {
        one.code: Cast(KeyTextTransform(one.code, "data"), DecimalField(max_digits=20, decimal_places=2))
        if one.type == "number"
        else KeyTextTransform(one.code, "data")
        for one in register.fields
    }
    return Entry.objects.filter(register_id=register.code).annotate(**columns)


def test_sql_and_rows_count_alike(small_folder: dict[str, bytes], monkeypatch: pytest.MonkeyPatch):
    """Over every kind of row (without days, ended, never true, without a place, without a number) and of question."""
    ends = [None, date(2019, 12, 31), date(2020, 1, 1), date(2020, 6, 30), date(2020, 7, 1)]
    data = measured(small_folder, large=True)
    (register,) = data.registers
    register = replace(register, fields=tuple(one for one in register.fields if one.type != "date"))
    spans = itertools.product(ends, ends, [("842", "Một", "5"), ("844", "Hai", None), ("", "", "7.25")])
    rows = tuple(
        replace(data.rows[0], key=str(place), effective_from=since, effective_to=until, values={
            "noi": where, "ten": name} | ({"kinh_phi": Decimal(number)} if number else {}))
        for place, (since, until, (where, name, number)) in enumerate(spans)
    )  # fmt: skip
    load_dataset(replace(data, registers=(register,), rows=rows))
    measures = [
        RowsMeasure("de_an", when, where, field, distinct)
        for when in WHENS
        for where in ((), (("ten", ("Một", "")),), (("kinh_phi", (Decimal(5),)),))
        for field, distinct in (("", ""), ("kinh_phi", ""), ("", "ten"), ("", "kinh_phi"))
    ]
    areas = [EVERYWHERE, Area(frozenset({"842"}), whole=False), Area(frozenset({"844", "842"}), whole=True)]
    questions = [
        Question(one, area, period, items)
        for one in measures
        for area in areas
        for period in (HALF, Period.of("QL-2020-H1"))
        for items in ((), (("ten", "Hai"),))
    ]

    told = measure_table(register, as_table(register), questions[:150]) + measure_table(
        register, as_table(register), questions[150:]
    )

    for question, answer in zip(questions, told, strict=True):
        expected = measure_rows(register, rows, question)
        assert answer == (expected and replace(expected, keys=())), question
    monkeypatch.setattr(sources, "_fallbacks", {"registers": BySql()})
    stock = RowsMeasure("de_an", "stock")
    answers = sources.Announced().measure(register, [Question(stock, EVERYWHERE, HALF)], JUNE_12)
    assert [one.count for one in answers if one] == [24]
    nobody = measure_table(register, as_table(register).none(), questions)
    assert nobody == [measure_rows(register, (), one) for one in questions] == [None] * len(questions)


@pytest.mark.parametrize("large", [False, True])
def test_before_its_first_row_was_known_a_register_counts_nothing(
    small_folder: dict[str, bytes], large: bool
):
    """A report as of the day before says that it does not know, not that there was none; in folder and database."""
    data = measured(small_folder, large=large)
    load_dataset(data)
    day = date(2020, 6, 11)
    for book in (Book(data, day), book_for(definition_for(), day), Book(replace(data, rows=()), JUNE_12)):
        assert [one.value for one in figures(book)] == [None] * 5
