"""People and events as the pages list them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Model, Prefetch, Q, QuerySet
from django.utils import timezone

from congthuong.apps.accounts.events import DELEGATED_BY
from congthuong.apps.accounts.models import Assignment, Delegation, Event, User
from congthuong.apps.accounts.problems import NoSuchPerson
from congthuong.apps.accounts.rights import may
from congthuong.apps.catalogue.models import Organisation
from congthuong.web.folding import fold, found

PARTS = ("division", "centre")  # kinds of organisations that belong to the one above them


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in the list, with the assignments that hold today."""

    user: User
    assignments: tuple[Assignment, ...]

    @property
    def roles(self) -> str:
        return ", ".join(dict.fromkeys(str(one.get_role_display()) for one in self.assignments))


def people(text: str = "", *, role: str = "", organisation: str = "", state: str = "") -> list[PersonLine]:
    """Found by name, login, e-mail and organisation, with and without diacritics; by name."""
    today = timezone.localdate()
    rows = User.objects.select_related("organisation").prefetch_related(
        Prefetch("assignments", Assignment.objects.select_related("organisation").order_by("id"))
    )
    if organisation:
        rows = rows.filter(organisation_id=organisation)
    if state:
        rows = rows.filter(is_active=state == "dang-dung")
    lines = [
        PersonLine(one, tuple(held for held in one.assignments.all() if held.holds_on(today)))
        for one in rows.order_by("full_name", "username")
    ]
    if role:
        lines = [one for one in lines if any(held.role == role for held in one.assignments)]
    return found(lines, text, _words)


def _words(line: PersonLine) -> str:
    user = line.user
    unit = user.organisation.name if user.organisation else ""
    return fold(f"{user.full_name} {user.username} {user.email} {unit} {line.roles}")


def person_named(username: str) -> User:
    """Raises NoSuchPerson."""
    user = User.objects.select_related("organisation").filter(username=username).first()
    if user is None:
        raise NoSuchPerson(name=username[:100])
    return user


def organisations() -> QuerySet[Organisation]:
    return Organisation.objects.order_by("name")


def delegations_of(user: User) -> QuerySet[Delegation]:
    """Given or taken, the latest first; those that ended are kept for a year."""
    since = timezone.localdate() - timedelta(days=365)
    rows = Delegation.objects.filter(Q(giver=user) | Q(taker=user), valid_to__gte=since)
    return rows.select_related("giver", "taker").order_by("-valid_from", "-id")


def colleagues(user: User) -> QuerySet[User]:
    """To whom a person may delegate: who works, is somebody else, and belongs to the same agency or enterprise, in
    whichever division of it. Who manages people anyway chooses among all."""
    others = User.objects.filter(is_active=True).exclude(pk=user.pk).order_by("full_name")
    if may(user, "people.manage"):
        return others
    held = user.assignments.filter(ended_at=None).exclude(organisation=None)
    own = user.organisation.code if user.organisation else ""
    codes = {own} if own else set(held.values_list("organisation__code", flat=True))
    return others.filter(organisation__code__in=_same_house(codes))


def _same_house(codes: set[str]) -> set[str]:
    """These organisations and every other part of their agencies, the divisions beside them too: only a division and a
    centre are parts of what they stand under; an enterprise or a district reports to it."""
    above = {
        code: parent
        for code, parent in Organisation.objects.filter(kind__in=PARTS).values_list("code", "parent")
        if parent
    }
    found = set(codes)
    waiting = set()
    for code in codes:
        seen = {code}
        while code in above and above[code] not in seen:  # a circle in the tree ends where it began
            code = above[code]
            seen.add(code)
        waiting.add(code)
        found |= seen
    while waiting:
        waiting = {code for code, parent in above.items() if parent in waiting and code not in found}
        found |= waiting
    return found


def events(
    *, by: str = "", action: str = "", subject: str = "", first: date | None = None, last: date | None = None
) -> QuerySet[Event]:
    """The newest first. `by` is a login, `subject` a part of what it was done to; days in the office's time."""
    rows = Event.objects.order_by("-id")
    if by:
        rows = rows.filter(by_name=by)
    if action:
        rows = rows.filter(action=action)
    if subject:
        rows = rows.filter(_about(subject))
    if first:
        rows = rows.filter(at__gte=_begin(first))
    if last:
        rows = rows.filter(at__lt=_begin(last + timedelta(days=1)))
    return rows


def _about(subject: str) -> Q:
    """By its name as kept, or by a person's login."""
    user = User.objects.filter(username=subject).first()
    own = Q(subject=f"{User._meta.label_lower}:{user.pk}") if user else Q()
    return Q(subject__icontains=subject) | own


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def event_actions() -> list[str]:
    """What is in the log, by one step of the index for each: there are some dozens, of any number of events."""
    found: list[str] = []
    actions = Event.objects.order_by("action").values_list("action", flat=True)
    while (one := actions.filter(action__gt=found[-1] if found else "").first()) is not None:
        found.append(one)
    return found


def event_people() -> list[str]:
    """Who may have done something: people are never deleted, so none is missing."""
    return list(User.objects.order_by("username").values_list("username", flat=True))


def subject_names(rows: Iterable[Event]) -> dict[str, str]:
    """subject -> the person it names, of those that name one."""
    lead = f"{User._meta.label_lower}:"
    keys = {one.subject: int(one.subject.removeprefix(lead)) for one in rows if one.subject.startswith(lead)}
    users = User.objects.in_bulk(set(keys.values()))
    return {
        subject: f"{users[key].full_name} ({users[key].username})"
        for subject, key in keys.items()
        if key in users
    }


def delegations_held(user: User) -> QuerySet[Delegation]:
    """By which the person does others' work today."""
    today = timezone.localdate()
    rows = Delegation.objects.filter(
        taker=user, withdrawn_at=None, valid_from__lte=today, valid_to__gte=today, giver__is_active=True
    )
    return rows.select_related("giver").order_by("valid_to", "id")


def acts_by_delegation(subject: Model) -> list[Event]:
    """What was done to it in somebody else's place, in its order."""
    rows = Event.objects.filter(subject=f"{subject._meta.label_lower}:{subject.pk}").order_by("id")
    return [one for one in rows if one.data.get(DELEGATED_BY)]
