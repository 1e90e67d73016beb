"""One row for its page: its states as a line of steps, its history, its files."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from congthuong.apps.registers.columns import Column, Day, Number
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.lines import Names, cell_of
from congthuong.apps.registers.models import Attachment, Entry, PersonalValue
from congthuong.apps.registers.values import MASK, pointed_at
from congthuong.core.quantities import write_date


@dataclass(frozen=True, slots=True)
class Changed:
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that was done to a row. `at` is when it was entered, `recorded_on` since when it counts as known."""

    at: datetime
    recorded_on: date
    who: str
    action: str
    reason: str
    batch: str
    since: date | None
    merged_into: str
    changes: list[Changed]


@dataclass(frozen=True, slots=True)
class Step:
    """A state that the row was in, and since when; `later`: it will be."""

    state: str
    since: date | None
    reason: str
    now: bool = False
    later: bool = False


def entries_of(kind: RegisterKind, key: str) -> list[Entry]:
    """In the order in which they became known."""
    own = Entry.objects.filter(register_id=kind.code, key=key)
    return list(own.order_by("recorded_on", "id").select_related("user", "batch"))


def steps_of(kind: RegisterKind, states: Sequence[Entry], day: date) -> list[Step]:
    """What stands of them on the day: a later word about a day takes the place of an earlier one."""
    standing: list[Entry] = []
    for one in states:
        begins = one.state_from or date.min
        while standing and (standing[-1].state_from or date.min) >= begins:
            standing.pop()
        standing.append(one)
    steps: list[Step] = []
    for one in standing:
        state = one.data.get(kind.state) or ""
        if not steps or steps[-1].state != state:
            steps.append(Step(state, one.state_from or one.effective_from, one.reason))
    begun = [at for at, one in enumerate(steps) if one.since is None or one.since <= day]
    now = begun[-1] if begun else -1
    return [replace(one, now=at == now, later=at > now) for at, one in enumerate(steps)]


def history_of(
    kind: RegisterKind, states: Sequence[Entry], names: Names, hidden: Container[str]
) -> list[Moment]:
    """The newest first; what a person may not read (`hidden_for`) is masked, what was erased says so."""
    told = personal_texts(states, hidden)
    moments = []
    before: Entry | None = None
    for one in states:
        moments.append(
            Moment(
                at=one.recorded_at,
                recorded_on=one.recorded_on,
                who=(one.user.full_name or one.user.username) if one.user else "",
                action=str(one.get_action_display()),
                reason=one.reason,
                batch=one.batch.name if one.batch else "",
                since=one.state_from if one.action == Entry.Action.CHANGE else None,
                merged_into=one.merged_into,
                changes=_changes(kind, before, one, names, told, hidden),
            )
        )
        before = one
    return moments[::-1]


def _changes(
    kind: RegisterKind,
    before: Entry | None,
    after: Entry,
    names: Names,
    told: dict[int, str],
    hidden: Container[str],
) -> list[Changed]:
    if before is None:
        return []
    found = []
    for column in kind.columns():
        old, new = before.data.get(column.name), after.data.get(column.name)
        if (old or None) != (new or None):
            texts = [history_text(column, one, names, told) for one in (old, new)]
            if column.name in hidden:
                texts = [one if one in ("", erased_text()) else MASK for one in texts]
            found.append(Changed(str(column.verbose_name), *texts))
    for name, heading in (
        ("effective_from", kind.begins or _("đúng từ ngày")),
        ("effective_to", _("đến trước ngày")),
    ):
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            found.append(Changed(heading, write_date(was) if was else "", write_date(now) if now else ""))
    if before.source != after.source:
        found.append(Changed(_("nguồn"), before.source, after.source))
    return found


def history_text(column: Column, text: str | None, names: Names, told: dict[int, str]) -> str:
    """A value of the history as people read it."""
    number = pointed_at(text)
    if number is not None:
        text = told.get(number, MASK)
        if text in (MASK, erased_text()):
            return text
    if not text:
        return ""
    if isinstance(column, Number):
        return cell_of(column, Decimal(text), names).text
    if isinstance(column, Day):
        return cell_of(column, date.fromisoformat(text), names).text
    return cell_of(column, text, names).text


def erased_text() -> str:
    return _("đã xóa theo yêu cầu")


def personal_texts(states: Iterable[Entry], hidden: Container[str]) -> dict[int, str]:
    """Number of a value that is kept apart -> what a page says for it."""
    numbers = {
        number: name not in hidden
        for one in states
        for name, text in one.data.items()
        if isinstance(text, str) and (number := pointed_at(text)) is not None
    }
    if not numbers:
        return {}
    found = {}
    for pk, value, erased in PersonalValue.objects.filter(pk__in=numbers).values_list("pk", "value", "erased_at"):  # fmt: skip
        found[pk] = erased_text() if erased else value if numbers[pk] else MASK
    return found


def files_of(kind: RegisterKind, key: str) -> QuerySet[Attachment]:
    own = Attachment.objects.filter(register=kind.code, key=key, removed_at__isnull=True)
    return own.defer("data").order_by("-id").select_related("user")
