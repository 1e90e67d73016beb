"""People from a list: pasted or sent, every line seen with what is wrong with it, then entered all at once."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from congthuong.apps.accounts.doors import asks
from congthuong.apps.accounts.kinds import KINDS
from congthuong.apps.accounts.listed import PeopleListed, PersonAsked, as_table, people_listed
from congthuong.apps.accounts.models import Role
from congthuong.apps.accounts.problems import NotAPeopleList
from congthuong.apps.accounts.services.many_people import people_create
from congthuong.apps.accounts.views.own import person
from congthuong.apps.catalogue.models import Organisation
from congthuong.core.problems import Problem

MANAGE = "people.manage"
PASTED = "danh-sach.csv"


@require_http_methods(["GET", "HEAD", "POST"])
@asks(MANAGE)
@never_cache
def people_new(request: HttpRequest) -> HttpResponse:
    """The form; with POST the lines as they were understood, and once they are confirmed the passwords, once."""
    listed = PeopleListed(())
    problem: Problem | None = None
    if request.method == "POST":
        try:
            listed = people_listed(*_given(request))
            if request.POST.get("buoc") == "ghi":
                made = people_create(lines=listed.lines, by=person(request))
                return render(
                    request,
                    "accounts/passwords_once.html",
                    {"room": "people", "made": [(one, password, one.organisation) for one, password in made]},
                )
        except Problem as wrong:
            problem = wrong
    lines = listed.lines
    names = _units(lines)
    faulty = sum(bool(one.wrong) for one in lines)
    pasted = request.POST.get("bang", "")[:100_000]
    context = {
        "room": "people",
        "problem": problem,
        "lines": [(one, _role(one), _unit(one, names), _kinds(one)) for one in lines],
        "faulty": faulty,
        "listed": listed,
        "table": as_table(lines),
        "pasted": pasted if pasted.strip() else as_table(lines) if lines else "",
        "roles": [str(label) for _code, label in Role.choices],
    }
    return render(request, "accounts/people_new.html", context, status=400 if problem or faulty else 200)


def _given(request: HttpRequest) -> tuple[str, bytes]:
    """Name and bytes of the file that was sent, else of what was pasted. Raises NotAPeopleList."""
    if getattr(request, "upload_too_large", False):
        raise NotAPeopleList(why="tệp quá lớn. Hãy chia ra nhiều lần.")
    upload = request.FILES.get("tep")
    if upload is not None and not isinstance(upload, list) and upload.name:
        return upload.name, upload.read()
    text = request.POST.get("bang", "")
    if not text.strip():
        raise NotAPeopleList(why="hãy dán danh sách vào ô, hoặc chọn tệp Excel, CSV.")
    return PASTED, text.encode()


def _units(lines: Sequence[PersonAsked]) -> dict[str, str]:
    codes = {one.organisation for one in lines}
    return dict(Organisation.objects.filter(code__in=codes).values_list("code", "name"))


def _role(one: PersonAsked) -> str:
    return str(Role(one.role).label) if one.role else one.typed[2]


def _unit(one: PersonAsked, names: dict[str, str]) -> str:
    return names.get(one.organisation, one.typed[3])


def _kinds(one: PersonAsked) -> str:
    return ", ".join(str(KINDS[kind]) for kind in one.kinds)
