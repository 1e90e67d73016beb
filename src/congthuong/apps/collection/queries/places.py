"""Which province a place belonged to on a day."""

from __future__ import annotations

from datetime import date

from congthuong.apps.catalogue.queries import places_on

PROVINCE = "province"


class Provinces:
    """The places that stood on a day: one query, then any number of questions."""

    def __init__(self, day: date) -> None:
        rows = places_on(day).values_list("code", "level", "parent")
        self._places = {code: (level, parent) for code, level, parent in rows}

    def stood(self, place: str) -> bool:
        return place in self._places

    def of(self, place: str) -> str | None:
        """The province of the place; for a place that is not said or did not stand, the only province there was."""
        seen: set[str] = set()
        while place in self._places and place not in seen:
            level, parent = self._places[place]
            if level == PROVINCE:
                return place
            seen.add(place)
            place = parent
        provinces = [code for code, (level, _) in self._places.items() if level == PROVINCE]
        return provinces[0] if len(provinces) == 1 else None
