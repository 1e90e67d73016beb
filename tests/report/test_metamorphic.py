"""A figure is written once: change it, and exactly what depends on it changes.

A reader who corrects one number must find growth, attainment, what remains, the summary and the annex
corrected with it on paper, and nothing else moved. This is tried over every observation, every number of a row, and a row
of every register.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from congthuong.core.compose.figures import MISSING_TEXT
from congthuong.core.compose.handles import row_label
from congthuong.core.compose.report import Definition, compose_report
from congthuong.core.document.model import Document, Figure, Text, blocks_of, figures_of, inlines_of
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.measures import rows_counted
from congthuong.core.ledger.model import Dataset, Observation, Row, RowsMeasure
from congthuong.core.quantities import UNITLESS, Period, convert, round_half_up, unit_of
from report.example import compose, composition, dataset
from report.reading import read_back

COUNTED = ("count",)


def nudged(value: Decimal) -> Decimal:
    """One per cent more for a measure, one more for a count: small enough to keep its sign, large enough to show."""
    return value + 1 if value == value.to_integral_value() and value < 1000 else value * Decimal("1.01")


def everything_behind(figure: Figure) -> Iterator[Figure]:
    yield figure
    for one in figure.origin.inputs:
        yield from everything_behind(one)


def everything(document: Document) -> Iterator[Figure]:
    for figure in figures_of(document):
        yield from everything_behind(figure)


def reference_of(one: Observation) -> str:
    return ".".join([one.indicator, *(item for _, item in one.items), one.period.code, one.basis])


def values(document: Document) -> dict[str, Decimal | None]:
    return {figure.id: figure.value for figure in figures_of(document)}


def texts(document: Document) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for figure in figures_of(document):
        found[figure.id].add(figure.text)
    return found


def prints_its_value(figure: Figure) -> bool:
    """Whether the text, read back, is the value rounded as far as it is printed; the sign may be said by a word."""
    if figure.value is None:
        return figure.text == MISSING_TEXT
    said = read_back(figure.text)
    rounds = abs(said.value) == round_half_up(abs(figure.value), said.decimals)
    return rounds and (said.value != 0 or figure.value == 0 or figure.origin.kind == "comparison")


def dependents(document: Document, reference: str, row: tuple[Row, str] | None = None) -> set[str]:
    return {
        figure.id
        for figure in figures_of(document)
        if any(
            one.id.partition("@")[0] == reference or (row is not None and adds_up(one, *row))
            for one in everything_behind(figure)
        )
    }


def sign(value: Decimal | None) -> int:
    return 0 if value is None else (value > 0) - (value < 0)


def prose(document: Document) -> str:
    """The words between the figures, without the lists that are sorted by their figures."""
    return "".join(
        inline.text
        for block in blocks_of(document)
        for inline in inlines_of(block)
        if isinstance(inline, Text)
    )


def check_exactly_dependents_change(
    changed: Dataset, reference: str, *, worded_zero: bool = False, row: tuple[Row, str] | None = None
) -> set[str]:
    """`worded_zero`: a zero is worded "không có", so its wording changes with it."""
    before, after = composition().document, compose(changed).document
    old, new = values(before), values(after)
    moved = {one for one in old if old[one] != new.get(one)}
    expected = dependents(before, reference, row)
    counts = {figure.id for figure in figures_of(before) if figure.origin.kind in COUNTED}
    assert moved <= expected, f"moved without depending on {reference}: {sorted(moved - expected)}"
    assert expected - counts <= moved, f"did not follow {reference}: {sorted(expected - counts - moved)}"
    was, now = texts(before), texts(after)
    assert {one for one in was if was[one] != now.get(one, was[one])} <= moved
    wrong = [one.text for one in figures_of(after) if one.id in moved and not prints_its_value(one)]
    assert wrong == [], f"printed otherwise than they are: {wrong}"
    turned = any(sign(old[one]) != sign(new.get(one)) for one in moved)  # and the wording with it
    if not expected & counts and not worded_zero and not turned:
        assert prose(before) == prose(after)
    return moved


def test_every_figure_of_the_report_prints_its_value() -> None:
    assert [one for one in figures_of(composition().document) if not prints_its_value(one)] == []


@pytest.mark.parametrize(
    "index", range(len(dataset().observations)), ids=lambda i: reference_of(dataset().observations[i])
)
def test_changing_an_observation_changes_exactly_its_dependents(index: int) -> None:
    data = dataset()
    one = data.observations[index]
    changed = replace(one, value=nudged(one.value), high=None, low=None)
    observations = (*data.observations[:index], changed, *data.observations[index + 1 :])

    moved = check_exactly_dependents_change(
        replace(data, observations=observations), reference_of(one), worded_zero=one.value == 0
    )

    assert moved, f"{reference_of(one)} stands in the data and reaches no figure of the report"


ALL_ROWS = 12
"""Of a register with more rows, numbers of the first, the middle and the last one are tried."""


@cache
def measures() -> dict[str, RowsMeasure]:
    return {one.code: one.rows for one in dataset().indicators if one.rows is not None}


@cache
def book() -> Book:
    return Book(dataset(), Definition.of(dataset()).as_of)


@cache
def keys_of(figure: Figure) -> frozenset[str]:
    """The rows that a measured figure stands for; a figure of a large register does not carry their keys."""
    origin = figure.origin
    if origin.row_keys or not origin.register:
        return frozenset(origin.row_keys)
    items = tuple((one.split("=")[0], one.split("=")[1]) for one in origin.items.split("; ") if one)
    question = book().question(origin.indicator, origin.place, Period.of(origin.period), items)
    assert question is not None
    register = book().registers[origin.register]
    return frozenset(row.key for row in rows_counted(register, book().rows(origin.register), question))


def adds_up(figure: Figure, row: Row, name: str) -> bool:
    """Whether the figure is the sum of this number over rows of which this is one."""
    measure = measures().get(figure.id.partition(".")[0])
    own = measure is not None and (measure.register, measure.field) == (row.register, name)
    return own and figure.origin.kind == "sum" and row.key in keys_of(figure)


def number_fields() -> list[tuple[int, str]]:
    """Numbers that the report prints with their row, or adds up; a register also keeps what no report asks for."""
    data = dataset()
    behind = tuple(everything(composition().document))
    printed_numbers = {figure.id for figure in behind if figure.origin.kind == "row"}
    listed = {figure.id.partition(".")[0] for figure in behind if figure.origin.kind == "row"}
    found: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for register in data.registers:
        for name in (field.code for field in register.fields if field.type == "number"):
            own = [
                (index, name)
                for index, row in enumerate(data.rows)
                if row.register == register.code and row.values.get(name) is not None
            ]
            if register.code not in listed or len(own) > ALL_ROWS:  # a long one is listed in part
                own = [
                    one
                    for one in own
                    if row_reference(data.rows[one[0]], name) in printed_numbers
                    or any(adds_up(figure, data.rows[one[0]], name) for figure in behind)
                ]
            found[register.code, name] = (
                own if len(own) <= ALL_ROWS else [own[0], own[len(own) // 2], own[-1]]
            )
    return [one for own in found.values() for one in own]


def row_reference(row: Row, name: str) -> str:
    return f"{row.register}.{row.key}.{name}"


@pytest.mark.parametrize(
    ("index", "name"),
    number_fields(),
    ids=[row_reference(dataset().rows[i], name) for i, name in number_fields()],
)
def test_changing_a_number_of_a_row_changes_exactly_its_dependents(index: int, name: str) -> None:
    data = dataset()
    row = data.rows[index]
    value = row.values[name]
    assert isinstance(value, Decimal)
    changed = replace(row, values={**row.values, name: nudged(value)})
    rows = (*data.rows[:index], changed, *data.rows[index + 1 :])

    moved = check_exactly_dependents_change(
        replace(data, rows=rows), row_reference(row, name), row=(row, name)
    )

    assert moved, f"{row_reference(row, name)} stands in the data and reaches no figure of the report"


def of_register(figure: Figure, register: str) -> bool:
    """Whether the figure counts or adds up rows of this register, by an indicator or by a word of the template."""
    if figure.origin.kind not in ("count", "sum"):
        return False
    return figure.origin.register == register or figure.id.split(".")[1:2] == [register]


def amount_of(figure: Figure, row: Row, label: str) -> Decimal | None:
    """What the row adds to the figure; None where the figure does not count it."""
    if (row.key not in keys_of(figure)) if figure.origin.register else (label not in figure.origin.rows):
        return None
    measure = measures().get(figure.id.partition(".")[0])
    if figure.origin.kind == "count":
        return (
            Decimal(1) if measure is None or not measure.distinct else None
        )  # a value may stand in other rows too
    register = next(one for one in dataset().registers if one.code == row.register)
    column = register.field(measure.field if measure else figure.id.partition("@")[0].split(".")[2])
    assert column is not None
    number = row.values[column.code]
    assert isinstance(number, Decimal)
    return convert(number, column.unit or UNITLESS, unit_of(figure.unit))


def counts_values(figure: Figure, row: Row) -> bool:
    """Whether the figure counts how many different values rows have, this one among them."""
    measure = measures().get(figure.id.partition(".")[0])
    return measure is not None and bool(measure.distinct) and row.key in keys_of(figure)


def check_rows(changed: tuple[Row, ...], row: Row, sign: int) -> set[str]:
    """Exactly the figures that count the row move, by exactly what it adds; and only what is worked out from them."""
    data = dataset()
    before, after = composition().document, compose(replace(data, rows=changed)).document
    register = next(one for one in data.registers if one.code == row.register)
    label, new = row_label(register, row), values(after)
    counting: set[str] = set()
    for figure in everything(before):
        amount = amount_of(figure, row, label) if of_register(figure, register.code) else None
        if not amount:
            continue
        counting.add(figure.id)
        if figure.id in new:  # a sentence about no rows at all says so in words
            assert new[figure.id] == (figure.value or 0) + sign * amount, figure.id
    old = values(before)
    moved = {one for one in old if old[one] != new.get(one)}
    own = f"{row.register}.{row.key}."
    expected = {
        figure.id
        for figure in figures_of(before)
        if any(
            one.id in counting or one.id.startswith(own) or counts_values(one, row)
            for one in everything_behind(figure)
        )
    }
    assert moved <= expected, f"moved without counting {row.key}: {sorted(moved - expected)}"
    assert counting & old.keys() <= moved, f"counts {row.key} and did not move: {sorted(counting - moved)}"
    assert all(prints_its_value(one) for one in figures_of(after) if one.id in moved)
    return moved


@pytest.mark.parametrize("register", [one.code for one in dataset().registers])
def test_a_row_added_or_removed_moves_exactly_the_figures_that_count_it(register: str) -> None:
    rows = dataset().rows
    row = next(one for one in reversed(rows) if one.register == register)
    twin = replace(row, key="dong-moi", order=row.order + 1)

    removed = check_rows(tuple(one for one in rows if one is not row), row, -1)
    added = check_rows((*rows, twin), row, 1)

    assert {one for one in removed if not one.startswith(f"{register}.")} >= added


REPORTED, OVER = date(2020, 6, 12), date(2020, 7, 5)
"""The report's day, to which its period is told, and one on which that is over."""


