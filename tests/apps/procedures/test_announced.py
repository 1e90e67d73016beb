"""What the room shows on the first page and on the search page, to whom, and for how many queries."""

from __future__ import annotations

import pytest
from django.test import Client

from apps.procedures.office import CHEMICALS, FAIR, application, received
from congthuong.apps.accounts.models import User
from congthuong.apps.procedures.announced import dossiers_today, find_dossiers, find_procedures
from congthuong.apps.procedures.services.handling import dossier_pause
from congthuong.apps.procedures.services.receiving import dossier_register

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
People = dict[str, User]


def page(user: User, address: str) -> str:
    client = Client()
    client.force_login(user)
    return client.get(address).content.decode()


def test_the_first_page_says_what_waits_and_costs_one_query(people: People, django_assert_num_queries):
    received(people["clerk"])  # of 2020: late by now
    own = received(people["clerk"], FAIR)
    dossier_pause(dossier=own.pk, by=people["clerk"], papers=["Bản sao"])
    dossier_register(application=application(channel=2))
    dossiers_today(people["clerk"])  # rights are remembered on the person

    with django_assert_num_queries(1):
        told = dossiers_today(people["clerk"])

    assert told is not None
    assert {code: count for code, _name, count in told["counts"]} == {"tre": 1, "moi-nop": 1, "co-bo-sung": 0, "hom-nay": 0, "cho-tra": 0, "tam-dung": 1}  # fmt: skip
    assert 'href="/ho-so/tiep-nhan/" data-key="n"' in page(people["clerk"], "/")
    trade = dossiers_today(people["trade"])
    assert trade is not None and {count for code, _name, count in trade["counts"] if code == "tre"} == {0}
    assert dossiers_today(people["auditor"]) is None
    assert "Hồ sơ hôm nay" not in page(people["auditor"], "/")


def test_search_finds_dossiers_and_procedures_as_far_as_the_person_may(people: People):
    own = received(people["clerk"])
    found = find_dossiers(people["clerk"], "hanh hoa chat")
    assert found is not None and found.count == 1
    assert (found.shown[0].name, "Nguyễn T. H." in found.shown[0].about) == (own.number, True)
    by_auditor = find_dossiers(people["auditor"], "hạnh")
    assert by_auditor is not None and by_auditor.count == 0
    by_trade = find_dossiers(people["trade"], own.number)
    assert by_trade is not None and by_trade.count == 0
    there = find_procedures(people["auditor"], "HOA CHAT")
    assert there is not None and there.count >= 1
    assert f"/ho-so/thu-tuc/{CHEMICALS}/" in page(people["auditor"], "/tim/?tim=kinh+doanh+hoa+chat")
    stranger = User.objects.create_user("nguoi-la")
    assert (find_dossiers(stranger, "hoa"), find_procedures(stranger, "hoa")) == (None, None)
