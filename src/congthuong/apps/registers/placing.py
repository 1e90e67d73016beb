"""What a row says by what it names: a commune its district, a document its date."""

from __future__ import annotations

from collections.abc import Mapping

from congthuong.apps.catalogue.models import Place
from congthuong.apps.registers.checking import Known
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.core.ledger.model import Value


def with_district(
    kind: RegisterKind, values: Mapping[str, Value], parents: dict[str, str] | None = None
) -> dict[str, Value]:
    """Where the district is left empty, it is filled in. `parents` keeps what was asked, for many rows."""
    made = dict(values)
    columns = [one for one in kind.columns() if getattr(one, "levels", None)]
    communes = [one.name for one in columns if getattr(one, "levels", ()) == ("commune",)]
    districts = [one.name for one in columns if getattr(one, "levels", ()) == ("district",)]
    if len(communes) == len(districts) == 1 and made.get(communes[0]) and not made.get(districts[0]):
        code = str(made[communes[0]])
        known = parents if parents is not None else {}
        if code not in known:
            known[code] = _district(code)
        if known[code]:
            made[districts[0]] = known[code]
    return made


def with_dates(kind: RegisterKind, values: Mapping[str, Value], known: Known) -> dict[str, Value]:
    """Where the date of a document is left empty, the document on record says it."""
    made = dict(values)
    for column, day in kind.dated.items():
        if made.get(column) and not made.get(day):
            cited = known.cited(str(made[column]))
            if cited is not None and cited.day is not None:
                made[day] = cited.day
    return made


def _district(commune: str) -> str:
    parent = Place.objects.filter(code=commune).values_list("parent", flat=True).first() or ""
    return parent if Place.objects.filter(code=parent, level=Place.Level.DISTRICT).exists() else ""
