"""The machine that watches calls the application itself: by http, by its address, not by the site's name."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings


@pytest.mark.django_db
@override_settings(ALLOWED_HOSTS=["so.example.vn"], SECURE_SSL_REDIRECT=True)
def test_a_plain_local_call_is_answered_and_nothing_else_is() -> None:
    client = Client(headers={"host": "127.0.0.1:8000"})
    assert client.get("/suc-khoe/").json()["status"] == "ok"
    assert client.get("/dang-nhap/").status_code == 400
