"""The list of returns: what an address asks of it, found and counted by the database whatever its size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.catalogue.models import Organisation
from congthuong.apps.collection.models import Form, Return, ReturnCell, Round, State
from congthuong.apps.collection.models.returns import OUTSTANDING
from congthuong.apps.collection.queries.due import reachable, waiting_for_approval
from congthuong.apps.collection.queries.forms import definition_for
from congthuong.apps.collection.queries.standing_notes import explained_now
from congthuong.apps.collection.queries.weighing import NOTHING, Weight, weights_of
from congthuong.core.problems import Problem
from congthuong.core.quantities import Period
from congthuong.web.folding import fold
from congthuong.web.listing import Asked, NoSuchOrder

LATE = "tre-han"
ASKED = "can-hoi"
"""The order in which the weightiest doubts come first; for returns that wait for approval."""
COLUMNS = {
    "bieu": ("round__form__name", "organisation__name", "-round__period_last"),
    "don-vi": ("organisation__name", "round__form__name", "-round__period_last"),
    "ky": ("round__period_last", "round__form__name", "organisation__name"),
    "han": ("round__due_on", "round__form__name", "organisation__name"),
    "trang-thai": ("state", "round__due_on", "organisation__name"),
    "nop-luc": ("handed_in_at", "round__due_on", "organisation__name"),
}
"""What the list may be sorted by: the first falls or rises, the others settle ties."""


class NoSuchFilter(Problem):
    code = "CT-842"
    text = "Không lọc được theo {what} «{value}». Hãy bỏ lọc rồi chọn lại trong danh sách."


@dataclass(frozen=True, slots=True)
class Filters:
    """ "" asks for nothing. `state` is a state or LATE."""

    form: str = ""
    period: str = ""
    state: str = ""
    unit: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """How much of a return is filled in."""

    done: int
    of: int

    @property
    def percent(self) -> int:
        return 100 * self.done // self.of if self.of else 100


@dataclass(frozen=True, slots=True)
class Listed:
    ret: Return
    period: str
    filled: Filled
    late: bool
    days_late: int
    weight: Weight | None = None  # where lists ask for it

    @property
    def came_late(self) -> int:
        """How many days after the due day it was handed in for the first time; 0 in time or not at all."""
        return days_late_at_hand_in(self.ret)

    @property
    def clear(self) -> bool:
        """Whether nothing in it is worth a question: such returns may be approved together."""
        return self.weight is None and not getattr(self.ret, "abnormal", 1)


def days_late_at_hand_in(ret: Return) -> int:
    if ret.first_handed_in_at is None:
        return 0
    return max(0, (timezone.localtime(ret.first_handed_in_at).date() - ret.round.due_on).days)


def returns_found(user: User, filters: Filters, on: date) -> QuerySet[Return]:
    """What the person may see of what is asked for. Raises NoSuchFilter."""
    rows = Return.objects.filter(reachable(user, "returns.view"))
    if filters.form:
        if not Form.objects.filter(code=filters.form).exists():
            raise NoSuchFilter(what="biểu", value=filters.form)
        rows = rows.filter(round__form__code=filters.form)
    if filters.period:
        rows = rows.filter(round__period=filters.period)
    if filters.unit:
        rows = rows.filter(organisation_id=filters.unit)
    if filters.state == LATE:
        rows = rows.filter(state__in=OUTSTANDING, round__due_on__lt=on)
    elif filters.state:
        if filters.state not in State.values:
            raise NoSuchFilter(what="trạng thái", value=filters.state)
        rows = rows.filter(state=filters.state)
    for word in fold(filters.text).split():
        rows = rows.filter(_said(word))
    return rows.select_related("round__form", "round__version", "organisation").defer(
        "round__version__definition"
    )


def _said(word: str) -> Q:
    """Returns of whose unit, form or period the folded name holds the word: three short lists, not every return."""
    organisations = [
        code for code, name in Organisation.objects.values_list("code", "name") if word in fold(name)
    ]
    forms = [number for number, name in Form.objects.values_list("pk", "name") if word in fold(name)]
    periods = [code for code in periods_opened() if word in fold(f"{Period.of(code).name} {code}")]
    return Q(organisation_id__in=organisations) | Q(round__form_id__in=forms) | Q(round__period__in=periods)


def sorted_by(rows: QuerySet[Return], column: str, *, falling: bool) -> QuerySet[Return]:
    first, *rest = COLUMNS[column or "han"]
    if not column:
        return rows.order_by("-round__due_on", "round__form__name", "organisation__name", "pk")
    return rows.order_by(f"-{first}" if falling else first, *rest, "pk")


def periods_opened() -> list[str]:
    """The periods for which something was opened, the newest first."""
    rows = Round.objects.order_by("-period_last", "-period_first").values_list("period", flat=True)
    return list(dict.fromkeys(rows))


def period_choices() -> list[tuple[str, str]]:
    """The periods opened, with names that tell those of the management calendar from those of the same name."""
    periods = [(code, Period.of(code)) for code in periods_opened()]
    return [
        (code, f"{one.name} (kỳ quản lý)" if one.calendar == "management" else one.name)
        for code, one in periods
    ]


def units_seen(user: User) -> list[tuple[str, str]]:
    """The organisations whose returns the person may see: code and name."""
    codes = Return.objects.filter(reachable(user, "returns.view")).values("organisation_id").distinct()
    return list(Organisation.objects.filter(code__in=codes).order_by("name").values_list("code", "name"))


def listed(rows: Iterable[Return], on: date) -> list[Listed]:
    """The rows of a page with how much of each is filled: one query for all."""
    there = list(rows)
    counts = filled_counts(there)
    return [_listed(ret, counts, on) for ret in there]


def filled_counts(rows: Iterable[Return]) -> dict[int, int]:
    """return -> how many of its cells hold a figure."""
    cells = ReturnCell.objects.filter(ret__in=[ret.pk for ret in rows], value__isnull=False)
    return dict(cells.values_list("ret").annotate(count=Count("pk")).order_by())


def _listed(ret: Return, counts: Mapping[int, int], on: date) -> Listed:
    late = ret.state in OUTSTANDING and ret.round.due_on < on
    form = definition_for(ret.round.version, ret.organisation_id)
    return Listed(
        ret,
        Period.of(ret.round.period).name,
        Filled(min(counts.get(ret.pk, 0), len(form.typed)), len(form.typed)),
        late,
        (on - ret.round.due_on).days if late else 0,
    )


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for a person's approval, the weightiest doubts first, then what was explained, then the longest
    waiting."""

    numbers: tuple[int, ...]
    weights: Mapping[int, Weight]

    def listed(self, most: int, on: date) -> list[Listed]:
        """The first ones, each with how many abnormal figures the unit explained (`ret.abnormal`)."""
        return listed_in_order(self.numbers[:most], self.weights, on)


