"""People and events as the pages list them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Model, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from congthuong.apps.accounts.events import DELEGATED_BY
from congthuong.apps.accounts.kinds import ORGANISATION_KINDS
from congthuong.apps.accounts.models import Assignment, Delegation, Event, User
from congthuong.apps.accounts.naming import sought_by_name
from congthuong.apps.accounts.problems import NoSuchPerson
from congthuong.apps.accounts.rights import may
from congthuong.apps.catalogue.models import Organisation
from congthuong.apps.catalogue.queries import places_on
from congthuong.web import clock
from congthuong.web.folding import fold, found
from congthuong.web.problems import NotFound

PARTS = ("division", "centre")  # kinds of organisations that belong to the one above them


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in the list, with the assignments that hold today."""

    user: User
    assignments: tuple[Assignment, ...]

    @property
    def roles(self) -> str:
        return ", ".join(dict.fromkeys(_(str(one.get_role_display())) for one in self.assignments))


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


def organisations(*, beside: str = "", but: str = "") -> QuerySet[Organisation]:
    """Those that work, by name, to choose from; `beside` is the code of one that stands there already, closed or not,
    `but` that of one that cannot be chosen."""
    return Organisation.objects.filter(Q(closed_on=None) | Q(code=beside)).exclude(code=but).order_by("name")


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """`people` are those who work there and whose account is in use."""

    one: Organisation
    kind: str
    parent: str
    people: int


def organisation_lines(
    text: str = "", *, kind: str = "", closed: bool | None = None
) -> list[OrganisationLine]:
    """Found by name and code, with and without diacritics; `closed` None: all. Three queries."""
    rows = Organisation.objects.annotate(working=Count("people", filter=Q(people__is_active=True)))
    if kind:
        rows = rows.filter(kind=kind)
    if closed is not None:
        rows = rows.filter(closed_on__isnull=not closed)
    names = dict(Organisation.objects.values_list("code", "name"))
    lines = [
        OrganisationLine(
            one,
            str(ORGANISATION_KINDS.get(one.kind, one.kind)),
            names.get(one.parent, one.parent),
            one.working,
        )
        for one in rows.order_by("name")
    ]
    return found(lines, text, lambda line: fold(f"{line.one.name} {line.one.code} {line.parent}"))


def organisation_of(code: str) -> Organisation:
    """Raises NotFound."""
    own = Organisation.objects.filter(code=code).first()
    if own is None:
        raise NotFound(what="tổ chức", name=code[:60], hint=" Hãy tìm ở trang Tổ chức.")
    return own


def places_today() -> list[tuple[str, str]]:
    """(code, name with what it belongs to) of every territory that stands."""
    rows = list(places_on(clock.today()).order_by("name", "code").values_list("code", "name", "parent"))
    names = {code: name for code, name, _ in rows}
    return [(code, f"{name} ({names[parent]})" if parent in names else name) for code, name, parent in rows]


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


def _about(text: str) -> Q:
    """By its name as kept, by a person's login or name, by the name of the unit that it is about, or by what a room
    calls its rows today."""
    said = fold(text)
    people = [
        f"{User._meta.label_lower}:{key}"
        for key, login, name in User.objects.values_list("pk", "username", "full_name")
        if login == text or said in fold(name)
    ]
    units = [
        (key, code)
        for key, code, name in Organisation.objects.values_list("pk", "code", "name")
        if said in fold(name)
    ]
    subjects = people + [f"{Organisation._meta.label_lower}:{key}" for key, _ in units]
    about = Q(data__organisation__in=[code for _, code in units]) if units else Q()
    return Q(subject__icontains=text) | Q(subject__in=subjects) | about | sought_by_name(text)


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def events_about(row: Model) -> QuerySet[Event]:
    """What was done to this very row, the newest first."""
    return Event.objects.filter(subject=f"{row._meta.label_lower}:{row.pk}").order_by("-id")


def event_actions() -> list[str]:
    """What is in the log, by one step of the index for each: there are some dozens, of any number of events."""
    found: list[str] = []
    actions = Event.objects.order_by("action").values_list("action", flat=True)
    while (one := actions.filter(action__gt=found[-1] if found else "").first()) is not None:
        found.append(one)
    return found


def event_people() -> list[tuple[str, str]]:
    """(login, name with it) of who may have done something: people are never deleted, so none is missing."""
    rows = User.objects.order_by("full_name", "username").values_list("username", "full_name")
    return [(login, f"{name} ({login})" if name else login) for login, name in rows]


def delegations_held(user: User) -> QuerySet[Delegation]:
    """By which the person does others' work today."""
    today = timezone.localdate()
    rows = Delegation.objects.filter(
        taker=user, withdrawn_at=None, valid_from__lte=today, valid_to__gte=today, giver__is_active=True
    )
    return rows.select_related("giver").order_by("valid_to", "id")


def acts_by_delegation(subject: Model) -> list[Event]:
    """What was done to it in somebody else's place, in its order."""
    return [one for one in events_about(subject).reverse() if one.data.get(DELEGATED_BY)]
