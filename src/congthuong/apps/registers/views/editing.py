"""The form of a row, generated from its register: write a new one, correct what was wrong, change it from a day on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congthuong.apps.accounts.doors import told_beside_the_form
from congthuong.apps.accounts.rights import may
from congthuong.apps.registers.checking import Known, check_row, heading_of
from congthuong.apps.registers.fields import fields_of, read_day, read_typed, typed_of
from congthuong.apps.registers.hiding import hidden_for
from congthuong.apps.registers.kinds import RegisterKind, Values
from congthuong.apps.registers.placing import with_dates, with_district
from congthuong.apps.registers.problems import (
    BadColumn,
    ChangeTooEarly,
    DoubtfulColumn,
    ReasonNeeded,
    RowChangedMeanwhile,
    RowWithdrawn,
)
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.services import row_add, row_change, row_correct
from congthuong.apps.registers.services.rows import CHANGES
from congthuong.apps.registers.values import row_label, values_of
from congthuong.apps.registers.views import of_kind, person, row_at, version_of
from congthuong.apps.registers.views.record import next_states
from congthuong.core.problems import Problem, Problems
from congthuong.core.quantities import write_date
from congthuong.web import clock

TIMES = ("effective_from", "effective_to", "since", "reason")
"""What problems may be about beside the columns."""
OWN = ("tu-ngay", "khong-ro", "den-ngay", "doi-tu-ngay", "nguon", "ly-do")
NO_DAY = (
    "để trống. Dòng không có ngày bắt đầu được coi là đúng từ trước tới nay, số đếm của mọi ngày đã qua đều tính. Hãy ghi "
    "ngày bắt đầu; không ai rõ thì đánh dấu «Không rõ»."
)


@require_http_methods(["GET", "HEAD", "POST"])
@of_kind("registers.edit")
def add(request: HttpRequest, kind: RegisterKind) -> HttpResponse:
    if request.method != "POST":
        asked = {name: str(one) for name, one in request.GET.items() if kind.column(name)}
        begins_today = {} if kind.begins else {"tu-ngay": write_date(clock.today())}
        return _form(request, kind, "add", _first_state(kind) | asked | begins_today)
    typed = _typed(request, kind)
    read = read_typed(kind, typed)
    begins, ends = _ends(kind, typed, read.problems)
    try:
        values = with_dates(kind, with_district(kind, read.values), Known())
        if read.problems:
            _stop([*read.problems, *_others(kind, values, begins, ends, read.problems)])
        row = row_add(
            kind=kind, values=values, by=person(request),
            effective_from=begins, effective_to=ends, source=typed["nguon"], reason=typed["ly-do"],
        )  # fmt: skip
    except (Problem, Problems) as trouble:
        return _form(request, kind, "add", typed, trouble=trouble)
    messages.success(request, _("Đã ghi dòng mới vào sổ."))
    if request.POST.get("ghi-tiep"):
        return redirect("register-add", kind.code)
    return redirect("entry", kind.code, row.key)


@require_http_methods(["GET", "HEAD", "POST"])
@of_kind("registers.edit")
def correct(request: HttpRequest, kind: RegisterKind, key: str) -> HttpResponse:
    """What was said was wrong."""
    row = row_at(kind, key)
    _standing(kind, row)
    if request.method != "POST":
        return _form(request, kind, "correct", _now_typed(kind, row), row)
    typed = _typed(request, kind)
    read = read_typed(kind, typed, without=_hidden(request, kind, row))
    begins, ends = _ends(kind, typed, read.problems)
    try:
        if read.problems:
            _stop([*read.problems, *_others(kind, read.values, begins, ends, read.problems, row)])
        row_correct(
            kind=kind, key=key, values=read.values, by=person(request), version=version_of(request),
            effective_from=begins, effective_to=ends, source=typed["nguon"], reason=typed["ly-do"],
        )  # fmt: skip
    except (Problem, Problems) as trouble:
        return _form(request, kind, "correct", typed, row_at(kind, key), trouble)
    messages.success(request, _("Đã sửa dòng."))
    return redirect("entry", kind.code, key)


@require_http_methods(["GET", "HEAD", "POST"])
@of_kind("registers.edit")
def change(request: HttpRequest, kind: RegisterKind, key: str) -> HttpResponse:
    """From a day on it is otherwise."""
    row = row_at(kind, key)
    _standing(kind, row)
    if request.method != "POST":
        asked = request.GET.get(kind.state, "") if kind.state else ""
        typed = _now_typed(kind, row) | {"doi-tu-ngay": write_date(clock.today()), "ly-do": ""}
        if asked in next_states(kind, row):
            typed[kind.state] = asked
        return _form(request, kind, "change", typed, row)
    typed = _typed(request, kind)
    read = read_typed(kind, typed, without=_hidden(request, kind, row))
    since = read_day(typed["doi-tu-ngay"], "since", _("Đổi từ ngày"), read.problems)
    if since is None and not any(one.fields.get("name") == "since" for one in read.problems):
        what = "để trống. Hãy ghi ngày mà nội dung mới bắt đầu đúng."
        read.problems.append(BadColumn(name="since", column="Đổi từ ngày", what=what))
    if not typed["ly-do"]:
        read.problems.append(ReasonNeeded(what=CHANGES))
    try:
        if read.problems:
            days = row.effective_from, row.effective_to
            _stop([*read.problems, *_others(kind, read.values, *days, read.problems, row)])
        assert since is not None
        row_change(
            kind=kind, key=key, values=read.values, by=person(request), version=version_of(request), since=since,
            reason=typed["ly-do"],
        )  # fmt: skip
    except (Problem, Problems) as trouble:
        return _form(request, kind, "change", typed, row_at(kind, key), trouble)
    messages.success(request, _("Đã đổi dòng từ ngày %(day)s.") % {"day": write_date(since)})
    return redirect("entry", kind.code, key)


def _standing(kind: RegisterKind, row: RegisterRow) -> None:
    if row.withdrawn:
        raise RowWithdrawn(row=row_label(kind, row))


def _stop(problems: Sequence[Problem]) -> None:
    raise Problems(problems)


def _others(
    kind: RegisterKind,
    values: Values,
    begins: date | None,
    ends: date | None,
    told: Sequence[Problem],
    row: RegisterRow | None = None,
) -> list[Problem]:
    """What is at fault beside what could not be read: a person is told everything at once, what other rows have against
    it too."""
    names = {one.fields.get("name") for one in told}
    key, before = (row.key, str(getattr(row, kind.state, ""))) if row else ("", "")
    said = {**values_of(kind, row), **values} if row else values
    sound = {name: value for name, value in said.items() if name not in names}
    try:
        check_row(kind, sound, effective_from=begins, effective_to=ends, key=key, before=before)
    except Problems as found:
        return [one for one in found.problems if one.fields.get("name") not in names]
    return []


def _hidden(request: HttpRequest, kind: RegisterKind, row: RegisterRow) -> tuple[str, ...]:
    """A person who may not read personal columns does not change them either."""
    return tuple(sorted(hidden_for(person(request), kind, row)))


def _ends(kind: RegisterKind, typed: Mapping[str, str], problems: list[Problem]) -> tuple[Any, Any]:
    heading = heading_of(kind, "effective_from")
    begins = read_day(typed["tu-ngay"], "effective_from", heading, problems)
    if not typed["tu-ngay"] and (kind.begins or not typed["khong-ro"]):
        what = "để trống. Hãy ghi ngày." if kind.begins else NO_DAY
        problems.append(BadColumn(name="effective_from", column=heading, what=what))
    return begins, read_day(typed["den-ngay"], "effective_to", _("Đến trước ngày"), problems)


def _typed(request: HttpRequest, kind: RegisterKind) -> dict[str, str]:
    names = [one.name for one in kind.columns() if one.name in request.POST]
    return {name: request.POST.get(name, "").strip() for name in (*names, *OWN)}


def _first_state(kind: RegisterKind) -> dict[str, str]:
    words = getattr(kind.column(kind.state), "words", ()) if kind.state else ()
    return {kind.state: words[0]} if words else {}


def _now_typed(kind: RegisterKind, row: RegisterRow) -> dict[str, str]:
    return typed_of(kind, values_of(kind, row)) | {
        "tu-ngay": write_date(row.effective_from) if row.effective_from else "",
        "khong-ro": "" if row.effective_from else "1",
        "den-ngay": write_date(row.effective_to) if row.effective_to else "",
        "nguon": row.source,
    }


def _about(problem: Problem) -> str:
    """The field beside which a problem stands."""
    if isinstance(problem, ReasonNeeded):
        return "reason"
    return "since" if isinstance(problem, ChangeTooEarly) else str(problem.fields.get("name", ""))


def _form(
    request: HttpRequest,
    kind: RegisterKind,
    way: str,
    typed: Mapping[str, str],
    row: RegisterRow | None = None,
    trouble: Problem | Problems | None = None,
) -> HttpResponse:
    problems = told_beside_the_form(trouble) if trouble else ()
    meanwhile = any(isinstance(one, RowChangedMeanwhile) for one in problems)
    now = _now_typed(kind, row) if row is not None and meanwhile else None
    states = (*next_states(kind, row), str(getattr(row, kind.state))) if row and kind.state and way == "change" else None  # fmt: skip
    hidden = _hidden(request, kind, row) if row is not None else ()
    fields = fields_of(
        kind, typed, day=clock.today(), without=hidden, states=states, problems=problems, now=now
    )
    beside = {one.name for one in fields} | set(TIMES)
    context = {
        "room": "registers",
        "kind": kind,
        "way": way,
        "row": row,
        "label": row_label(kind, row) if row else "",
        "fields": fields,
        "state_field": next((one for one in fields if one.name == kind.state), None) if way == "change" else None,
        "typed": {name.replace("-", "_"): one for name, one in typed.items()},
        "now": {name.replace("-", "_"): one for name, one in (now or {}).items()},
        "version": row.version if row else 0,
        "problems": [one for one in problems if _about(one) not in beside],
        "faults": len(problems),
        "times": {name: [one for one in problems if _about(one) == name] for name in TIMES},
        "reason_needed": any(isinstance(one, ReasonNeeded | DoubtfulColumn) for one in problems),
        "hidden": hidden,
        "may_document": may(person(request), "documents.edit"),
    }  # fmt: skip
    return render(request, "registers/form.html", context, status=400 if problems else 200)
