"""The calendar of one year: its state, its days, and for those who may, what changes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congthuong.apps.accounts.doors import asks, told_beside_the_form
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.workdays.entries import (
    HEADINGS,
    KIND_NAMES,
    WEEKDAYS,
    DayEntry,
    entries_of_file,
    read_kind,
)
from congthuong.apps.workdays.problems import KnownTooSoon, NoDaysFile, NotAYear
from congthuong.apps.workdays.queries import (
    FIRST_YEAR,
    LAST_YEAR,
    YearView,
    calendar_on,
    entered_days,
    entered_years,
    year_view,
    years_shown,
)
from congthuong.apps.workdays.services import days_set, year_announce
from congthuong.core.problems import Problem, Problems
from congthuong.core.quantities import read_date, write_date
from congthuong.web import clock
from congthuong.web.downloads import file_answer, table_csv, table_xlsx
from congthuong.web.listing import asked_of
from congthuong.web.uploads import LARGEST

SHOWN = 20
SUFFIXES = (".csv", ".xlsx")


@require_safe
def year(request: HttpRequest) -> HttpResponse:
    """One year as known today or on an earlier day, on a page or as a file."""
    asked = asked_of(request)
    number = _year_number(request.GET.get("nam", ""))
    known_on = _earlier_day(request.GET.get("ngay", ""))
    if asked.file:
        return _file(year_view(number, calendar_on(known_on, date(number, 12, 31))), asked.file)
    return _page(request, number, known_on)


@require_POST
@asks("days.edit")
def day_enter(request: HttpRequest, number: int) -> HttpResponse:
    """One day of the form."""

    def act(by: User) -> str:
        entry = DayEntry(
            read_date(_typed(request, "ngay")),
            read_kind(_typed(request, "loai")),
            _typed(request, "ly-do"),
            _typed(request, "van-ban"),
            _typed(request, "nguon"),
        )
        done = days_set(by=by, entries=[entry], recorded_on=_day(_typed(request, "biet-tu")))
        if not done.entered:
            return _("Ngày %(day)s đã ghi như vậy từ trước.") % {"day": write_date(entry.day)}
        return _("Đã ghi ngày %(day)s.") % {"day": write_date(entry.day)}

    return _acted(request, number, "ngay", act)


@require_POST
@asks("days.edit")
def file_enter(request: HttpRequest, number: int) -> HttpResponse:
    """The days of a file, all or none."""

    def act(by: User) -> str:
        upload = request.FILES.get("tep")
        if getattr(request, "upload_too_large", False):
            raise NoDaysFile(why=f"Tệp lớn hơn {LARGEST // 2**20} MB.")
        if upload is None or not upload.name:
            raise NoDaysFile(why="Chưa chọn tệp nào.")
        if not upload.name.lower().endswith(SUFFIXES):
            raise NoDaysFile(why=f"Không đọc được loại tệp của «{upload.name[:80]}».")
        done = days_set(
            by=by,
            entries=entries_of_file(upload.name, upload.read(), _typed(request, "nguon")),
            recorded_on=_day(_typed(request, "biet-tu")),
            whole_years=bool(request.POST.get("ca-nam")),
        )
        return _("Đã ghi %(entered)s ngày; %(same)s ngày đã có như vậy.") % {
            "entered": done.entered,
            "same": done.same,
        }

    return _acted(request, number, "tep", act)


@require_POST
@asks("days.edit")
def year_enter(request: HttpRequest, number: int) -> HttpResponse:
    """That the year's days were announced, or were not after all."""

    def act(by: User) -> str:
        row = year_announce(
            by=by,
            year=number,
            announced=_typed(request, "cong-bo") != "chua",
            decision=_typed(request, "van-ban"),
            source=_typed(request, "nguon"),
            recorded_on=_day(_typed(request, "biet-tu")),
        )
        if row.announced:
            return _("Đã ghi: lịch năm %(year)s đã công bố.") % {"year": row.year}
        return _("Đã ghi: lịch năm %(year)s chưa công bố.") % {"year": row.year}

    return _acted(request, number, "cong-bo", act)


def _acted(request: HttpRequest, number: int, form: str, act: Callable[[User], str]) -> HttpResponse:
    """Back to the year's page; refused, the page shows what was typed with what is wrong."""
    number = _year_number(str(number))
    try:
        told = act(_user(request))
    except (Problem, Problems) as trouble:
        return _page(request, number, None, form=form, problems=told_beside_the_form(trouble))
    messages.success(request, told)
    return redirect(f"{reverse('work-calendar')}?nam={number}")


def _page(
    request: HttpRequest,
    number: int,
    known_on: date | None,
    *,
    form: str = "",
    problems: tuple[Problem, ...] = (),
) -> HttpResponse:
    calendar = calendar_on(known_on, date(number, 12, 31))
    context = {
        "room": "work-calendar",
        "view": year_view(number, calendar),
        "years": years_shown(calendar),
        "known_on": known_on,
        "may_edit": known_on is None and may(_user(request), "days.edit"),
        "entered": entered_days(number),
        "entered_years": entered_years(number),
        "kinds": KIND_NAMES,
        "form": form,
        "typed": {name.replace("-", "_"): value for name, value in request.POST.items()},
        "problems": problems[:SHOWN],
        "more": max(0, len(problems) - SHOWN),
        "today": clock.today(),
    }
    return render(request, "workdays/year.html", context, status=400 if problems else 200)


def _file(view: YearView, form: str) -> HttpResponse:
    rows = [
        [
            write_date(row.day),
            WEEKDAYS[row.day.weekday()],
            KIND_NAMES[row.kind],
            row.reason,
            row.decision,
            row.source,
            write_date(row.recorded_on) if row.recorded_on else "",
            row.entered_by,
        ]
        for row in view.days
    ]
    name, headings = f"lich-{view.year}", list(HEADINGS.values())
    data = table_xlsx(name, headings, rows) if form == "xlsx" else table_csv(headings, rows)
    return file_answer(data, name, form)


def _year_number(text: str) -> int:
    """Raises NotAYear."""
    if not text:
        return clock.today().year
    number = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise NotAYear(year=text[:20], first=FIRST_YEAR, last=LAST_YEAR)
    return number


def _earlier_day(text: str) -> date | None:
    """Raises NotADate, KnownTooSoon."""
    day = _day(text)
    today = clock.today()
    if day and day > today:
        raise KnownTooSoon(day=write_date(day), today=write_date(today))
    return day


def _day(text: str) -> date | None:
    return read_date(text) if text.strip() else None


def _typed(request: HttpRequest, name: str) -> str:
    return " ".join(str(request.POST.get(name, "")).split())


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # every page asks for a login
    return request.user
