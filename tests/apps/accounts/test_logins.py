"""Logins to try the system with, and doors that stay shut without one."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from congthuong.apps.accounts.demo import create_demo_logins
from congthuong.apps.accounts.models import Assignment, Role, User
from congthuong.apps.catalogue.models import Organisation
from congthuong.apps.catalogue.services import organisations_store
from congthuong.config.urls import urlpatterns as site
from congthuong.core.ledger.model import Dataset

pytestmark = pytest.mark.django_db
PAGE = "Trang của chuyên viên"


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE)


urlpatterns = [path("trang-thu/", page), *site]


def test_demo_logins_work_and_their_passwords_are_shown_once(client: Client):
    made = create_demo_logins()

    assert {"tonghop", "phongnv", "lanhdao"} <= {one.username for one in made}
    assert set(Role.values) == set(
        Assignment.objects.values_list("role", flat=True)
    )  # somebody for each role
    assert len({one.password for one in made}) == len(made)
    for login in made:
        assert client.login(username=login.username, password=login.password)
        assert login.password not in User.objects.get(username=login.username).password
    assert create_demo_logins() == ()


@pytest.mark.urls(__name__)
def test_a_page_that_says_nothing_about_logins_asks_for_one(client: Client):
    (login, *_) = create_demo_logins()

    shut = client.get("/trang-thu/")
    client.login(username=login.username, password=login.password)
    open_ = client.get("/trang-thu/")

    assert (shut.status_code, shut.headers["Location"]) == (302, "/dang-nhap/?next=/trang-thu/")
    assert PAGE not in shut.content.decode()
    assert open_.content.decode() == PAGE


@pytest.mark.urls(__name__)
def test_logging_in_with_the_form_leads_to_the_page_that_was_asked_for():
    client = Client(enforce_csrf_checks=True)
    (login, *_) = create_demo_logins()
    form = client.get("/dang-nhap/?next=/trang-thu/")
    data = {"login": login.username, "password": login.password, "next": "/trang-thu/"}

    refused = client.post("/dang-nhap/", data)
    token = {"csrfmiddlewaretoken": form.context["csrf_token"]}
    wrong = client.post("/dang-nhap/", data | token | {"password": "sai"})
    right = client.post("/dang-nhap/", data | token)

    assert refused.status_code == 403
    assert "không đúng" in wrong.content.decode()
    assert login.username in wrong.content.decode()  # what was typed is not lost
    assert (right.status_code, right.headers["Location"]) == (302, "/trang-thu/")


def test_the_watching_machine_needs_no_login(client: Client):
    answer = client.get("/suc-khoe/")

    assert (answer.status_code, answer.json()["status"]) == (200, "ok")


def test_pages_forbid_framing_and_sniffing(client: Client):
    headers = client.get("/dang-nhap/").headers

    assert (headers["X-Frame-Options"], headers["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert (headers["Referrer-Policy"], headers["Cross-Origin-Opener-Policy"]) == (
        "same-origin",
        "same-origin",
    )


def test_demo_people_belong_to_organisations_of_the_example(example_catalogue: Dataset):
    organisations_store(example_catalogue.organisations)

    create_demo_logins()

    assert not User.objects.filter(organisation=None).exists()
    assert not Assignment.objects.filter(organisation=None).exists()
    districts = Organisation.objects.filter(kind="district")
    assert {one.place for one in districts} == {
        one.code for one in example_catalogue.places if one.level == "district" and one.parent == "84"
    }


def test_a_login_of_before_there_were_roles_gets_the_one_it_is_named_for():
    User.objects.create_user("tonghop", full_name="Cán bộ tổng hợp", password="mot-mat-khau-cu-cua-toi")

    made = create_demo_logins()

    assert "tonghop" not in {one.username for one in made}
    assert Assignment.objects.get(user__username="tonghop").role == Role.SYNTHESIS


def test_a_vietnamese_is_called_by_the_last_part_of_the_name():
    assert User(username="an", full_name="Nguyễn Văn An").get_short_name() == "An"
    assert User(username="an").get_short_name() == "an"
