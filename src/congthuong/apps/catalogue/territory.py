"""Which unit became which: walking the changes of units forwards and backwards in time.

Works on the core's records, whatever they were read from. A unit is a `Place`, identified by its code and
its first day together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import reduce

from congthuong.core.ledger.model import Place, PlaceChange
from congthuong.core.problems import Problem
from congthuong.core.quantities import write_date

Identity = tuple[str, date | None]


class TerritoryUnknown(Problem):
    code = "CT-421"
    text = (
        "Chưa biết trước ngày {day} địa bàn «{place}» ({code}) gồm những đơn vị nào: {why}. "
        "Hãy bổ sung danh-muc/bien-dong.csv; khi chưa có thì không cộng lại được số liệu cũ."
    )


class Territory:
    """All units and changes that are on record."""

    def __init__(self, places: Iterable[Place], changes: Iterable[PlaceChange]) -> None:
        self._units: dict[Identity, Place] = {(place.code, place.valid_from): place for place in places}
        self._into: dict[Identity, list[PlaceChange]] = defaultdict(list)
        self._out_of: dict[Identity, list[PlaceChange]] = defaultdict(list)
        for change in sorted(changes, key=lambda one: (one.date, one.old_code, one.new_code)):
            self._into[change.new_code, change.new_valid_from].append(change)
            self._out_of[change.old_code, change.old_valid_from].append(change)

    def unit(self, code: str, day: date) -> Place | None:
        """The unit that bore the code on that day."""
        return next((one for one in self._units.values() if one.code == code and stands(one, day)), None)

    def successors(self, unit: Place, until: date) -> list[Place]:
        """What the unit had become by `until`: itself while it stands, [] when it ended without a change."""
        if stands(unit, until):
            return [unit]
        further = [
            self._units[change.new_code, change.new_valid_from]
            for change in self._out_of[unit.code, unit.valid_from]
            if change.date <= until and (change.new_code, change.new_valid_from) in self._units
        ]
        return _union(self.successors(one, until) for one in further)

    def predecessors(self, unit: Place, on: date, back_to: date) -> list[Place]:
        """The units of `back_to` that together are the territory of `unit` as it stands on the day `on`.

        Raises TerritoryUnknown when a part has no unit on record for that day, or when a unit of that day
        went only partly into this one, since a sum over whole units would then be wrong.
        """
        pieces = self._beginnings(unit, back_to)
        for piece in pieces:
            became = self.successors(piece, on)
            if became != [unit]:
                others = ", ".join(one.name for one in became if one != unit)
                raise _unknown(unit, back_to, f"«{piece.name}» còn có phần thuộc {others or 'nơi khác'}")
        return pieces

    def _beginnings(self, unit: Place, back_to: date) -> list[Place]:
        if stands(unit, back_to):
            return [unit]
        changes = self._into[unit.code, unit.valid_from]
        older = [self._units.get((one.old_code, one.old_valid_from)) for one in changes if one.date > back_to]
        known = [one for one in older if one is not None]
        if not known or len(known) < len(older):
            raise _unknown(unit, back_to, f"không có dòng biến động nào dẫn đến «{unit.name}»")
        return _union(self._beginnings(one, back_to) for one in known)


def stands(unit: Place, day: date) -> bool:
    return (unit.valid_from is None or unit.valid_from <= day) and (
        unit.valid_to is None or day < unit.valid_to
    )


def _union(lists: Iterable[list[Place]]) -> list[Place]:
    """In order of discovery, each unit once (two wards may reach one successor by two ways)."""
    return reduce(lambda found, more: found + [one for one in more if one not in found], lists, [])


def _unknown(unit: Place, day: date, why: str) -> TerritoryUnknown:
    return TerritoryUnknown(place=unit.name, code=unit.code, day=write_date(day), why=why)
