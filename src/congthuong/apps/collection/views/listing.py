"""Thu thập: what a person has to do, all returns as a list, completeness and timeliness."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.collection.models import Return, State
from congthuong.apps.collection.queries.due import late_returns, owed
from congthuong.apps.collection.queries.forms import forms_in_use
from congthuong.apps.collection.queries.pages_returns import (
    ASKED,
    COLUMNS,
    LATE,
    Filters,
    Listed,
    NoSuchFilter,
    listed,
    period_choices,
    returns_sought,
    to_approve,
    units_seen,
)
from congthuong.apps.collection.views.asking import person
from congthuong.core.quantities import Period, write_date
from congthuong.web import clock
from congthuong.web.downloads import Value, file_answer, table_csv, table_xlsx
from congthuong.web.listing import Asked, asked_of, page_of
from congthuong.web.moments import write_moment

FIRST = 20  # of a list that has a page of its own
CHOSEN = ("bieu", "don-vi", "ky", "han", "trang-thai", "da-dien", "nop-luc")


def room(user: User) -> dict[str, object]:
    """What every page of the room needs: its name, and which of its pages the person may open."""
    return {
        "room": "returns",
        "may_fill": may(user, "returns.fill"),
        "may_check": may(user, "returns.approve"),
        "may_open": may(user, "rounds.open"),
        "may_edit_forms": may(user, "forms.edit"),
        "may_try_rules": may(user, "rules.edit"),
    }


def _column_names() -> dict[str, str]:
    return {
        "bieu": _("Biểu"),
        "don-vi": _("Đơn vị"),
        "ky": _("Kỳ"),
        "han": _("Hạn nộp"),
        "trang-thai": _("Trạng thái"),
        "da-dien": _("Đã điền"),
        "nop-luc": _("Nộp lúc"),
        ASKED: _("Số cần hỏi"),
    }


@require_safe
def returns(request: HttpRequest) -> HttpResponse:
    """What the person has to do: to fill in, to approve, who is late."""
    user, today = person(request), clock.today()
    fills, checks = may(user, "returns.fill"), may(user, "returns.approve")
    due = owed(user).filter(round__opens_on__lte=today) if fills else Return.objects.none()
    waiting = to_approve(user) if checks else None
    late = Return.objects.none() if fills and not checks else late_returns(user, today)
    shown = waiting.listed(FIRST, today) if waiting else []
    context = {
        **room(user),
        "due": listed(_whole(due)[:FIRST], today),
        "due_count": due.count() if fills else 0,
        "waiting": shown,
        "waiting_clear": any(one.clear for one in shown),
        "waiting_count": len(waiting.numbers) if waiting else 0,
        "late": listed(_whole(late)[:FIRST], today),
        "late_count": 0 if fills and not checks else late.count(),
        "fills": fills and (not checks or due.exists()),
        "first": FIRST,
        "LATE": LATE,
    }
    return render(request, "collection/home.html", context)


def _whole(rows: QuerySet[Return]) -> QuerySet[Return]:
    return rows.select_related("round__form", "round__version", "organisation").defer(
        "round__version__definition"
    )


@require_safe
def return_list(request: HttpRequest) -> HttpResponse:
    """All returns that the person may see: found, filtered, sorted, in pages, or as a file."""
    user, today = person(request), clock.today()
    asked = asked_of(request, (*COLUMNS, ASKED))
    filters = _filters(request, asked)
    columns = columns_of(request, CHOSEN)
    rows = returns_sought(user, filters, asked, today)
    judged = rows.weights is not None
    columns += (ASKED,) if judged else ()
    if asked.file:
        return _file(rows.listed(rows.things, today), columns, asked.file)
    page = page_of(request, rows.things)
    names = _column_names()
    context = {
        **room(user),
        "asked": asked,
        "page": page,
        "judged": judged,
        "listed": rows.listed(page.object_list, today),
        "filters": filters,
        "chips": _chips(filters, names),
        "columns": [(code, names[code]) for code in columns],
        "shown": columns,
        "all_columns": [(code, names[code], code in columns) for code in CHOSEN],
        "sortable": (*COLUMNS, ASKED),
        "forms": forms_in_use(),
        "periods": period_choices(),
        "units": units_seen(user),
        "states": [*((code, _(name)) for code, name in State.choices), (LATE, _("quá hạn"))],
    }
    return render(request, "collection/list.html", context)


def _filters(request: HttpRequest, asked: Asked) -> Filters:
    named = {name: request.GET.get(name, "")[:40] for name in ("bieu", "ky", "trang_thai", "don_vi")}
    return Filters(named["bieu"], named["ky"], named["trang_thai"], named["don_vi"], asked.text)


def columns_of(request: HttpRequest, there: Collection[str]) -> tuple[str, ...]:
    """The columns chosen in the address, in the usual order; none chosen: all. Raises NoSuchFilter."""
    wanted = request.GET.getlist("cot")
    for one in wanted:
        if one not in there:
            raise NoSuchFilter(what="cột", value=one[:40])
    return tuple(one for one in there if not wanted or one in wanted)


def _chips(filters: Filters, names: dict[str, str]) -> list[tuple[str, str]]:
    """What is filtered now: the name in the address and the words; each can be taken off."""
    states = dict([*((code, _(name)) for code, name in State.choices), (LATE, _("quá hạn"))])
    chips = []
    if filters.form:
        form = forms_in_use().filter(code=filters.form).first()
        chips.append(("bieu", f"{names['bieu']}: {form.name if form else filters.form}"))
    if filters.period:
        chips.append(("ky", f"{names['ky']}: {Period.of(filters.period).name}"))
    if filters.state:
        chips.append(("trang_thai", f"{names['trang-thai']}: {states[filters.state]}"))
    if filters.unit:
        chips.append(("don_vi", f"{names['don-vi']}: {filters.unit}"))
    return chips


def _file(rows: list[Listed], columns: tuple[str, ...], form: str) -> HttpResponse:
    names = _column_names()
    headings = [names[one] for one in columns] + [_("Số phiếu")]
    table = [[_value(one, column) for column in columns] + [str(one.ret.pk)] for one in rows]
    name = _("Phiếu báo cáo")
    data = table_xlsx(name, headings, table) if form == "xlsx" else table_csv(headings, table)
    return file_answer(data, name, form)


def _value(one: Listed, column: str) -> Value:
    match column:
        case "bieu":
            return one.ret.round.form.name
        case "don-vi":
            return one.ret.organisation.name
        case "ky":
            return one.period
        case "han":
            return write_date(one.ret.round.due_on)
        case "trang-thai":
            return _(State(one.ret.state).label) + (_(" (quá hạn)") if one.late else "")
        case "da-dien":
            return f"{one.filled.done}/{one.filled.of}"
        case "can-hoi":
            weight = one.weight
            return (
                _("%(count)s ô; %(worst)s: %(why)s")
                % {"count": weight.cells, "worst": weight.worst, "why": weight.why}
                if weight
                else ""
            )
        case _:
            return _moment(one.ret)


def _moment(ret: Return) -> str:
    return write_moment(ret.handed_in_at) if ret.handed_in_at else ""