@pytest.mark.parametrize(
    ("day", "change", "stock", "new"),
    [
        (REPORTED, {"effective_to": REPORTED}, -1, 0),
        (REPORTED, {"effective_to": date(2020, 6, 13)}, 0, 0),  # will close the day after, and stands yet
        (REPORTED, {"effective_from": date(2019, 12, 31)}, 0, -1),  # there before the period began
        (REPORTED, {"effective_from": date(2020, 6, 13)}, -1, -1),  # not there yet
        (REPORTED, {"recorded_on": date(2020, 6, 13)}, -1, -1),  # known the day after the report
        (OVER, {"effective_to": date(2020, 6, 30)}, -1, 0),  # closed on the period's last day
        (OVER, {"effective_from": date(2020, 7, 1)}, -1, -1),  # comes after it
        (OVER, {"effective_to": date(2020, 7, 1)}, 0, 0),
    ],
)
def test_the_days_of_a_row_move_stock_and_flow(
    day: date, change: dict[str, date], stock: int, new: int
) -> None:
    data = dataset()
    row = next(one for one in reversed(data.rows) if one.register == "cua_hang_xang_dau")
    changed = tuple(replace(one, **change) if one is row else one for one in data.rows)
    old, moved = values(composed_on(day, data)), values(composed_on(day, replace(data, rows=changed)))
    differ = {one: moved[one] - old[one] for one in old if old[one] != moved.get(one)}  # type: ignore[operator]
    wanted = {"tm_ch_xang_dau.2020-H1.actual": stock, "tm_ch_xang_dau_moi.2020-H1.actual": new}
    assert differ == {one: by for one, by in wanted.items() if by}


