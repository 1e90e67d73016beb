"""The rows of a typed register on both times, read from their history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Max, QuerySet

from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.models import Entry, PersonalValue
from congthuong.apps.registers.values import pointed_at, read_history
from congthuong.core.ledger.model import Row, Value
from congthuong.web.prepared import prepared_rows

PART = 5000


def states_of(kind: RegisterKind, key: str) -> list[Entry]:
    """Every state of a row, the newest first."""
    found = Entry.objects.filter(register_id=kind.code, key=key)
    return list(found.order_by("-recorded_on", "-id").select_related("user", "batch"))


def last_recorded(kinds: Iterable[RegisterKind]) -> dict[str, date]:
    """The last day on which anything of a register became known, by its code: one query for all of them."""
    codes = tuple(one.code for one in kinds)

    def last() -> QuerySet[Entry, Any]:
        entries = Entry.objects.filter(register_id__in=codes)
        return entries.values_list("register_id").annotate(last=Max("recorded_on"))

    return {str(register): day for register, day in prepared_rows(("last recorded", codes), last)}


def is_as_it_was(kind: RegisterKind, recorded: date, day: date) -> bool:
    """Whether the present table says of `day` what was known on `recorded`: nothing became known later, no row has
    changed since."""
    entries = Entry.objects.filter(register_id=kind.code)

    def later() -> QuerySet[Entry, Any]:
        return entries.filter(recorded_on__gt=recorded).values_list("pk")[:1]

    def changed() -> QuerySet[Entry, Any]:
        return changed_after(kind, day).values_list("pk")[:1]

    asked = (kind.code, recorded, day)
    return not prepared_rows(("later", asked), later) and not prepared_rows(("changed", asked), changed)


def changed_after(kind: RegisterKind, day: date) -> QuerySet[Entry]:
    """States that took the place of others and began after the day: where there is none, every row is as it was then.

    The last word about a row begins later than all others that stand (`_standing`), so it is among these when an earlier
    one still holds on the day.
    """
    own = Entry.objects.filter(register_id=kind.code, supersedes__isnull=False, state_from__gt=day)
    return own.order_by()


def known_rows(
    kind: RegisterKind,
    recorded: date,
    *,
    effective: date | None = None,
    personal: bool = False,
    keys: Iterable[str] | None = None,
    said_on: date | None = None,
) -> tuple[Row, ...]:
    """The rows as known on the day `recorded`; with `effective` those that were true on that day, as they then were.

    Whether a row was true the last known state decides: what was corrected to have ended does not count on the strength
    of an older state. How it was on the day, the state that had begun last by then. Withdrawn rows are left out.
    Personal columns are masked unless asked for. `keys`: only of these rows. `said_on`: what they said on that day,
    whether they were true on it or not.
    """
    states: dict[str, list[Entry]] = defaultdict(list)
    found = Entry.objects.filter(register_id=kind.code, recorded_on__lte=recorded)
    wanted = None if keys is None else frozenset(keys)
    if wanted is not None and len(wanted) <= PART:
        found = found.filter(key__in=wanted)
    for one in found.order_by("recorded_on", "id").iterator(chunk_size=2000):
        if wanted is not None and one.key not in wanted:
            continue
        states[one.key].append(one)
    values = _kept_apart(kind, states.values(), personal=personal)
    rows = []
    for own in states.values():
        last = own[-1]
        if last.withdrawn or (effective is not None and not _true_on(last, effective)):
            continue
        rows.append(_row(kind, last, _as_of(own, effective or said_on), values))
    return tuple(sorted(rows, key=lambda row: (row.order, row.key)))


def _true_on(last: Entry, day: date) -> bool:
    begun = last.effective_from is None or last.effective_from <= day
    return begun and (last.effective_to is None or day < last.effective_to)


def _as_of(states: list[Entry], day: date | None) -> Entry:
    standing = _standing(states)
    begun = [one for one in standing if day is None or (one.state_from or date.min) <= day]
    return begun[-1] if begun else standing[0]


def _standing(states: list[Entry]) -> list[Entry]:
    """`states` in the order in which they became known. A later one speaks for everything from its day on: what was said
    before of that time no longer holds (a correction, an import that was undone)."""
    standing: list[Entry] = []
    for one in states:
        begins = one.state_from or date.min
        while standing and (standing[-1].state_from or date.min) >= begins:
            standing.pop()
        standing.append(one)
    return standing


States = tuple[tuple[date, Mapping[str, Value]], ...]


def past_states(kinds: Iterable[RegisterKind], recorded: date) -> dict[tuple[str, str], States]:
    """(register, key) -> from which day the row said what, of the rows that once said otherwise: two queries."""
    known = {one.code: one for one in kinds}
    entries = Entry.objects.filter(register_id__in=known, recorded_on__lte=recorded)

    def told_twice() -> QuerySet[Entry, Any]:
        told = entries.values("register_id", "key").annotate(count=Count("id"), last=Max("state_from"))
        return told.filter(count__gt=1, last__isnull=False).values_list("register_id", "key")

    rows = prepared_rows(("told twice", tuple(known), recorded), told_twice)
    changed = {(str(register), key) for register, key in rows}
    if not changed:
        return {}
    states: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for one in entries.filter(key__in={key for _, key in changed}).order_by("recorded_on", "id"):
        states[str(one.register_id), one.key].append(one)
    standing = {row: own for row in changed if len(own := _standing(states[row])) > 1}
    kept: dict[str, dict[int, str]] = {}
    for code in {code for code, _ in standing}:
        of_kind = [own for (own_code, _), own in standing.items() if own_code == code]
        kept[code] = _kept_apart(known[code], of_kind, personal=False)
    return {
        row: tuple(
            (one.state_from or date.min, read_history(known[row[0]], one.data, kept[row[0]])) for one in own
        )
        for row, own in standing.items()
    }


def _row(kind: RegisterKind, last: Entry, state: Entry, personal: dict[int, str]) -> Row:
    return Row(
        register=kind.code,
        key=last.key,
        values=read_history(kind, state.data, personal),
        recorded_on=last.recorded_on,
        effective_from=last.effective_from,
        effective_to=last.effective_to,
        source=last.source,
        order=last.order,
    )


def _kept_apart(kind: RegisterKind, states: Iterable[list[Entry]], *, personal: bool) -> dict[int, str]:
    """What the states point to. The names of businesses are always there, as in a row of today: who shows a row masks
    those of households."""
    names = kind.erasable if personal else kind.private
    if not names:
        return {}
    numbers = {
        number
        for own in states
        for one in own
        for name in names
        if (number := pointed_at(one.data.get(name))) is not None
    }
    if not numbers:
        return {}
    kept = PersonalValue.objects.filter(register=kind.code, erased_at__isnull=True)
    if len(numbers) <= PART:
        kept = kept.filter(pk__in=numbers)
    return {pk: value for pk, value in kept.values_list("pk", "value") if pk in numbers}
