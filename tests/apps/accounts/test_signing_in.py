"""Who may come in: with the right password, with the second factor where there is one, and not by guessing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congthuong.apps.accounts.models import Assignment, Event, FailedLogins, Role, User
from congthuong.apps.accounts.signing.adapters import SingleSignOnAdapter
from congthuong.apps.accounts.signing.devices import device_name

pytestmark = pytest.mark.django_db
PASSWORD = "mot-mat-khau-dai-de-thu"
AGENT = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"


@pytest.fixture(autouse=True)
def _nobody_tried_before() -> None:
    cache.clear()


@pytest.fixture
def officer() -> User:
    return User.objects.create_user("canbo", password=PASSWORD, full_name="Trần Thị Bưởi")


def log_in(client: Client, password: str = PASSWORD, name: str = "canbo") -> HttpResponse:
    return client.post("/dang-nhap/", {"login": name, "password": password}, headers={"user-agent": AGENT})


def events() -> list[str]:
    return list(Event.objects.order_by("id").values_list("action", flat=True))


def test_coming_in_and_leaving_is_remembered(client: Client, officer: User):
    came = log_in(client)
    left = client.post("/dang-xuat/")

    assert (came.status_code, came.headers["Location"]) == (302, "/")
    assert (left.status_code, left.headers["Location"]) == (302, "/dang-nhap/")
    assert events() == ["login.done", "logout.done"]
    assert client.get("/").status_code == 302


def test_guessing_is_stopped_and_it_is_said_until_when(client: Client, officer: User):
    for _ in range(5):
        assert "không đúng" in log_in(client, "sai").content.decode()
    free = timezone.localtime() + timedelta(minutes=settings.LOCK_OUT_MINUTES)

    told = log_in(client).content.decode()  # even the right one waits

    minutes = [(free + timedelta(minutes=late)).strftime("%H:%M") for late in (-1, 0, 1)]
    assert "tạm khóa" in told
    assert any(f"sau {one}" in told for one in minutes)
    assert events() == ["login.locked"]  # sealed once, however often it is tried
    assert log_in(client, name="nguoikhac", password="sai").status_code == 200  # others are not kept out


def test_who_was_locked_out_gets_in_with_the_password_that_an_administrator_set(
    client: Client, officer: User
):
    for _ in range(5):
        log_in(client, "sai")
    office, boss = Client(), User.objects.create_user("quantri", full_name="Quản trị")
    Assignment.objects.create(user=boss, role=Role.ADMINISTRATOR)
    office.force_login(boss)
    page = office.post("/nguoi-dung/canbo/mat-khau/").content.decode()

    assert log_in(client, re.findall(r'class="once">([^<]+)<', page)[1]).status_code == 302


def test_an_administrator_sees_until_when_an_account_is_locked_and_lets_it_in(client: Client, officer: User):
    for _ in range(5):
        log_in(client, "sai")
    office, boss = (
        Client(headers={"host": "testserver"}),
        User.objects.create_user("quantri", full_name="Quản"),
    )
    Assignment.objects.create(user=boss, role=Role.ADMINISTRATOR)
    office.force_login(boss)
    (told,) = re.findall(r"sau (\d\d:\d\d)", log_in(client).content.decode())

    assert f"tạm khóa đến {told}" in office.get("/nguoi-dung/").content.decode()
    assert f"tạm khóa đến {told}" in office.get("/nguoi-dung/canbo/").content.decode()
    office.post("/nguoi-dung/canbo/mo-khoa/")

    assert "tạm khóa đến" not in office.get("/nguoi-dung/canbo/").content.decode()
    assert log_in(client).status_code == 302
    assert events() == ["login.locked", "login.unlocked", "login.done"]


def test_a_locked_account_is_not_unlocked_by_many_other_names(client: Client, officer: User):
    for _ in range(5):
        log_in(client, "sai")
    assert "tạm khóa" in log_in(client).content.decode()

    for number in range(1_000):
        cache.set(f"zz:{number}", [0], 900)  # counted as another name's are, and thrown away after them

    assert "tạm khóa" in log_in(client).content.decode()


def test_a_name_nobody_has_is_counted_alike_and_not_kept(client: Client, officer: User):
    with CaptureQueriesContext(connection) as unknown:
        log_in(client, name="mat-khau-go-nham-o", password="x")
    with CaptureQueriesContext(connection) as known:
        log_in(client, password="x")

    assert "go-nham" not in str(list(FailedLogins.objects.values_list()))
    asked = [
        [
            one["sql"].split()[0]
            for one in found.captured_queries
            if "accounts_failedlogins" in one["sql"] or "accounts_event" in one["sql"]
        ]
        for found in (unknown, known)
    ]
    assert asked[0] == asked[1]


def test_guessing_makes_the_sealed_log_no_longer(client: Client, officer: User):
    for number in range(12):
        log_in(client, name=f"khong-ai-{number}", password="x")
    log_in(client, password="sai")
    log_in(client, password="sai")
    assert events() == []
    assert dict(FailedLogins.objects.values_list("key", "count")) == {
        f"person {officer.pk}": 2,
        "address 127.0.0.1": 12,
    }

    log_in(client)
    done = Event.objects.get()
    assert (done.action, done.data["failed"]) == ("login.done", 2)
    assert not FailedLogins.objects.filter(key=f"person {officer.pk}").exists()


def test_who_was_deactivated_stays_outside_and_is_told(client: Client, officer: User):
    User.objects.update(is_active=False)

    assert log_in(client).headers["Location"] == "/dang-nhap/ngung-dung/"
    assert "người quản trị" in client.get("/dang-nhap/ngung-dung/").content.decode()
    assert client.get("/").status_code == 302


def test_nobody_enters_themselves(client: Client):
    page = client.get("/dang-nhap/khong-tu-dang-ky/").content.decode()
    client.post("/dang-nhap/khong-tu-dang-ky/", {"username": "ke-la", "password1": PASSWORD})

    assert "người quản trị" in page
    assert not User.objects.exists()


@pytest.mark.parametrize("weak", ["ngan", "123456789012345", "password1234", "Trần Thị Bưởi"])
def test_a_weak_password_is_refused(weak: str, client: Client, officer: User):
    log_in(client)
    answer = client.post(
        "/tai-khoan/mat-khau/", {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    )

    assert answer.status_code == 200
    assert User.objects.get().check_password(PASSWORD)


def test_a_password_made_by_somebody_else_is_changed_first(client: Client, officer: User):
    User.objects.update(password_temporary=True)
    log_in(client)

    assert client.get("/so-lieu/").headers["Location"] == "/tai-khoan/mat-khau/"
    new = "con-duong-lang-nhieu-dua"
    client.post("/tai-khoan/mat-khau/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert client.get("/tai-khoan/").status_code == 200
    assert events()[-1] == "password.changed"


@pytest.mark.parametrize("temporary", [True, False])
def test_a_password_is_not_changed_to_itself(temporary: bool, client: Client, officer: User):
    User.objects.update(password_temporary=temporary)
    log_in(client)
    same = {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}

    page = client.post("/tai-khoan/mat-khau/", same).content.decode()

    assert "khác mật khẩu" in page
    assert User.objects.get().password_temporary is temporary
    assert "password.changed" not in events()


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def switch_on(django_capture_on_commit_callbacks: Any) -> Callable[[Client], str]:
    def switched(client: Client) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            return _switch_on(client)

    return switched


def _switch_on(client: Client) -> str:
    client.post("/tai-khoan/xac-nhan/", {"password": PASSWORD})
    page = client.get("/tai-khoan/hai-buoc/ung-dung/").content.decode()
    secret = re.search(r'class="secret">(\w+)<', page)
    assert secret is not None
    answer = client.post("/tai-khoan/hai-buoc/ung-dung/", {"code": code_for(secret[1])})
    assert answer.headers["Location"] == "/tai-khoan/hai-buoc/ma-du-phong/"
    return secret[1]


def test_with_a_second_factor_the_password_alone_opens_nothing(
    client: Client, officer: User, switch_on: Callable[[Client], str]
):
    log_in(client)
    secret = switch_on(client)
    codes = re.findall(r"<code>(\d+)</code>", client.get("/tai-khoan/hai-buoc/ma-du-phong/").content.decode())
    other = Client()
    cache.clear()  # the code of this half minute may be used again

    assert len(codes) == 10
    assert log_in(other).headers["Location"] == "/dang-nhap/buoc-hai/"
    assert other.get("/").headers["Location"].startswith("/dang-nhap/")
    assert "Mã không đúng" in other.post("/dang-nhap/buoc-hai/", {"code": "000000"}).content.decode()
    assert other.post("/dang-nhap/buoc-hai/", {"code": code_for(secret)}).headers["Location"] == "/"

    third = Client()
    log_in(third)
    assert third.post("/dang-nhap/buoc-hai/", {"code": codes[0]}).headers["Location"] == "/"
    fourth = Client()
    log_in(fourth)
    assert fourth.post("/dang-nhap/buoc-hai/", {"code": codes[0]}).status_code == 200  # each works once
    assert events().count("factor.added") == 2  # the codes, too


@override_settings(SECOND_FACTOR_ROLES=frozenset({"leader"}))
def test_roles_that_must_have_a_second_factor_set_it_up_first(
    client: Client, officer: User, switch_on: Callable[[Client], str]
):
    Assignment.objects.create(user=officer, role=Role.LEADER)
    log_in(client)

    assert client.get("/").headers["Location"] == "/tai-khoan/hai-buoc/"
    assert "phải có bước xác nhận" in client.get("/tai-khoan/hai-buoc/").content.decode()
    switch_on(client)
    assert client.get("/tai-khoan/").status_code == 200


@override_settings(SECOND_FACTOR_ROLES=frozenset({"leader"}))
def test_other_roles_are_not_asked_for_it(client: Client, officer: User):
    Assignment.objects.create(user=officer, role=Role.CLERK)
    log_in(client)

    assert client.get("/tai-khoan/").status_code == 200


def test_a_lost_device_is_signed_out(client: Client, officer: User):
    lost, here, stranger = Client(), client, Client()
    log_in(lost)
    log_in(here)
    other = User.objects.create_user("khac", password=PASSWORD, full_name="Người khác")
    stranger.force_login(other)
    number = UserSession.objects.order_by("id").first().pk  # type: ignore[union-attr]

    page = here.get("/tai-khoan/").content.decode()
    assert page.count("Chrome · Windows") >= 2
    assert stranger.post(f"/tai-khoan/phien/{number}/dang-xuat/").status_code == 404
    assert here.post(f"/tai-khoan/phien/{number}/dang-xuat/").status_code == 302

    assert lost.get("/tai-khoan/").status_code == 302
    assert here.get("/tai-khoan/").status_code == 200
    assert events()[-1] == "session.ended"


def test_devices_are_named_as_people_call_them():
    assert device_name(AGENT) == "Chrome · Windows"
    assert device_name("curl/8") == "curl/8"


@pytest.mark.parametrize(
    ("match", "name", "found"), [("username", "canbo", True), ("username", "ke-la", False)]
)
def test_single_sign_on_lets_in_who_was_entered_here(match: str, name: str, found: bool, officer: User):
    request = RequestFactory().get("/")
    request.user = officer  # type: ignore[assignment]
    request.session = {}  # type: ignore[assignment]
    login = SocialLogin(user=User(username=name), account=SocialAccount(provider="tinh", uid="7"))
    adapter = SingleSignOnAdapter(request)

    app = {"provider_id": "tinh", "name": "Tỉnh", "client_id": "a", "secret": "b", "settings": {}}
    providers = {"openid_connect": {"APPS": [app]}}

    with override_settings(OIDC_MATCH=match, SOCIALACCOUNT_PROVIDERS=providers):
        try:
            adapter.pre_social_login(request, login)
        except Exception as refused:
            assert not found
            assert "chưa có tài khoản" in refused.response.content.decode()  # type: ignore[attr-defined]

    assert SocialAccount.objects.filter(user=officer, uid="7").exists() is found
    assert not adapter.is_open_for_signup(request, login)


def test_an_authenticator_keeps_no_code_in_the_log(
    client: Client, officer: User, switch_on: Callable[[Client], str]
):
    log_in(client)
    secret = switch_on(client)

    assert secret not in json.dumps(list(Event.objects.values_list("data", flat=True)))
    assert Authenticator.objects.filter(user=officer, type=Authenticator.Type.TOTP).exists()
