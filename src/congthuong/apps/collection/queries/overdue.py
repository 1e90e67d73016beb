"""Who is late with what, by unit: whom to ask, and in which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from congthuong.apps.accounts.models import Assignment, User
from congthuong.apps.accounts.rights import TABLE
from congthuong.apps.collection.models import Return
from congthuong.apps.collection.models.returns import OUTSTANDING
from congthuong.apps.collection.queries.due import DueReturn, due_of, reachable
from congthuong.core.quantities import write_date

FILLERS = [role for role, rights in TABLE.items() if rights.get("returns.fill", "none") != "none"]


@dataclass(frozen=True, slots=True)
class LateUnit:
    """A unit with its overdue returns, the oldest first, and the people who fill them in."""

    code: str
    name: str
    people: tuple[User, ...]
    returns: tuple[DueReturn, ...]

    def letter(self, on: date, sender: str) -> str:
        """What to send or read out to the unit; whole, so that it can be copied as it is."""
        lines = [f"Kính gửi {self.name},", "", f"Đến ngày {write_date(on)}, Sở Công Thương chưa nhận được:"]
        for one in self.returns:
            late = f"trễ {-one.days_left} ngày"
            lines += [
                f"- {one.form}, {one.period}: hạn nộp {write_date(one.due_on)}, {late}",
                *(f"  {address}" for address in page_of_return(one.ret)),
            ]
        here = f" ({settings.ADDRESS}/)" if settings.ADDRESS else ""
        lines += [
            "",
            f"Đề nghị đơn vị nộp trên Sổ Công Thương{here}, mục Thu thập, hoặc báo lại nếu có vướng mắc.",
        ]
        return "\n".join([*lines, "", sender])


def page_of_return(ret: int) -> tuple[str, ...]:
    """The return's page for a letter, which is read outside of the pages; none where no address was set."""
    return (settings.ADDRESS + reverse("return", args=[ret]),) if settings.ADDRESS else ()


def late_units(user: User, on: date, organisation: str = "") -> tuple[LateUnit, ...]:
    """The units whose returns the person checks and that are overdue, who owes longest first."""
    rows = Return.objects.filter(
        reachable(user, "returns.approve"), state__in=OUTSTANDING, round__due_on__lt=on
    )
    rows = rows.filter(organisation_id=organisation) if organisation else rows
    owed: dict[str, list[DueReturn]] = defaultdict(list)
    for ret in rows.select_related("round__form", "organisation").order_by("round__due_on", "pk"):
        owed[ret.organisation_id].append(due_of(ret, on))
    people = people_of(owed)
    return tuple(
        LateUnit(code, returns[0].organisation, tuple(people[code]), tuple(returns))
        for code, returns in owed.items()
    )


def people_of(organisations: Iterable[str]) -> dict[str, list[User]]:
    """Who fills in for each unit today."""
    today = timezone.localdate()
    held = Assignment.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        organisation__code__in=list(organisations),
        role__in=FILLERS,
        valid_from__lte=today,
        ended_at__isnull=True,
        user__is_active=True,
    )
    found: dict[str, list[User]] = defaultdict(list)
    for one in held.select_related("user", "organisation").order_by("user__full_name", "user_id"):
        code = one.organisation.code if one.organisation else ""
        if one.user not in found[code]:
            found[code].append(one.user)
    return found
