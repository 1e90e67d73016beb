"""Whether approvals still say what was approved: one that a page shows, or all of them, some at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from congthuong.apps.accounts.models import Event
from congthuong.apps.collection.models import Approval, Return
from congthuong.apps.collection.problems import ApprovalBroken, ApprovalGone
from congthuong.apps.collection.queries.sealed import DIGESTED, BroughtRow, ledger_differs
from congthuong.apps.collection.records import hash_of, period_of
from congthuong.apps.ledger.models import Observation

APPROVED = "return.approved"
AT_A_TIME = 200
"""Approvals whose rows and events are held in memory together."""

_Event = dict[str, Any]
_Told = tuple[int, int | None]
"""What an event of an approval is about: the return, and the number of its approval."""


def approval_verify(approval: Approval) -> None:
    """Whether the approval still says what was approved. Raises ApprovalBroken.

    The hash over its values is held against the hash beside them, that of the ledger's batch and that of the sealed
    event log (whose own chain `accounts.events.verify` checks); the ledger's rows figure by figure against its values
    and, the province's totals too, against their digest in the event log.
    """
    for problem in _broken([approval]):
        raise problem


def all_broken(at_a_time: int = AT_A_TIME) -> Iterator[ApprovalBroken | ApprovalGone | int]:
    """Goes through every approval there is, then every approval that the sealed log tells of. What is wrong is told as
    it is found, and after every step how many approvals have been looked at."""
    seen = last = 0
    while some := list(_approvals().filter(pk__gt=last)[:at_a_time]):
        last, seen = some[-1].pk, seen + len(some)
        yield from _broken(some)
        yield seen
    yield from _gone(at_a_time)


def _approvals() -> Any:
    """A form's definition is read once a version (forms.definition_of), not once a row."""
    rows = Approval.objects.select_related(
        "batch", "supersedes", "ret__organisation", "ret__round__form", "ret__round__version"
    )
    return rows.defer("ret__round__version__definition").order_by("pk")


def _broken(approvals: Sequence[Approval]) -> Iterator[ApprovalBroken]:
    sealed, rows = _events_of(approvals), _rows_of(approvals)
    for one in approvals:
        why = _why(one, sealed[one.ret_id, one.number], rows[one.batch_id])
        if why:
            yield ApprovalBroken(number=one.number, ret=one.ret_id, name=_name(one.ret), why=why)


def _why(approval: Approval, sealed: list[_Event], rows: Sequence[BroughtRow]) -> str:
    sha256 = hash_of(approval.content)
    if sha256 != approval.sha256:
        return "mã băm không khớp với các số đã duyệt"
    if approval.batch is not None and approval.batch.sha256 != sha256:
        return "mã băm không khớp với lần ghi sổ"
    if [data.get("sha256") for data in sealed] != [sha256]:
        return "mã băm không khớp với nhật ký đã niêm"
    return ledger_differs(approval, rows, sealed[0].get("ledger"))


def _events_of(approvals: Iterable[Approval]) -> defaultdict[_Told, list[_Event]]:
    """What the sealed log keeps, by return and number of the approval."""
    subjects = {f"{_SUBJECT}{one.ret_id}" for one in approvals}
    told: defaultdict[_Told, list[_Event]] = defaultdict(list)
    events = Event.objects.filter(action=APPROVED, subject__in=subjects)
    for subject, data in events.values_list("subject", "data"):
        about = _about(subject, data)
        if about is not None:
            told[about].append(data)
    return told


def _about(subject: str, data: object) -> _Told | None:
    """None where the event no longer names a return and an approval: somebody wrote into it."""
    ret = subject.removeprefix(_SUBJECT)
    number = data.get("number") if isinstance(data, dict) else None
    readable = subject.startswith(_SUBJECT) and ret.isascii() and ret.isdigit() and len(ret) <= _DIGITS
    if not readable or not isinstance(number, int) or isinstance(number, bool):
        return None
    return int(ret), number


def _rows_of(approvals: Iterable[Approval]) -> defaultdict[int | None, list[BroughtRow]]:
    """The ledger's rows by the batch that brought them, in their order."""
    batches = {one.batch_id for one in approvals if one.batch_id is not None}
    told: defaultdict[int | None, list[BroughtRow]] = defaultdict(list)
    brought = Observation.objects.filter(batch__in=batches).order_by("id")
    for batch, *row in brought.values_list("batch_id", *DIGESTED):
        told[batch].append(tuple(row))
    return told


def _gone(at_a_time: int) -> Iterator[ApprovalGone]:
    """Approvals that the sealed log tells of and that are no longer there, and what it tells of them unreadably."""
    last = 0
    events = Event.objects.filter(action=APPROVED).order_by("pk")
    while some := list(events.filter(pk__gt=last).values_list("pk", "subject", "data")[:at_a_time]):
        last = some[-1][0]
        told = [(pk, subject, _about(subject, data)) for pk, subject, data in some]
        asked = {about[0] for _, _, about in told if about is not None}
        there = set(Approval.objects.filter(ret__in=asked).values_list("ret_id", "number"))
        for pk, subject, about in told:
            if about is None:
                unread = (
                    f"một lần duyệt không đọc được của phiếu nào, số mấy (sự kiện số {pk}, về «{subject}»)"
                )
                yield ApprovalGone(what=unread, number=None, ret=None, event=pk)
            elif about not in there:
                ret, number = about
                what = f"lần duyệt số {number} của phiếu {ret} (sự kiện số {pk})"
                yield ApprovalGone(what=what, number=number, ret=ret, event=pk)


def _name(ret: Return) -> str:
    return f"«{ret.round.form.name}» của {ret.organisation.name}, {period_of(ret).name}"


_SUBJECT = f"{Return._meta.label_lower}:"
_DIGITS = 18
"""A longer number is none of a database's."""
