"""Questions about tables of others."""

from __future__ import annotations

from datetime import date

from django.db.models import Max, QuerySet

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import reach
from congthuong.apps.catalogue.models import Organisation, Place
from congthuong.apps.catalogue.queries import place_at, places_on
from congthuong.apps.intake.models import Delivery, SourceTable
from congthuong.apps.intake.services import ACTION
from congthuong.core.intake.kinds import kinds
from congthuong.web import clock
from congthuong.web.problems import NotFound


def tables_for(user: User) -> list[SourceTable]:
    """The tables whose files the person may take in, by sender."""
    rows = SourceTable.objects.select_related("sender").annotate(last=Max("deliveries__received_at"))
    codes = {kind.code: reach(user, ACTION, kind=kind.data) for kind in kinds().values()}
    return [
        one for one in rows.order_by("sender__name", "name") if _within(one, codes.get(one.kind, frozenset()))
    ]


def _within(table: SourceTable, codes: frozenset[str] | None) -> bool:
    return codes is None or table.sender_id in codes


def table_for(user: User, number: int) -> SourceTable:
    """Raises NotFound, also for a table that the person may not see."""
    found = next((one for one in tables_for(user) if one.pk == number), None)
    if found is None:
        raise NotFound(what="bảng", name=number, hint="")
    return found


def deliveries_for(user: User) -> QuerySet[Delivery]:
    """Newest first, without the files themselves."""
    own = [one.pk for one in tables_for(user)]
    rows = Delivery.objects.filter(table__in=own).select_related("table__sender", "received_by", "batch")
    return rows.defer("data", "kept").order_by("-received_at", "-id")


def delivery_for(user: User, number: int) -> Delivery:
    """Raises NotFound."""
    found = deliveries_for(user).filter(pk=number).first()
    if found is None:
        raise NotFound(what="tệp đã gửi", name=number, hint="")
    return found


def senders() -> list[Organisation]:
    return list(Organisation.objects.filter(closed_on=None).order_by("name"))


def places() -> list[Place]:
    """Provinces that stand on the day of work: the table of a month of then is of one of them."""
    rows = places_on(clock.today()).filter(level=Place.Level.PROVINCE)
    return list(rows.order_by("name", "code"))


def usual_place(user: User) -> str:
    """The place of the organisation that the person works for, chosen beforehand; "" where that says none."""
    return user.organisation.place if user.organisation else ""


def place_of(table: SourceTable, month: tuple[int, int] | None) -> str:
    """The place's name as it was in the month reported on, else as of the day of work, else whenever it stood."""
    day = date(*month, 1) if month else clock.today()
    found = place_at(table.place, day)
    name = found.name if found else ""
    if not name:
        name = Place.objects.filter(code=table.place).values_list("name", flat=True).last() or ""
    return f"{name} ({table.place})" if name else table.place
