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
from congthuong.apps.registers.queries.since_import import LaterAct, last_words, later_acts
from congthuong.apps.registers.services.holding import Breach, breaches, named_hold, refuse_named
from congthuong.apps.registers.services.storing import stored_rows
from congthuong.apps.registers.services.writing import PART, State, register_lock, write_many
from congthuong.apps.registers.values import pointed_at, read_history, row_label
from congthuong.core.problems import Problems
from congthuong.core.quantities import write_date
from congthuong.web import clock

MOST_NAMED = 20
FEW_NAMED = 5
SPARED = "spared"
"""Among an import's counts: rows that its undoing left as they were made since."""


@transaction.atomic
def import_undo(*, kind: RegisterKind, number: int, by: User, reason: str, spare: bool = False) -> RowImport:
    """Every row says again what it said before; new ones are left out. `spare`: rows that were made otherwise since stay
    as they are.

    Refused where a row was made otherwise since, where others name a new one, and where rows would no longer fit with
    each other.
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
    states = _before(kind, entries, reason)
    changed, done = _changed_since(kind, entries, states)
    if changed and (not spare or len(changed) == len(states)):
        raise Problems(_told(kind, act) for act in later_acts(changed))
    states, many = [one for one in states if one.key not in changed and one.key not in done], len(entries)
    del entries  # a large file's rows need not be in memory twice
    named_hold(kind, (one.values for one in states if not one.withdrawn))
    gone = [one.key for one in states if one.withdrawn]
    _hold(kind, gone)
    refuse_named(kind, gone)
    keys = [one.key for one in states]
    before = breaches(kind, keys)
    write_many(kind, states, by=by)
    _refuse_broken(before, breaches(kind, keys))
    own.state, own.reason, own.closed_at, own.closed_by = RowImport.State.UNDONE, reason, clock.now(), by
    own.counts = {**own.counts, SPARED: len(changed)}
    own.save(update_fields=["state", "reason", "closed_at", "closed_by", "counts"])
    record_event(
        "registers.import_undone", by=by, subject=f"{kind.name}: {own.name}"[:200], register=kind.code,
        rows=many, spared=len(changed), reason=reason, batch=own.batch_id,
    )  # fmt: skip
    return own


def _hold(kind: RegisterKind, keys: list[str]) -> None:
    """Nobody begins to name these rows before the transaction ends."""
    for begin in range(0, len(keys), PART):
        rows = kind.model._default_manager.filter(key__in=keys[begin : begin + PART])
        list(rows.order_by("key").select_for_update().values_list("pk"))


def _changed_since(
    kind: RegisterKind, entries: list[Entry], states: list[State]
) -> tuple[dict[str, Entry], set[str]]:
    """The rows that are not as the file left them, with the last word about each; and those that were left out since, as
    undoing would. What came later and was itself taken back has changed nothing."""
    later = last_words(kind, entries)
    if not later:
        return {}, set()
    left = {one.key: one for one in sorted(entries, key=lambda entry: entry.pk)}
    personal = _personal(kind, [*left.values(), *later.values()]) if kind.erasable else {}
    gone = {one.key for one in states if one.withdrawn}
    done = {key for key, one in later.items() if key in gone and one.withdrawn and not one.merged_into}
    changed = {
        key: one
        for key, one in later.items()
        if key not in done and _says(kind, one, personal) != _says(kind, left[key], personal)
    }
    return changed, done


def _says(kind: RegisterKind, one: Entry, personal: dict[int, str]) -> tuple[object, ...]:
    values = read_history(kind, one.data, personal)
    days = (one.effective_from, one.effective_to, one.state_from)
    return (values, days, one.source, one.withdrawn, one.merged_into)


def _told(kind: RegisterKind, act: LaterAct) -> RowChangedSince:
    rows = stored_rows(kind, act.keys[:FEW_NAMED])
    named = ", ".join(
        f"«{row_label(kind, rows[key])}»" if key in rows else key for key in act.keys[:FEW_NAMED]
    )
    more = ", …" if len(act.keys) > FEW_NAMED else ""
    when = f"ngày {write_date(timezone.localdate(act.at))}"
    by = f" của {act.who}" if act.who else ""
    way = "hoặc đánh dấu «Chừa các dòng đã đổi sau đó» để hoàn tác các dòng còn lại."
    if act.file is not None:
        what = f"lần nhập «{act.file.name}»{by} {when}"
        way = f"Hãy hoàn tác lần nhập ấy trước, {way}"
    else:
        what = f"việc {Entry.Action(act.action).label}{by} {when}"
        way = f"Hãy mở từng dòng, ghi lại như lần nhập đã ghi, {way}"
    return RowChangedSince(
        act=what, rows=f"{len(act.keys)} dòng ({named}{more})", way=way, keys=act.keys[:FEW_NAMED],
        number=act.file.pk if act.file else 0,
    )  # fmt: skip


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
