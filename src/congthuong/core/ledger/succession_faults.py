"""Whether the changes of units can be true: both units are on record, and none becomes itself on some way round.

Who asks of which units one is made walks the changes backwards; a circle would never end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from congthuong.core.ledger.model import Place, PlaceChange
from congthuong.core.problems import nearest
from congthuong.core.quantities import write_date

Unit = tuple[str, date | None]
Numbered = tuple[int, PlaceChange]


def succession_faults(changes: Sequence[Numbered], places: Iterable[Place]) -> Iterator[tuple[int, str]]:
    """(row, what is wrong with it and what to do), of every row that cannot be true."""
    known: dict[str, list[date | None]] = {}
    for place in places:
        known.setdefault(place.code, []).append(place.valid_from)
    for row, one in changes:
        for unit, column in ((_old(one), "old_code"), (_new(one), "new_code")):
            if unit[1] not in known.get(unit[0], ()):
                yield row, f"cột «{column}»: {_unknown(unit, known)}"
    for rows, circle in circles(changes):
        yield rows[0], _said_of_circle(rows, circle)


def circles(changes: Iterable[Numbered]) -> Iterator[tuple[list[int], list[Unit]]]:
    """Every circle of units with the rows that make it, in the order of time: the first unit is also the last."""
    rows: dict[tuple[Unit, Unit], int] = {}
    for row, one in changes:
        rows.setdefault((_old(one), _new(one)), row)
    while True:
        older: dict[Unit, list[Unit]] = {}
        for old, new in rows:
            older.setdefault(new, []).append(old)
        try:
            TopologicalSorter(older).prepare()
        except CycleError as error:
            circle: list[Unit] = error.args[1]
            yield [rows.pop(pair) for pair in pairwise(circle)], circle
        else:
            return


def unit_name(unit: Unit) -> str:
    code, since = unit
    return f"{code} (từ {write_date(since)})" if since else f"{code} (không ghi ngày bắt đầu)"


def _old(one: PlaceChange) -> Unit:
    return one.old_code, one.old_valid_from


def _new(one: PlaceChange) -> Unit:
    return one.new_code, one.new_valid_from


def _unknown(unit: Unit, known: Mapping[str, Sequence[date | None]]) -> str:
    said = f"đơn vị {unit_name(unit)} không có trong dia-ban.csv"
    code = unit[0]
    if code in known:
        there = "; ".join(unit_name((code, since)) for since in known[code])
        return f"{said}, ở đó có: {there}. Hãy sửa ngày bắt đầu cho khớp"
    guess = nearest(code, known)
    return (
        f"{said}{f' (có phải «{guess}»?)' if guess else ''}. Hãy sửa mã, hoặc thêm đơn vị ấy vào dia-ban.csv"
    )


def _said_of_circle(rows: Sequence[int], circle: Sequence[Unit]) -> str:
    if len(rows) == 1:
        return (
            f"đơn vị {unit_name(circle[0])} được khai là thành chính nó. "
            "Đơn vị mới giữ mã cũ thì khác ở new_valid_from; hãy sửa ngày, hoặc bỏ dòng này"
        )
    way = " → ".join(unit_name(unit) for unit in circle)
    others = ", ".join(str(row) for row in sorted(rows))
    return f"các dòng {others} đi thành vòng: {way}. Hãy sửa một trong các dòng ấy"
