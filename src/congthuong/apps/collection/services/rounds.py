"""Opening a form for a period: the days are worked out and stored, every unit gets its return."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import require
from congthuong.apps.catalogue.models import Organisation
from congthuong.apps.catalogue.services import codelist_extend
from congthuong.apps.collection.models import Form, Return, Round
from congthuong.apps.collection.problems import NobodyToAsk, NoProvince, RoundExists
from congthuong.apps.collection.queries.forms import definition_of, form_for, latest_version
from congthuong.apps.collection.queries.places import Provinces
from congthuong.apps.collection.records import RESPONDENTS_NAME
from congthuong.apps.workdays.queries import calendar_on
from congthuong.core.forms import model as core
from congthuong.core.forms.narrowing import asked_of
from congthuong.core.forms.schedule import Days, days_of
from congthuong.core.ledger.model import RESPONDENTS
from congthuong.core.quantities import Period, write_date


@transaction.atomic
def round_open(*, form: str, period: str, by: User | None, due_on: date | None = None) -> Round:
    """Opens the form's current version for the period and makes a return for every unit that fills it.

    `due_on` is a day set by hand in place of the rule's. `by` None: the system itself. Raises NoSuchForm,
    UnknownPeriod, WrongPeriod, RoundExists, NobodyToAsk, NoProvince, Forbidden.
    """
    row = Form.objects.select_for_update().get(pk=form_for(form).pk)
    if by is not None:
        require(by, "rounds.open", kind=row.kind)
    version = latest_version(row)
    definition = definition_of(version)
    when = Period.of(period)
    calendar = calendar_on(until=date(when.last.year + 1, 12, 31))
    days = days_of(definition, when, calendar.add_working_days)
    there = Round.objects.filter(form=row, period=when.code).first()
    if there is not None:
        raise RoundExists(form=row.name, period=when.name, day=write_date(there.opens_on))
    opened = _round(row, when, days, due_on)
    opened.version, opened.opened_by = version, by
    opened.days_announced = not calendar.not_announced(days.cut_off, opened.due_on)
    opened.save()
    returns = _returns(opened, definition, when)
    Return.objects.bulk_create(returns, batch_size=500)
    record_event(
        "round.opened", by=by, subject=opened, form=row.code, period=when.code, due=opened.due_on,
        returns=len(returns),
    )  # fmt: skip
    return opened


def _round(form: Form, period: Period, days: Days, due_on: date | None) -> Round:
    return Round(
        form=form,
        period=period.code,
        period_first=period.first,
        period_last=period.last,
        opens_on=min(days.opens_on, due_on or days.opens_on),
        cut_off=days.cut_off,
        due_on=due_on or days.due_on,
    )


def fillers_of(definition: core.Form) -> list[Organisation]:
    """The organisations that fill the form, in the order of their codes: one that is closed fills nothing any more, nor
    does one that no row concerns."""
    wanted = definition.fillers
    asked = Q(code__in=wanted.organisations) | Q(kind__in=wanted.kinds)
    units = Organisation.objects.filter(asked, closed_on=None).order_by("code")
    return [one for one in units if asked_of(definition, one.code)]


def asked_units(definition: core.Form, period: Period) -> tuple[list[Organisation], list[Organisation]]:
    """Who is asked for the period, and who is not: a unit whose place no longer stood, or not yet, at its end."""
    organisations, provinces = fillers_of(definition), Provinces(period.last)
    if definition.fillers.speaks_for != "place":
        return organisations, []
    gone = [one for one in organisations if not provinces.stood(one.place)]
    return [one for one in organisations if one not in gone], gone


def _returns(opened: Round, definition: core.Form, period: Period) -> list[Return]:
    """A unit whose place no longer stood, or not yet, at the period's end is not asked about that place."""
    provinces = Provinces(period.last)
    organisations, _gone = asked_units(definition, period)
    speaks_for = definition.fillers.speaks_for
    if not organisations:
        kinds = ", ".join(definition.fillers.kinds) or "nêu tên"
        raise NobodyToAsk(form=definition.name, period=period.name, kinds=kinds)
    if speaks_for == "organisation":
        codelist_extend(RESPONDENTS, RESPONDENTS_NAME, ((one.code, one.name) for one in organisations))
    return [
        Return(round=opened, organisation=one, place=_place(one, speaks_for, provinces, period))
        for one in organisations
    ]


def _place(one: Organisation, speaks_for: str, provinces: Provinces, period: Period) -> str:
    if speaks_for == "place":
        return one.place
    province = provinces.of(one.place)
    if province is None:
        raise NoProvince(organisation=one.name, day=write_date(period.last))
    return province
