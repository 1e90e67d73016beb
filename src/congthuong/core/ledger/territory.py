"""Places in time: which unit a code named on a day, and of which older units it was made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from congthuong.core.ledger.model import Place, PlaceChange

WHOLE_CHANGES = ("merge", "rename", "transfer")  # the old unit goes over as a whole; "split" cuts it up
_Unit = tuple[str, date | None]


class Territory:
    """The units of a catalogue and how they became one another. A code alone does not identify a unit."""

    def __init__(self, places: Iterable[Place], changes: Iterable[PlaceChange]) -> None:
        self._bearers: dict[str, list[Place]] = {}
        for place in places:
            self._bearers.setdefault(place.code, []).append(place)
        self._into: dict[_Unit, list[PlaceChange]] = {}
        self._successors: dict[tuple[str, date | None, date], set[_Unit]] = {}
        self._answers: dict[tuple[str, date, date], tuple[str, ...]] = {}
        self._below: dict[str, list[Place]] = {}
        self._inside: dict[tuple[str, date], frozenset[str]] = {}
        for named in self._bearers.values():
            for place in named:
                self._below.setdefault(place.parent, []).append(place)
        for one in changes:
            new = (one.new_code, one.new_valid_from)
            self._into.setdefault(new, []).append(one)
            self._successors.setdefault((one.old_code, one.old_valid_from, one.date), set()).add(new)

    def unit(self, code: str, day: date) -> Place | None:
        """The unit that bore this code on that day; before and after its time the first that ever bore it."""
        named = self._bearers.get(code, ())
        for place in named:
            if place.valid_on(day):
                return place
        return named[0] if named else None

    def began_within(self, code: str, first: date, last: date) -> date | None:
        """When the unit that bears the code on the last day began, if that was after the first day and another bore the
        code before; else None."""
        unit = self.unit(code, last)
        if unit is None or unit.valid_from is None or not first < unit.valid_from <= last:
            return None
        return unit.valid_from if len(self._bearers[code]) > 1 else None

    def was_another(self, code: str, day: date, later: date) -> bool:
        """Whether the unit that bore the code on the day is another, older one than bears it later."""
        then, now = self.unit(code, day), self.unit(code, later)
        if then is None or now is None or then is now:
            return False
        return (then.valid_from or date.min) < (now.valid_from or date.min)

    def pieces(self, code: str, named_on: date, day: date) -> tuple[str, ...]:
        """The codes of the units that stood on `day` and make up the unit that bore `code` on `named_on`.

        The new Vĩnh Long of July 2025 kept the code of the old one, so a question about it in 2020 means three
        provinces, of which one has the same code. () when a unit was cut up on the way: nothing says how its
        figures divide.
        """
        key = (code, named_on, day)
        if key not in self._answers:  # asked once for every value of a report
            self._answers[key] = self._pieces(code, named_on, day)
        return self._answers[key]

    def _pieces(self, code: str, named_on: date, day: date) -> tuple[str, ...]:
        unit = self.unit(code, named_on)
        if unit is None or (unit.valid_from or date.min) <= day:
            return (code,)
        found: list[str] = []
        for one in self._into.get((code, unit.valid_from), ()):
            older = self.pieces(one.old_code, one.old_valid_from or date.min, day)
            if not older or not self._came_whole(one):
                return ()
            found.extend(older)
        return tuple(dict.fromkeys(found))

    def _came_whole(self, change: PlaceChange) -> bool:
        successors = self._successors[change.old_code, change.old_valid_from, change.date]
        return change.kind in WHOLE_CHANGES and len(successors) == 1

    def within(self, code: str, day: date) -> frozenset[str] | None:
        """The codes under which something inside the unit may have been recorded; None when no units are known.

        They are the unit that bears `code` on the day, what lies below it, and the older units that went over into
        these as a whole: a row that names a commune since merged away still lies in what became of it. A code that
        another unit has taken over by that day names that one.
        """
        if not self._bearers:
            return None
        if (code, day) not in self._inside:
            found = {code: None}
            waiting = [self.unit(code, day)]
            while waiting:
                unit = waiting.pop()
                if unit is None:
                    continue
                inside = [below for below in self._below.get(unit.code, ()) if below.valid_on(day)]
                inside += self._gone_into(unit, day)
                for one in inside:
                    if one.code not in found:
                        found[one.code] = None
                        waiting.append(one)
            self._inside[code, day] = frozenset(found)
        return self._inside[code, day]

    def _gone_into(self, unit: Place, day: date) -> list[Place]:
        """The units no longer standing on the day that became this one, wholly."""
        older: list[Place] = []
        for change in self._into.get((unit.code, unit.valid_from), ()):
            if change.date > day or not self._came_whole(change):
                continue
            named = self._bearers.get(change.old_code, ())
            if not any(place.valid_on(day) for place in named):
                older += [place for place in named if place.valid_from == change.old_valid_from]
        return older
