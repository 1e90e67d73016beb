"""A whole import taken back: every row says again what it said before, new ones are left out."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.models import Entry, PersonalValue, RowImport
from congthuong.apps.registers.problems import ImportClosed, ReasonNeeded, RowChangedSince, UndoBreaks
from congthuong.apps.registers.services.holding import Breach, breaches, named_hold, refuse_named
from congthuong.apps.registers.services.storing import stored_rows
from congthuong.apps.registers.services.writing import PART, State, register_lock, write_many
from congthuong.apps.registers.values import pointed_at, read_history, row_label
from congthuong.core.problems import Problems
from congthuong.web import clock

MOST_NAMED = 20


@transaction.atomic
def import_undo(*, kind: RegisterKind, number: int, by: User, reason: str) -> RowImport:
    """Every row says again what it said before; new ones are left out.

    Refused where a row was changed since, where others name a new one, and where rows would no longer fit with each other.
    Raises ImportClosed, ReasonNeeded, RowNamed, Problems of RowChangedSince or UndoBreaks.
    """
    require(by, "registers.edit", kind=kind.data_kind)
    own = RowImport.objects.select_for_update().get(pk=number, register=kind.code)
    if own.state != RowImport.State.ACCEPTED or own.batch is None:
        raise ImportClosed(name=own.name, state=own.get_state_display())
    if not reason.strip():
        raise ReasonNeeded(what="hoàn tác một lần nhập")
    register_lock(kind)
    entries = list(Entry.objects.filter(register_id=kind.code, batch=own.batch).select_related("supersedes"))
    _refuse_changed(kind, entries)
    states, many = _before(kind, entries, reason), len(entries)
    del entries  # a large file's rows need not be in memory twice
    named_hold(kind, (one.values for one in states if not one.withdrawn))
    gone = [one.key for one in states if one.withdrawn]
    _hold(kind, gone)
    refuse_named(kind, gone)
    keys = [one.key for one in states]
    before = breaches(kind, keys)
    write_many(kind, states, by=by)
    _refuse_broken(before, breaches(kind, keys))
    own.state, own.reason, own.closed_at, own.closed_by = RowImport.State.UNDONE, reason, timezone.now(), by
    own.save(update_fields=["state", "reason", "closed_at", "closed_by"])
    record_event(
        "registers.import_undone", by=by, subject=f"{kind.name}: {own.name}"[:200], register=kind.code,
        rows=many, reason=reason, batch=own.batch_id,
    )  # fmt: skip
    return own


def _hold(kind: RegisterKind, keys: list[str]) -> None:
    """Nobody begins to name these rows before the transaction ends."""
    for begin in range(0, len(keys), PART):
        rows = kind.model._default_manager.filter(key__in=keys[begin : begin + PART])
        list(rows.order_by("key").select_for_update().values_list("pk"))


def _refuse_changed(kind: RegisterKind, entries: list[Entry]) -> None:
    own = {one.pk for one in entries}
    later = (
        Entry.objects.filter(register_id=kind.code, supersedes__in=own)
        .exclude(pk__in=own)
        .values_list("key", flat=True)
    )
    keys = sorted(set(later))
    if keys:
        rows = stored_rows(kind, keys[:MOST_NAMED])
        raise Problems(
            RowChangedSince(row=row_label(kind, rows[key]) if key in rows else key)
            for key in keys[:MOST_NAMED]
        )


def _refuse_broken(before: frozenset[Breach], after: frozenset[Breach]) -> None:
    """What did not hold anyway is nobody's fault here."""
    broken = sorted(after - before, key=lambda one: (one.key, one.what))
    if broken:
        raise Problems(UndoBreaks(row=one.key, what=one.what.rstrip(".")) for one in broken[:MOST_NAMED])


def _before(kind: RegisterKind, entries: list[Entry], reason: str) -> list[State]:
    """The first word of a key in the batch says what was there before it."""
    first: dict[str, Entry] = {}
    last: dict[str, Entry] = {}
    for one in sorted(entries, key=lambda entry: entry.pk):
        first.setdefault(one.key, one)
        last[one.key] = one
    personal = _personal(kind, entries) if kind.erasable else {}
    states = []
    for key, one in first.items():
        was = one.supersedes or last[key]
        states.append(
            State(
                key=key,
                values=read_history(kind, was.data, personal),
                recorded_on=clock.today(),
                effective_from=was.effective_from,
                effective_to=was.effective_to,
                state_from=was.state_from,
                source=was.source,
                order=was.order,
                action=Entry.Action.UNDO,
                reason=reason,
                withdrawn=one.supersedes is None or was.withdrawn,
            )
        )
    return states


def _personal(kind: RegisterKind, entries: list[Entry]) -> dict[int, str]:
    """What was erased stays erased: it comes back as nothing."""
    numbers = {
        found
        for one in entries
        for each in (one, one.supersedes)
        if each is not None
        for text in each.data.values()
        if (found := pointed_at(text)) is not None
    }
    kept: dict[int, str] = {}
    asked = sorted(numbers)
    for begin in range(0, len(asked), PART):
        rows = PersonalValue.objects.filter(pk__in=asked[begin : begin + PART])
        told = rows.values_list("pk", "value", "erased_at")
        kept.update((pk, "" if erased else value) for pk, value, erased in told)
    return kept
