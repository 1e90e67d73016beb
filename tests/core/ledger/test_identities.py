"""Opening + new - removed = closing: shown where it fails, and not said of what nobody can know."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from congthuong.core.ledger.identities import count_breaks, stock_identities
from congthuong.core.ledger.model import Field, Register, Row
from congthuong.core.quantities import Period, unit_of

MOVEMENT = ("dau", "moi", "giam", "cuoi")
LINES = Register(
    "luoi",
    "Đường dây",
    unit_of("mục"),
    (Field("huyen", "Huyện", "place"), *(Field(name, name, "number", unit_of("km"), 2) for name in MOVEMENT)),
    since=date(2019, 12, 31),
)
HALF = Period.of("2020-H1")
END, JUNE = date(2019, 12, 31), date(2020, 6, 8)


def count(
    key: str, since: date, until: date | None, numbers: tuple[int | None, ...], huyen: str = "842"
) -> Row:
    told = {name: None if one is None else Decimal(one) for name, one in zip(MOVEMENT, numbers, strict=True)}
    return Row("luoi", key, {"huyen": huyen, **told}, JUNE, since, until)


FIRST = count("a", END, JUNE, (None, None, None, 100))
NEXT = count("b", JUNE, None, (100, 7, 2, 105))
OTHER = count("c", END, None, (None, None, None, 40), "844")


def test_counts_that_follow_one_another_hold() -> None:
    (one,) = stock_identities(LINES, (FIRST, NEXT, OTHER), HALF, [MOVEMENT])
    assert (one.opening, one.new, one.removed, one.closing) == (140, 7, 2, 145)
    assert one.known and one.holds
    assert list(count_breaks(LINES, (NEXT, OTHER, FIRST), ("huyen",), [MOVEMENT])) == []


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        (count("b", JUNE, None, (100, 7, 2, 106)), [("", "cuoi", 106, 105)]),
        (count("b", JUNE, None, (101, 7, 2, 106)), [("a", "dau", 101, 100)]),
        (count("b", JUNE, None, (None, None, None, 105)), [("a", "dau", None, 100)]),
        (count("b", date(2020, 6, 9), None, (100, 7, 2, 105)), [("a", "", None, None)]),
    ],
)
def test_a_count_that_does_not_follow_is_named(wrong: Row, found: list[tuple[object, ...]]) -> None:
    breaks = list(count_breaks(LINES, (FIRST, wrong, OTHER), ("huyen",), [MOVEMENT]))
    assert [(one.before, one.column, one.said, one.expected) for one in breaks] == found
    assert {one.row for one in breaks} == {"b"}


def test_a_wrong_closing_does_not_hold_over_the_period() -> None:
    (one,) = stock_identities(LINES, (FIRST, count("b", JUNE, None, (100, 7, 2, 106))), HALF, [MOVEMENT])
    assert not one.holds
    assert (one.expected, one.closing) == (105, 106)


def test_what_is_not_complete_is_not_accused() -> None:
    """Before the register began, and where the first count of the period has nothing to open with."""
    (before,) = stock_identities(LINES, (FIRST, NEXT), Period.of("2019-H2"), [MOVEMENT])
    first = count("d", JUNE, None, (None, None, None, 12), "845")
    (begun,) = stock_identities(LINES, (FIRST, NEXT, first), HALF, [MOVEMENT])
    assert [one.known for one in (before, begun)] == [False, False]
    assert before.holds and begun.holds


def test_rows_that_are_things_are_counted() -> None:
    shops = [Row("luoi", str(i), {}, JUNE, since, until) for i, (since, until) in enumerate(
        [(None, None), (END, JUNE), (date(2020, 3, 2), None), (date(2020, 3, 2), date(2020, 3, 2))]
    )]  # fmt: skip
    (one,) = stock_identities(replace(LINES, since=HALF.first), shops, HALF)
    assert (one.opening, one.new, one.removed, one.closing) == (2, 1, 1, 2)
    assert one.known and one.holds
