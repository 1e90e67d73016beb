"""A unit takes back what it handed in, as long as nobody who decides about it has opened it."""

from __future__ import annotations

from django.db import transaction

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may, require
from congthuong.apps.collection.models import Return, ReturnStep, State
from congthuong.apps.collection.problems import LookedAtAlready, WrongState
from congthuong.apps.collection.services.filling import return_locked
from congthuong.apps.collection.services.flow import as_seen, move
from congthuong.web import clock
from congthuong.web.moments import write_moment


@transaction.atomic
def return_take_back(*, ret: int, by: User, seen_version: int | None = None) -> Return:
    """The return is as it was before it was handed in: a draft, or one that was sent back or re-opened before.

    Raises LookedAtAlready, WrongState, ReturnChanged, NoSuchReturn, Forbidden.
    """
    own = return_locked(ret)
    require(by, "returns.submit", organisation=own.organisation, kind=own.round.form.kind)
    if own.state != State.HANDED_IN:
        raise WrongState(state=State(own.state).label, what="rút về")
    if own.looked_at is not None:
        by_whom = own.looked_by.full_name if own.looked_by else "Người duyệt"
        raise LookedAtAlready(by=by_whom, at=write_moment(own.looked_at))
    as_seen(own, seen_version, "rút về")
    steps = list(ReturnStep.objects.filter(ret=own, after=State.HANDED_IN).order_by("-id")[:2])
    before = State(steps[0].before) if steps else State.DRAFT
    again = before in (State.RETURNED, State.REVISED)
    # Handed in and taken back unread is not handed in: nobody is punctual by an empty return.
    own.handed_in_at = steps[1].at if again and len(steps) > 1 else None
    own.first_handed_in_at = own.first_handed_in_at if again else None
    return move(own, before if again else State.DRAFT, by, event="return.taken_back")


def return_looked_at(*, ret: Return, by: User) -> None:
    """Remembers that somebody who may decide about the return opened it; the first one counts."""
    if ret.state != State.HANDED_IN or ret.looked_at is not None:
        return
    asked = {"organisation": ret.organisation_id, "kind": ret.round.form.kind}
    if may(by, "returns.approve", **asked) and not may(by, "returns.submit", **asked):
        waiting = Return.objects.filter(pk=ret.pk, state=State.HANDED_IN, version=ret.version, looked_at=None)
        waiting.update(looked_at=clock.now(), looked_by=by)
