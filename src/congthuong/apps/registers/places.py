"""Checks of places that many registers have."""

from __future__ import annotations

from collections.abc import Iterator

from congthuong.apps.catalogue.models import Place
from congthuong.apps.registers.kinds import Check, Doubt, RowAsked


def commune_in_district(asked: RowAsked) -> Iterator[Doubt]:
    """The commune of `xa` lies in the district of `huyen`, in some of the times for which the catalogue knows it."""
    commune, district = asked.values.get("xa"), asked.values.get("huyen")
    if not commune or not district:
        return
    known = asked.places or _units
    units = known(str(commune))
    if units and not any(one.parent == district for one in units):
        above = next(iter(known(units[0].parent)), None)
        where = f"thuộc {above.name}" if above else "thuộc nơi khác"
        yield Doubt("xa", f"«{units[0].name}» {where}, không thuộc huyện đã ghi. Hãy xem lại hai cột.")


def _units(code: str) -> list[Place]:
    return list(Place.objects.filter(code=code))


BY_ITSELF: frozenset[Check] = frozenset({commune_in_district})
"""Checks that ask nothing of other rows: those of a file need not be written one by one for them."""