@dataclass(frozen=True, slots=True)
class Sought:
    """What a page is cut from: returns, or their numbers where they were judged (`weights`)."""

    things: QuerySet[Return] | Sequence[int]
    weights: Mapping[int, Weight] | None = None

    def listed(self, part: Iterable[Any], on: date) -> list[Listed]:
        return listed(part, on) if self.weights is None else listed_in_order(list(part), self.weights, on)


def returns_sought(user: User, filters: Filters, asked: Asked, on: date) -> Sought:
    """What is asked for in its order. Only what waits for the person's approval is judged: the weightiest doubts come
    first where no other order is asked for. Raises NoSuchFilter, NoSuchOrder."""
    found = returns_found(user, filters, on)
    rows = sorted_by(found, "" if asked.column == ASKED else asked.column, falling=asked.falling)
    if filters.state != State.HANDED_IN or not may(user, "returns.approve"):
        if asked.column == ASKED:
            raise NoSuchOrder(order=asked.order)
        return Sought(rows)
    numbers, weights = in_order(rows)
    if asked.column not in ("", ASKED):
        return Sought(list(rows.values_list("pk", flat=True)), weights)
    return Sought(numbers[::-1] if asked.order == ASKED else numbers, weights)


def to_approve(user: User) -> Queue:
    rows = (
        waiting_for_approval(user)
        .annotate(abnormal=explained_now())
        .order_by("-abnormal", "handed_in_at", "pk")
    )
    return Queue(*in_order(rows))


def in_order(rows: QuerySet[Return]) -> tuple[tuple[int, ...], Mapping[int, Weight]]:
    """The returns' numbers, the weightiest doubts first, those without as they came; and the weights."""
    waiting = list(rows.values_list("pk", "round_id"))
    weights = weights_of({opened for _, opened in waiting})
    numbers = [number for number, _ in waiting]
    numbers.sort(key=lambda one: -weights[one].score if one in weights else NOTHING)
    return tuple(numbers), weights


def listed_in_order(numbers: Sequence[int], weights: Mapping[int, Weight], on: date) -> list[Listed]:
    rows = Return.objects.select_related("round__form", "round__version", "organisation")
    found = rows.defer("round__version__definition").annotate(abnormal=explained_now()).in_bulk(list(numbers))
    there = [found[one] for one in numbers if one in found]
    return [replace(one, weight=weights.get(one.ret.pk)) for one in listed(there, on)]
