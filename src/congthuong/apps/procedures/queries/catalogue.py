"""The catalogue of procedures as it held on a day, and what decisions changed in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from congthuong.apps.procedures.models import Change, Procedure, ProcedureVersion
from congthuong.apps.procedures.problems import NoSuchProcedure, NotInForce
from congthuong.core.problems import nearest
from congthuong.core.quantities import write_date


def versions_on(day: date, known_on: date | None = None) -> dict[str, ProcedureVersion]:
    """For each code the version that holds on the day, abolished ones too: one query."""
    rows = ProcedureVersion.objects.filter(valid_from__lte=day)
    if known_on is not None:
        rows = rows.filter(recorded_on__lte=known_on)
    # Of several the one that holds from later, of one day's the one written later.
    ordered = rows.select_related("procedure", "organisation").order_by("valid_from", "number")
    return {one.procedure.code: one for one in ordered}


def in_force(day: date, known_on: date | None = None) -> list[ProcedureVersion]:
    """Those that exist on the day, by field and name."""
    return sorted(
        (one for one in versions_on(day, known_on).values() if one.in_force),
        key=lambda one: (one.field, one.name, one.procedure.code),
    )


def online_on(day: date) -> list[ProcedureVersion]:
    """Those that a citizen may hand in online on the day."""
    return [one for one in in_force(day) if one.taken_online]


def version_for(code: str, day: date) -> ProcedureVersion:
    """What holds of the procedure on the day. Raises NoSuchProcedure, NotInForce."""
    rows = ProcedureVersion.objects.filter(procedure__code=code, valid_from__lte=day)
    found = rows.select_related("procedure", "organisation").order_by("-valid_from", "-number").first()
    if found is None:
        procedure_for(code)
    if found is None or not found.in_force:
        raise NotInForce(procedure=code, day=write_date(day))
    return found


def procedure_for(code: str) -> Procedure:
    """Raises NoSuchProcedure."""
    found = Procedure.objects.filter(code=code).first()
    if found is None:
        guess = nearest(code, Procedure.objects.values_list("code", flat=True))
        raise NoSuchProcedure(procedure=code[:60], hint=f" Có phải «{guess}»?" if guess else "")
    return found


def history(code: str) -> list[ProcedureVersion]:
    """Every version of the procedure, the newest first. Raises NoSuchProcedure."""
    procedure = procedure_for(code)
    rows = procedure.versions.select_related("organisation", "user").order_by("-valid_from", "-number")
    return list(rows)


@dataclass(frozen=True, slots=True)
class Decision:
    """What one decision changed: codes and names by kind of change."""

    number: str
    valid_from: date
    announced: tuple[ProcedureVersion, ...]
    amended: tuple[ProcedureVersion, ...]
    abolished: tuple[ProcedureVersion, ...]


def decisions(first: date | None = None, last: date | None = None) -> list[Decision]:
    """The decisions of the days from `first` to `last`, the newest first."""
    rows = ProcedureVersion.objects.select_related("procedure").order_by("-valid_from", "decision", "name")
    if first is not None:
        rows = rows.filter(valid_from__gte=first)
    if last is not None:
        rows = rows.filter(valid_from__lte=last)
    by_decision: dict[tuple[str, date], list[ProcedureVersion]] = {}
    for one in rows:
        by_decision.setdefault((one.decision, one.valid_from), []).append(one)
    return [
        Decision(
            number,
            day,
            _changed(found, Change.ANNOUNCED),
            _changed(found, Change.AMENDED),
            _changed(found, Change.ABOLISHED),
        )
        for (number, day), found in by_decision.items()
    ]


def _changed(rows: Iterable[ProcedureVersion], change: Change) -> tuple[ProcedureVersion, ...]:
    return tuple(one for one in rows if one.change == change)
