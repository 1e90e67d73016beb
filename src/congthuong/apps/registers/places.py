"""Checks of places that many registers have."""

from __future__ import annotations

from collections.abc import Iterator

from congthuong.apps.catalogue.models import Place
from congthuong.apps.registers.kinds import Doubt, RowAsked


def commune_in_district(asked: RowAsked) -> Iterator[Doubt]:
    """The commune of `xa` lies in the district of `huyen`, in some of the times for which the catalogue knows it."""
    commune, district = asked.values.get("xa"), asked.values.get("huyen")
    if not commune or not district:
        return
    units = list(Place.objects.filter(code=commune))
    if units and not any(one.parent == district for one in units):
        above = Place.objects.filter(code=units[0].parent).first()
        where = f"thuộc {above.name}" if above else "thuộc nơi khác"
        yield Doubt("xa", f"«{units[0].name}» {where}, không thuộc huyện đã ghi. Hãy xem lại hai cột.")
