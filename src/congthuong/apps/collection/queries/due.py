"""Who owes what by when: for a person, for a page of late returns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import reach
from congthuong.apps.collection.models import Form, Return, ReturnStep, State
from congthuong.apps.collection.models.returns import OUTSTANDING
from congthuong.core.quantities import Period


@dataclass(frozen=True, slots=True)
class DueReturn:
    """A return that is owed. `days_left` counts calendar days to the due day; negative when it is late."""

    ret: int
    form: str
    kind: str
    period: str
    organisation: str
    organisation_code: str
    due_on: date
    state: str
    days_left: int
    reason: str = ""  # why it was sent back

    @property
    def late(self) -> bool:
        return self.days_left < 0


def reachable(user: User, action: str) -> Q:
    """The returns with which the person may do it: of each kind of data the organisations that the right reaches."""
    found = Q(pk__in=())
    for kind in Form.objects.order_by("kind").values_list("kind", flat=True).distinct():
        codes = reach(user, action, kind=kind)
        of_kind = Q(round__form__kind=kind)
        found |= of_kind if codes is None else of_kind & Q(organisation_id__in=codes)
    return found


def owed(user: User, action: str = "returns.fill") -> QuerySet[Return]:
    """The returns that are still owed, the earliest due first; a revision is owed too."""
    rows = Return.objects.filter(reachable(user, action), state__in=(*OUTSTANDING, State.REVISED))
    return rows.select_related("round__form", "organisation").order_by(
        "round__due_on", "organisation__name", "pk"
    )


def due_list(user: User, on: date, action: str = "returns.fill") -> tuple[DueReturn, ...]:
    """What the person has to fill in (or, with another action, to look after): a fixed number of queries."""
    rows = list(owed(user, action).filter(round__opens_on__lte=on))
    reasons = _reasons(rows)
    return tuple(due_of(ret, on, reasons.get(ret.pk, "")) for ret in rows)


def late_returns(user: User, on: date) -> QuerySet[Return]:
    """The returns that the person may see and that are owed after their due day; a page sorts and cuts them."""
    rows = Return.objects.filter(reachable(user, "returns.view"), state__in=OUTSTANDING, round__due_on__lt=on)
    return rows.select_related("round__form", "organisation").order_by(
        "round__due_on", "organisation__name", "pk"
    )


def waiting_for_approval(user: User) -> QuerySet[Return]:
    """The returns handed in that the person may approve or send back, the longest waiting first."""
    rows = Return.objects.filter(reachable(user, "returns.approve"), state=State.HANDED_IN)
    return rows.select_related("round__form", "organisation").order_by("handed_in_at", "pk")


def _reasons(rows: list[Return]) -> dict[int, str]:
    """Why returns were sent back or re-opened: the last reason of each."""
    wanted = [ret.pk for ret in rows if ret.state in (State.RETURNED, State.REVISED)]
    steps = ReturnStep.objects.filter(ret__in=wanted, after__in=(State.RETURNED, State.REVISED))
    steps = steps.exclude(reason="").order_by("id")
    return dict(steps.values_list("ret_id", "reason"))


def due_of(ret: Return, on: date, reason: str = "") -> DueReturn:
    return DueReturn(
        ret=ret.pk,
        form=ret.round.form.name,
        kind=ret.round.form.kind,
        period=Period.of(ret.round.period).name,
        organisation=ret.organisation.name,
        organisation_code=ret.organisation_id,
        due_on=ret.round.due_on,
        state=ret.state,
        days_left=(ret.round.due_on - on).days,
        reason=reason,
    )
