"""What a place belonged to on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q

from congthuong.apps.catalogue.models import Place
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


def of_or_within(place: str) -> Q:
    """Of what was said in a return: whether the return is of the place or of one within it, as the places were when its
    period ended. The database answers, so that what is cut off afterwards is of this place only."""
    ends = "ret__round__period_last"
    above = Place.objects.filter(_stood(OuterRef(OuterRef(ends))), code=OuterRef("parent"), parent=place)
    own = Place.objects.filter(
        _stood(OuterRef(ends)), Q(parent=place) | Exists(above), code=OuterRef("ret__place")
    )
    return Q(ret__place=place) | Q(Exists(own))


def _stood(day: OuterRef) -> Q:
    return Q(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    )
