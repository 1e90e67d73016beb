"""What was done to rows after a file was taken: by whom, when, by which act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.models import Entry, RowImport

PART = 5000


@dataclass(frozen=True, slots=True)
class LaterAct:
    """`file` is the import that it was, if it was one; `keys` the rows that it left as they are."""

    action: str
    who: str
    at: datetime
    file: RowImport | None
    keys: tuple[str, ...]


def last_words(kind: RegisterKind, entries: Sequence[Entry]) -> dict[str, Entry]:
    """Of the rows that a file wrote, those about which something was said since: the last word about each."""
    own = {one.pk for one in entries}
    keys, first = sorted({one.key for one in entries}), min(own, default=0)
    found: dict[str, Entry] = {}
    for begin in range(0, len(keys), PART):
        later = Entry.objects.filter(
            register_id=kind.code, key__in=keys[begin : begin + PART], pk__gt=first
        ).order_by("id")
        found |= {one.key: one for one in later.select_related("user", "batch")}
    return {key: one for key, one in found.items() if one.pk not in own}


def later_acts(words: Mapping[str, Entry]) -> list[LaterAct]:
    """The earliest first; what one person did to many rows in one way on one day is one act, and so is a file."""
    files = _files(words.values())
    groups: dict[tuple[object, ...], list[Entry]] = {}
    for one in sorted(words.values(), key=lambda entry: entry.pk):
        day = None if one.batch_id else timezone.localdate(one.recorded_at)
        action = "" if one.batch_id else one.action
        groups.setdefault((one.batch_id, action, one.user_id, day), []).append(one)
    return [
        LaterAct(
            action=own[0].action,
            who=(own[0].user.full_name or own[0].user.username) if own[0].user else "",
            at=own[-1].recorded_at,
            file=files.get(own[0].batch_id),
            keys=tuple(sorted(one.key for one in own)),
        )
        for own in groups.values()
    ]


def _files(words: Iterable[Entry]) -> dict[int | None, RowImport]:
    batches = {one.batch_id for one in words if one.batch_id}
    found = RowImport.objects.filter(batch__in=batches).defer("data") if batches else ()
    return {one.batch_id: one for one in found}
