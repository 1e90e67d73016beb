"""Every address × every role: allowed or refused as this table says. A new address needs a row here."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from congthuong.apps.accounts.models import Assignment, Role, User
from congthuong.apps.accounts.rights import TABLE
from congthuong.apps.catalogue.models import Organisation

pytestmark = pytest.mark.django_db
SIGNED_IN, ANYBODY = "whoever is signed in", "anybody"
# name of the address (or what it begins with, ending in *) -> the action that opens it
ADDRESSES = {
    "health": ANYBODY,
    "language": ANYBODY,
    "login": ANYBODY,
    "logout": ANYBODY,
    "account_*": ANYBODY,  # allauth's own: they ask for a login or a password themselves
    "mfa_*": ANYBODY,
    "socialaccount_*": ANYBODY,
    "openid_connect_*": ANYBODY,
    "account": SIGNED_IN,
    "second-factor": SIGNED_IN,
    "session-end": SIGNED_IN,
    "delegation-give": SIGNED_IN,
    "delegation-withdraw": SIGNED_IN,
    "people": "people.manage",
    "person": "people.manage",
    "person-*": "people.manage",
    "organisations": "people.manage",
    "organisation": "people.manage",
    "organisation-*": "people.manage",
    "events": "events.view",
    "event-seals": "events.view",
    "tokens": "tokens.own",
    "token-*": "tokens.own",
    "api-*": ANYBODY,  # no session opens it: tests/api/test_api_rights.py has a table of its own
    "today": SIGNED_IN,
    "remind": "rounds.open",
    "search": SIGNED_IN,  # finds only what the person may see
    "reports": "reports.view",
    "report": "reports.view",
    "report-file": "reports.view",
    "editions": "reports.view",
    "edition": "reports.view",
    "edition-file": "reports.view",
    "edition-publish": "reports.issue",
    "report-issue": "reports.issue",
    "open-*": ANYBODY,  # public reports, and the check of a paper
    "figures": "reports.view",
    "figure": "reports.view",
    "indicators": "ledger.view",
    "indicator": "ledger.view",
    "registers": "registers.view",
    "register": "registers.view",
    "entry": "registers.view",
    "entry-file": "registers.view",
    "entry-personal": "registers.personal",
    "entry-personal-*": "registers.personal",
    "entry-erase": "registers.erase",
    "entry-*": "registers.edit",
    "register-where": "registers.view",
    "rural-lacking": "registers.view",
    "register-*": "registers.edit",
    "documents": "documents.view",
    "document": "documents.view",
    "document-file": "documents.view",
    "document-*": "documents.edit",
    "tasks": "tasks.view",
    "tasks-*": "tasks.view",
    "tasks-calendar": ANYBODY,  # a calendar program asks, by a key in the address
    "task": "tasks.view",
    "task-act": "tasks.view",  # the act itself asks again, for the task's owner
    "task-file": "tasks.view",
    "task-*": "tasks.assign",
    "checks": "checks.use",
    "check": "checks.use",
    "check-*": "checks.use",
    "intake": "tables.import",
    "intake-*": "tables.import",
    "delivery": "tables.import",
    "delivery-*": "tables.import",
    "returns": "returns.view",
    "returns-*": "returns.view",
    "returns-overdue": "returns.approve",
    "returns-overdue-send": "returns.approve",
    "returns-group": "returns.approve",
    "returns-calendar": ANYBODY,  # a calendar program asks, by a key in the address
    "return": "returns.view",
    "return-estimate": "returns.estimate",
    "return-*": "returns.view",  # the step itself asks again, for the return's organisation and kind
    "form": "returns.view",
    "forms": "returns.view",
    "form-version": "returns.view",
    "form-edit": "forms.edit",
    "form-edit-fields": "forms.edit",
    "form-rules": "rules.edit",
    "form-rules-progress": "rules.edit",
    "round-open": "rounds.open",
    "round-close": "rounds.open",
    "round-editing": "returns.approve",
    "dossiers": "procedures.view",
    "dossier": "procedures.view",
    "dossier-*": "procedures.view",  # the step itself asks again, for the procedure's kind
    "dossier-new": "dossiers.receive",
    "dossier-person": "applicants.manage",
    "dossier-person-erase": "applicants.manage",
    "dossier-lookup": ANYBODY,
    "dossier-lookup-*": ANYBODY,  # the code and the phone or identity number open them
    "dossier-hand-in": ANYBODY,
    "dossier-handed-in": ANYBODY,
    "agency": "agency.edit",
    "procedures": "procedures.view",
    "procedure": "procedures.view",
    "procedure-*": "procedures.view",
    "procedure-edit": "procedures.edit",
    "procedure-new": "procedures.edit",
    "work-calendar": SIGNED_IN,
    "work-calendar-*": "days.edit",
}
# These ask for rights only when they have found the row that they are about: without it, nothing opens either.
ASK_LATER = ("intake", "delivery", "work-calendar", "return", "form", "round-")
SAMPLE = {
    "register": "doanh_nghiep_cn",
    "int": "1",
    "str": "mau",
    "path": "mau",
    "slug": "mau",
    "uuid": "00000000-0000-0000-0000-000000000001",
}


def addresses(patterns: list[URLPattern | URLResolver], lead: str = "/") -> Iterator[tuple[str, str]]:
    for one in patterns:
        place = lead + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, place)
        else:
            yield str(one.name), re.sub(r"<(?:(\w+):)?\w+>", lambda part: SAMPLE[part[1] or "str"], place)


ALL = sorted(set(addresses(get_resolver().url_patterns)))


def action_of(name: str) -> str:
    fitting = [one for one in ADDRESSES if one == name or (one.endswith("*") and name.startswith(one[:-1]))]
    assert fitting, f"{name}: say in ADDRESSES who may open it"
    return ADDRESSES[max(fitting, key=len)]


@pytest.mark.parametrize("name", sorted({name for name, _ in ALL}))
def test_an_address_says_who_may_open_it(name: str):
    action = action_of(name)

    assert action in (SIGNED_IN, ANYBODY) or any(action in row for row in TABLE.values())


@pytest.mark.parametrize("role", ["", *Role.values])
def test_a_role_opens_what_the_table_says(role: str):
    Organisation.objects.create(code="so", name="Sở Công Thương")
    user = User.objects.create_user("nguoi", full_name="Người Thử")
    if role:
        Assignment.objects.create(user=user, role=role, organisation_id="so")
    told = {}
    for name, address in ALL:
        action = action_of(name)
        if action in (SIGNED_IN, ANYBODY):
            continue
        client = Client()
        client.force_login(User.objects.get(pk=user.pk))
        answers = [client.get(address).status_code, client.post(address).status_code]
        if action in TABLE.get(role, {}):
            right = 403 not in answers or name.startswith(ASK_LATER)
        elif name.startswith(ASK_LATER):
            right = set(answers) <= {400, 403, 404, 405}
        else:
            right = {one for one in answers if one != 405} == {403}
        if not right:
            told[name] = (action, answers)

    assert told == {}


def test_a_stranger_opens_nothing():
    for name, address in ALL:
        if action_of(name) == ANYBODY:
            continue
        for answer in (Client().get(address), Client().post(address)):
            assert answer.status_code == 302, name
            assert answer.headers["Location"].startswith("/dang-nhap/"), name


def test_the_rail_shows_the_rooms_that_open():
    user = User.objects.create_user("nguoi", full_name="Người Thử")
    Assignment.objects.create(user=user, role=Role.CLERK)
    client = Client()
    client.force_login(user)

    page = client.get("/tai-khoan/").content.decode()

    rail = page[page.index('class="rail"') : page.index("</nav>")]
    assert "/bao-cao/" in rail
    assert "/so-lieu/" not in rail
    assert "/so-lieu/" not in client.get("/tim/?tim=dien").content.decode()
