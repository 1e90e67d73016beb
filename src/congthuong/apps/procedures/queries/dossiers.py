"""Dossiers for people: which they may see, found, filtered and sorted by the database whatever their number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from congthuong.apps.accounts.kinds import KINDS
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.catalogue.queries import indicators
from congthuong.apps.procedures.models import Applicant, ApplicantKind, Channel, Dossier, State
from congthuong.apps.procedures.models.dossiers import PAUSED, RUNNING
from congthuong.apps.procedures.problems import NoSuchDossier, NoSuchFilter
from congthuong.apps.procedures.queries.figures import (
    CONDITIONS,
    MORE,
    Span,
    at_end_of,
    condition,
    span_of_period,
)
from congthuong.apps.procedures.registers import DOSSIERS, EVER, chosen_by, midnight
from congthuong.core.ledger.measures import EVERYWHERE, Question
from congthuong.core.quantities import Period, read_date
from congthuong.web import clock
from congthuong.web.folding import fold

Rows = QuerySet[Dossier]
ORDERS = {
    "so": ("number",),
    "nhan": ("received_at",),
    "hen": ("due_at",),
    "xong": ("closed_at",),
}
"""What the list may be sorted by; the key settles ties."""
GROUPS = {
    "moi-nop": Q(state=State.REGISTERED),
    "co-bo-sung": Q(state=State.SUPPLEMENT, supplied_at__isnull=False),
    "dang": Q(state__in=RUNNING),
    "tam-dung": Q(state__in=PAUSED),
    "cho-ky": Q(state=State.PROCESSING, submitted_at__isnull=False),
    "cho-tra": Q(state=State.DONE),
}
"""Groups of states that the desk asks for; "tre" and "hom-nay" ask the clock too."""
STATES = (*GROUPS, "tre", "hom-nay")


@dataclass(frozen=True, slots=True)
class Filters:
    """ "" asks for nothing. `state` is a number, or one of `STATES`; `figure` one of the progress table, of `period`;
    `indicator` one of the ledger that counts dossiers, of `period`, as known on `as_of`."""

    state: str = ""
    channel: str = ""
    unit: str = ""
    procedure: str = ""
    figure: str = ""
    period: str = ""
    indicator: str = ""
    as_of: str = ""
    text: str = ""


def kinds_for(user: User, action: str) -> frozenset[str]:
    """The kinds of procedures with which the person may do it."""
    return frozenset(kind for kind in KINDS if may(user, action, kind=kind))


def visible(user: User, action: str = "procedures.view") -> Rows:
    kinds = kinds_for(user, action)
    rows = Dossier.objects.all()
    return rows if len(kinds) == len(KINDS) else rows.filter(kind__in=kinds)


def dossier_for(user: User, number: int) -> Dossier:
    """Raises NoSuchDossier."""
    rows = visible(user).select_related("version__procedure", "organisation", "holder", "applicant")
    found = rows.filter(pk=number).first()
    if found is None:
        raise NoSuchDossier(number=number)
    return found


def found(user: User, filters: Filters) -> Rows:
    """What the person may see of what is asked for. Raises NoSuchFilter, UnknownPeriod."""
    rows = visible(user)
    if filters.state:
        rows = rows.filter(state_condition(filters.state))
    if filters.channel:
        if not filters.channel.isdecimal() or int(filters.channel) not in Channel.values:
            raise NoSuchFilter(what="kênh nộp", value=filters.channel[:20])
        rows = rows.filter(channel=int(filters.channel))
    if filters.unit:
        rows = (
            rows.filter(organisation=None)
            if filters.unit == "-"
            else rows.filter(organisation_id=filters.unit)
        )
    if filters.procedure:
        rows = rows.filter(procedure__code=filters.procedure)
    if filters.figure:
        if filters.figure not in {**CONDITIONS, **MORE}:
            raise NoSuchFilter(what="số thống kê", value=filters.figure[:20])
        span = span_asked(filters)
        rows = at_end_of(rows, span).filter(condition(filters.figure, span))
    if filters.indicator:
        rows = _counted_by(rows, filters)
    return searched(user, rows, filters.text).select_related("version", "organisation", "applicant")


def _counted_by(rows: Rows, filters: Filters) -> Rows:
    """Exactly what the ledger counts for the indicator. Raises NoSuchFilter, UnknownPeriod, NotADate."""
    what = next((one for one in indicators() if one.code == filters.indicator), None)
    if what is None or what.rows is None or what.rows.register != DOSSIERS:
        raise NoSuchFilter(what="chỉ tiêu", value=filters.indicator)
    if not filters.period:
        raise NoSuchFilter(what="kỳ", value="")
    as_of = read_date(filters.as_of) if filters.as_of else clock.today()
    chosen = chosen_by(Question(what.rows, EVERYWHERE, Period.of(filters.period)), as_of)
    if chosen is None:
        raise NoSuchFilter(what="chỉ tiêu", value=filters.indicator)
    return at_end_of(rows, Span(EVER, midnight(as_of + timedelta(1)))).filter(chosen)


def span_asked(filters: Filters) -> Span:
    """Raises NoSuchFilter, UnknownPeriod."""
    if not filters.period:
        raise NoSuchFilter(what="kỳ", value="")
    return span_of_period(Period.of(filters.period))


def searched(user: User, rows: Rows, text: str) -> Rows:
    """Every word begins a word of the number, the procedure, or, for who may see it, the applicant's name. Who may see
    applicants of some kinds only finds those of the others by what is no personal data."""
    words = fold(text).split()
    if not words:
        return rows
    sees, hidden = kinds_for(user, "applicants.view"), kinds_for(user, "procedures.view")
    hidden -= sees
    for word in words:
        named, bare = Q(applicant__search__word_starts=word), Q(search__word_starts=word)
        fits = named if not hidden else bare
        if sees and hidden:
            fits |= Q(kind__in=sees) & named
        rows = rows.filter(fits)
    return rows


def ordered(rows: Rows, column: str, *, falling: bool) -> Rows:
    if not column:
        return rows.order_by("-pk")
    sign = "-" if falling else ""
    return rows.order_by(*(sign + one for one in ORDERS[column]), sign + "pk")


def state_condition(asked: str) -> Q:
    """A state's number or one of `STATES`. Raises NoSuchFilter."""
    now = clock.now()
    if asked in GROUPS:
        return GROUPS[asked]
    if asked == "tre":
        return Q(state__in=RUNNING, due_at__lt=now)
    if asked == "hom-nay":
        first, after = _day(now)
        return Q(state__in=RUNNING, due_at__gte=max(first, now), due_at__lt=after)
    if asked.isdecimal() and int(asked) in State.values:
        return Q(state=int(asked))
    raise NoSuchFilter(what="trạng thái", value=asked[:20])


def in_state(rows: Rows, asked: str) -> Rows:
    """Raises NoSuchFilter."""
    return rows.filter(state_condition(asked))


def _day(now: datetime) -> tuple[datetime, datetime]:
    first = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return first, first + timedelta(1)


def masked(person: Applicant) -> str:
    """The name for lists and public pages: "Nguyễn T. H."; organisations are no natural persons and stand in full."""
    if person.erased_at is not None:
        return "(đã xóa)"
    if person.kind == ApplicantKind.ORGANISATION:
        return person.name
    first, *rest = person.name.split() or [""]
    return " ".join([first, *(f"{word[:1].upper()}." for word in rest)])