def test_what_a_template_lists_stands_on_the_day_on_which_figures_are_counted() -> None:
    """A project known to end on 20 June is still on in the report of the 12th, in its list and in its sums alike."""
    data = dataset()
    ending = tuple(
        replace(one, effective_to=date(2020, 6, 20)) if one.register == "de_an_khuyen_cong" else one
        for one in data.rows
    )
    assert values(composed_on(REPORTED, replace(data, rows=ending))) == values(composition().document)
    counted = "dem.de_an_khuyen_cong"
    assert counted in values(composition().document)
    assert counted not in values(composed_on(OVER, replace(data, rows=ending)))


def composed_on(day: date, data: Dataset) -> Document:
    return compose_report(Book(data, day), Definition.of(data), draft=True).document


def test_a_larger_half_year_output_reaches_growth_attainment_remainder_summary_and_annex() -> None:
    data = dataset()
    index = next(
        i for i, one in enumerate(data.observations) if reference_of(one) == "gtsxcn.2020-H1.estimate"
    )
    one = data.observations[index]
    changed = replace(one, value=one.value * Decimal("1.01"))
    observations = (*data.observations[:index], changed, *data.observations[index + 1 :])

    moved = check_exactly_dependents_change(
        replace(data, observations=observations), "gtsxcn.2020-H1.estimate"
    )

    assert {
        "gtsxcn.2020-H1.estimate",
        "gtsxcn.2020-H1.so-cung-ky",
        "gtsxcn.2020-H1.dat-ke-hoach",
        "gtsxcn.2020.con-lai",
    } <= moved
