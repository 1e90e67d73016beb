"""A token is its person's: shown once, ended at once, and nothing but a token opens the interface."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from api.calls import Caller
from api.conftest import Give
from apps.collection.mills import make_person
from congthuong.api.models import ApiToken
from congthuong.api.tokens import MOST, token_make
from congthuong.apps.accounts.models import Assignment, Event, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(miller: User) -> Client:
    own = Client()
    own.force_login(miller)
    return own


def made(client: Client, name: str = "Phần mềm kế toán") -> tuple[str, Any]:
    answer = client.post("/tai-khoan/khoa-truy-cap/tao/", {"ten": name, "ngay": "90"})
    page = answer.content.decode()
    return page[page.index("<code>sct_") + 6 :].partition("<")[0], answer


def test_a_token_is_shown_once_and_kept_as_a_hash(client: Client):
    text, answer = made(client)
    assert answer.headers["Cache-Control"] == "no-store"
    assert Caller(text).get("/me").data["username"] == "chu-a"
    kept = ApiToken.objects.get()
    assert text not in (kept.sha256, kept.start) and kept.start == text[:8]
    assert kept.expires_on == timezone.localdate() + timedelta(days=90)
    assert text not in client.get("/tai-khoan/khoa-truy-cap/").content.decode()
    assert text not in str(list(Event.objects.values()))
    assert kept.last_used_at is not None


def test_a_token_that_was_ended_opens_nothing(client: Client):
    text, _answer = made(client)
    client.post(f"/tai-khoan/khoa-truy-cap/{ApiToken.objects.get().pk}/thu-hoi/")
    refused = Caller(text).get("/me")
    assert (refused.status, refused.codes) == (401, ["CT-671"])
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")
    assert list(Event.objects.order_by("id").values_list("action", flat=True)) == [
        "token.made",
        "token.revoked",
    ]


def test_an_old_token_opens_nothing(client: Client):
    text, _answer = made(client)
    ApiToken.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert Caller(text).get("/me").status == 401


def test_a_token_ends_with_its_person(miller: User, give: Give):
    mill = give(miller)
    User.objects.filter(pk=miller.pk).update(is_active=False)
    assert mill.get("/me").status == 401
    User.objects.filter(pk=miller.pk).update(is_active=True)
    Assignment.objects.filter(user=miller).update(valid_to=timezone.localdate() - timedelta(days=1), valid_from="2020-01-01")  # fmt: skip
    assert mill.get("/me").codes == ["CT-651"]


def test_others_tokens_are_not_ended(client: Client, officer: User):
    token, _text = token_make(name="x", days=30, by=officer)
    assert client.post(f"/tai-khoan/khoa-truy-cap/{token.pk}/thu-hoi/").status_code == 404
    assert ApiToken.objects.get().revoked_at is None


def test_there_are_not_ever_more_tokens(client: Client):
    for _ in range(MOST):
        made(client)
    answer = client.post("/tai-khoan/khoa-truy-cap/tao/", {"ten": "x"})
    assert (answer.status_code, "CT-682" in answer.content.decode()) == (400, True)
    assert "CT-681" in client.post("/tai-khoan/khoa-truy-cap/tao/", {"ten": " "}).content.decode()


def test_who_may_have_none_makes_none(officer: User, client: Client):
    assert "/tai-khoan/khoa-truy-cap/" in client.get("/tai-khoan/").content.decode()
    auditor = Client()
    auditor.force_login(make_person("giamsat", "auditor", "so"))
    assert "/tai-khoan/khoa-truy-cap/" not in auditor.get("/tai-khoan/").content.decode()
    assert auditor.get("/tai-khoan/khoa-truy-cap/").status_code == 403
    assert auditor.post("/tai-khoan/khoa-truy-cap/tao/", {"ten": "x"}).status_code == 403


def test_a_sessions_cookie_opens_nothing(client: Client):
    assert client.get("/api/v1/me").status_code == 401
    assert (
        client.post("/api/v1/observations/import", b"{}", content_type="application/json").status_code == 401
    )


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic YTpi", "Bearer sct_", "Bearer sct_\u00e9", "bearer  "])  # fmt: skip
def test_a_stranger_is_told_where_tokens_are_made(miller: User, header: str):
    answer = Client().get("/api/v1/me", headers={"authorization": header})
    assert answer.status_code == 401
    assert answer.json()["problems"][0]["code"] == "CT-671"


def test_who_calls_too_often_is_told_when_to_come_again(miller: User, give: Give, settings: LazySettings):
    settings.API_RATE = (3, 3600)
    mill = give(miller)
    assert [mill.get("/me").status for _ in range(4)] == [200, 200, 200, 429]
    refused = mill.get("/me")
    assert (refused.codes, refused.headers["Retry-After"]) == (["CT-672"], "3600")


def test_what_is_wrong_with_a_call_is_told_in_one_form(miller: User, give: Give, settings: LazySettings):
    mill = give(miller)
    assert mill.get("/nowhere").codes == ["CT-677"]
    assert mill("DELETE", "/me").codes == ["CT-676"]
    assert mill("DELETE", "/me").headers["Allow"] == "GET"
    assert mill.get("/returns?limit=0").codes == ["CT-673"]
    assert mill.get("/returns?limit=0").data["problems"][0]["fields"]["name"] == "limit"
    broken = mill("POST", "/observations/import", b"{")
    assert (broken.status, broken.codes) == (400, ["CT-680"])
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
    large = mill("POST", "/observations/import", b" " * (2 * 2**20 + 1))
    assert (large.status, large.codes) == (413, ["CT-675"])


def test_the_description_is_open_and_whole(db: None):
    told = Client().get("/api/v1/openapi.json").json()
    assert told["info"]["title"] == "Sổ Công Thương"
    for address, operations in told["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"] and operation["description"], (address, method)
            assert {"200", "401", "403", "422", "429"} <= set(operation["responses"]), (address, method)
            assert operation["security"], (address, method)
