"""What must hold of a register's rows whatever they say: opening + new - removed = closing, in every period.

Of a register whose rows are things the rows are counted. Of a register of counts (columns that tell a stock and its
movement) those columns are added up, and each count has to open with what the one before closed with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from congthuong.core.ledger.measures import EVERYWHERE, Question, closing_stock, measure_rows
from congthuong.core.ledger.model import Register, Row, RowsMeasure, When
from congthuong.core.quantities import Period

Movement = tuple[str, str, str, str]
"""The columns of opening, new, removed and closing."""


@dataclass(frozen=True, slots=True)
class Identity:
    """One stock over one period; `of` is the column of the closing stock, "" for the rows themselves."""

    register: Register
    of: str
    period: Period
    opening: Decimal | None
    new: Decimal | None
    removed: Decimal | None
    closing: Decimal | None

    @property
    def expected(self) -> Decimal | None:
        return closing_stock(self.opening, self.new, self.removed)

    @property
    def known(self) -> bool:
        """Whether the register can say all four: it is complete for the period, and no row lacks its number."""
        return self.expected is not None and self.closing is not None

    @property
    def holds(self) -> bool:
        return not self.known or self.expected == self.closing


@dataclass(frozen=True, slots=True)
class Break:
    """Where two counts of one thing do not fit: what the row says and what it would have to say."""

    register: Register
    row: str
    before: str  # the row before, "" when the row does not fit with itself
    column: str
    said: Decimal | None
    expected: Decimal | None


def stock_identities(
    register: Register, rows: Sequence[Row], period: Period, movements: Sequence[Movement] = ()
) -> tuple[Identity, ...]:
    """`rows`: every row of the register as known."""
    if movements:
        return tuple(_moved(register, rows, period, movement) for movement in movements)
    opening = _opening(register, rows, period)
    new, removed = (_measured(register, rows, period, when) for when in ("new", "closed"))
    closing = _measured(register, rows, period, "stock")
    return (Identity(register, "", period, opening, new, removed, closing),)


def _moved(register: Register, rows: Sequence[Row], period: Period, movement: Movement) -> Identity:
    _, new, removed, closing = movement
    return Identity(
        register,
        closing,
        period,
        opening=_opening(register, rows, period, closing),
        new=_measured(register, rows, period, "new", new),
        removed=_measured(register, rows, period, "new", removed),
        closing=_measured(register, rows, period, "stock", closing),
    )


def _measured(
    register: Register, rows: Sequence[Row], period: Period, when: When, field: str = ""
) -> Decimal | None:
    answer = measure_rows(
        register, rows, Question(RowsMeasure(register.code, when, field=field), EVERYWHERE, period)
    )
    return answer.value if answer else None


def _opening(register: Register, rows: Sequence[Row], period: Period, field: str = "") -> Decimal | None:
    """What stood when the period began; a register that is complete from its first day on can say that."""
    before = period.first - timedelta(days=1)
    since = register.since and register.since - timedelta(days=1)
    return _measured(replace(register, since=since), rows, Period.of(before.isoformat()), "stock", field)


def count_breaks(
    register: Register, rows: Sequence[Row], series: Sequence[str], movements: Sequence[Movement]
) -> Iterator[Break]:
    """Counts that do not add up in themselves, and those that do not follow the one before of the same thing."""
    things: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        things[tuple(row.values.get(name) for name in series)].append(row)
    for own in things.values():
        own.sort(key=lambda row: (row.effective_from or date.min, row.order))
        for number, row in enumerate(own):
            for movement in movements:
                yield from _own_break(register, row, movement)
                if number:
                    yield from _chain_break(register, own[number - 1], row, movement)


def _own_break(register: Register, row: Row, movement: Movement) -> Iterator[Break]:
    opening, new, removed, closing = (_number(row, name) for name in movement)
    expected = closing_stock(opening, new, removed)
    if expected is not None and expected != closing:
        yield Break(register, row.key, "", movement[3], closing, expected)


def _chain_break(register: Register, before: Row, row: Row, movement: Movement) -> Iterator[Break]:
    opening, last = _number(row, movement[0]), _number(before, movement[3])
    if opening != last:
        yield Break(register, row.key, before.key, movement[0], opening, last)
    if before.effective_to is None or before.effective_to != row.effective_from:
        yield Break(register, row.key, before.key, "", None, None)


def _number(row: Row, name: str) -> Decimal | None:
    value = row.values.get(name)
    return value if isinstance(value, Decimal) else None
