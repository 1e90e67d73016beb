"""Names of places for pages, and what lies within one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from congthuong.apps.catalogue.models import Place
from congthuong.apps.catalogue.queries import places_on


def place_names(day: date) -> dict[str, str]:
    """Code -> name; a code that no unit bears on the day keeps the last name it bore."""
    names: dict[str, str] = {}
    for code, name, begins, ends in Place.objects.order_by("valid_from", "id").values_list(
        "code", "name", "valid_from", "valid_to"
    ):
        standing = (begins is None or begins <= day) and (ends is None or day < ends)
        if standing or code not in names:
            names[code] = name
    return names


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """The last name of each of these units."""
    wanted = set(codes) - {""}
    if not wanted:
        return {}
    rows = Place.objects.filter(code__in=wanted).order_by("valid_from", "id")
    return dict(rows.values_list("code", "name"))


def every_name_of(codes: Iterable[str]) -> dict[str, str]:
    """All names that each of these units ever bore, for search: people go on to use the old one."""
    wanted = set(codes) - {""}
    found: dict[str, dict[str, None]] = {}
    for code, name in Place.objects.filter(code__in=wanted).values_list("code", "name") if wanted else ():
        found.setdefault(code, {})[name] = None
    return {code: " ".join(names) for code, names in found.items()}


def within(code: str, day: date) -> frozenset[str]:
    """The unit's code and those of everything below it; by what ever stood when nothing did on that day."""
    pairs = list(places_on(day).values_list("code", "parent")) or list(
        Place.objects.values_list("code", "parent")
    )
    found, waiting = {code}, [code]
    while waiting:
        above = waiting.pop()
        fresh = {one for one, parent in pairs if parent == above} - found
        found |= fresh
        waiting += fresh
    return frozenset(found)


def choices(day: date, levels: tuple[str, ...] = ()) -> list[tuple[str, list[tuple[str, str]]]]:
    """For a picker without script: (district, its communes) in the order of the codes; districts stand together.

    Of the units that stood on the day; where none of these levels did, of all that ever stood.
    """
    units = list(Place.objects.order_by("code"))
    standing = [one for one in units if _stood(one, day)]
    wanted = [one for one in standing if not levels or one.level in levels]
    wanted = wanted or [one for one in units if not levels or one.level in levels]
    named = {one.code: one.name for one in [*units, *standing]}
    groups: dict[str, dict[str, str]] = {}
    for one in wanted:
        groups.setdefault(named.get(one.parent, ""), {})[one.code] = one.name
    return [(above, list(own.items())) for above, own in groups.items()]


def _stood(place: Place, day: date) -> bool:
    begun = place.valid_from is None or place.valid_from <= day
    return begun and (place.valid_to is None or day < place.valid_to)


def tree(day: date) -> list[tuple[tuple[str, str], list[tuple[str, str]]]]:
    """(district, its communes), both as (code, name), of the units that stood on the day."""
    units = list(places_on(day).order_by("code")) or list(Place.objects.order_by("code"))
    below: dict[str, list[tuple[str, str]]] = {}
    for one in units:
        below.setdefault(one.parent, []).append((one.code, one.name))
    districts = [one for one in units if one.level == Place.Level.DISTRICT]
    if districts:
        return [((one.code, one.name), below.get(one.code, [])) for one in districts]
    provinces = [one for one in units if one.level == Place.Level.PROVINCE]
    return [((one.code, one.name), below.get(one.code, [])) for one in provinces]


def place_units(day: date) -> list[tuple[str, str, str, str]]:
    """(code, name, level, parent) of the units that stood on the day, and of those that stood before or after where no
    standing one bears the code: rows of earlier years name the units of their time."""
    found: dict[str, tuple[str, str, str, str]] = {}
    for one in Place.objects.order_by("code", "valid_from", "id"):
        if one.code not in found or _stood(one, day):
            found[one.code] = (one.code, one.name, one.level, one.parent)
    return list(found.values())
