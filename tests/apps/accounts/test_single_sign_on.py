"""Signing in through a real OpenID Connect server: discovery, code with PKCE, signed token, who is let in."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.http import HttpResponse
from django.test import Client, override_settings

from apps.accounts.oidc_server import CLIENT, PASSWORD, SECRET
from congthuong.apps.accounts.models import Event, User

pytestmark = pytest.mark.django_db
CALLBACK = "http://testserver/dang-nhap/lien-thong/tinh/ve/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the province's server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("tinh")
    program = Path(__file__).with_name("oidc_server.py")
    server = subprocess.Popen([sys.executable, str(program), str(port), str(folder), CALLBACK])
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert server.poll() is None, "the server ended"
            time.sleep(0.1)
        yield address
    finally:
        server.kill()
        server.wait()


def come_in(province: str, name: str) -> tuple[Client, HttpResponse]:
    """From our door to theirs and back, as a browser goes."""
    app = {
        "provider_id": "tinh", "name": "Tỉnh", "client_id": CLIENT, "secret": SECRET,
        "settings": {"server_url": province, "oauth_pkce_enabled": True},
    }  # fmt: skip
    with override_settings(SOCIALACCOUNT_PROVIDERS={"openid_connect": {"APPS": [app]}}):
        ours, theirs = Client(), requests.Session()
        there = ours.post("/dang-nhap/lien-thong/tinh/").headers["Location"]
        assert there.startswith(f"{province}/identity/o/authorize?") and "code_challenge=" in there
        form = theirs.get(there, timeout=20)
        token = TOKEN.search(form.text)
        assert token is not None, form.text[:500]
        answer = theirs.post(
            form.url,
            {"login": name, "password": PASSWORD, "csrfmiddlewaretoken": token[1]},
            headers={"Referer": form.url},
            allow_redirects=False,
            timeout=20,
        )
        for _ in range(5):
            there = requests.compat.urljoin(answer.url, answer.headers["Location"])
            if there.startswith(CALLBACK):
                break
            answer = theirs.get(there, allow_redirects=False, timeout=20)
        assert there.startswith(CALLBACK), there
        return ours, ours.get(there.removeprefix("http://testserver"))  # type: ignore[return-value]


def test_who_is_entered_here_comes_in_and_is_known_again(province: str):
    officer = User.objects.create_user("canbo", password="khong-dung-o-day-bao-gio", full_name="Cán bộ")
    ours, answer = come_in(province, "canbo")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert ours.get("/tai-khoan/").status_code == 200
    assert SocialAccount.objects.get().user == officer
    assert list(Event.objects.order_by("id").values_list("action", flat=True)) == [
        "login.connected",
        "login.done",
    ]

    come_in(province, "canbo")
    assert SocialAccount.objects.count() == 1


def test_whom_nobody_entered_here_stays_outside(province: str):
    ours, answer = come_in(province, "ke-la")

    assert answer.status_code == 403
    assert "chưa có tài khoản" in answer.content.decode()
    assert not User.objects.exists()
    assert ours.get("/").status_code == 302
