"""What every page of this room asks of a request."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest

from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import may
from congthuong.apps.procedures.models import Applicant, Dossier
from congthuong.apps.procedures.problems import WrongChoice
from congthuong.apps.procedures.queries.dossiers import masked
from congthuong.core.problems import Problem


def person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the site asks for a login before any page of the room
    return request.user


def typed(request: HttpRequest, name: str) -> str:
    """One line of a form, spaces made one."""
    return " ".join(str(request.POST.get(name, "")).split())


def number_in(text: str, what: str) -> int:
    """A whole number out of a form. Raises WrongChoice."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise WrongChoice(value=text[:20], what=what)
    return int(text)


def room(user: User, tab: str) -> dict[str, object]:
    """What every page of the room needs: its name, its tab, what the person may do somewhere in it."""
    return {
        "room": "dossiers",
        "tab": tab,
        "may_receive": may(user, "dossiers.receive"),
        "may_handle": may(user, "dossiers.handle"),
        "may_sign": may(user, "dossiers.sign"),
        "may_edit": may(user, "procedures.edit"),
    }


def name_for(user: User, dossier: Dossier) -> str:
    """The applicant's name in full for who may see it, on the dossier's own page only."""
    applicant: Applicant = dossier.applicant
    if applicant.erased_at is None and may(user, "applicants.view", kind=dossier.kind):
        return applicant.name
    return masked(applicant)


def faults(problems: Iterable[Problem]) -> dict[str, str]:
    """What is wrong at which field of the form; `at` of a problem names the field."""
    told = ((str(one.fields.get("at", "")), one.message) for one in reversed(tuple(problems)))
    return {at.replace("-", "_"): message for at, message in told if at}
