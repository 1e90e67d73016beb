"""An officer who is logged in, and the example in the ledger."""

from __future__ import annotations

import pytest
from django.test import Client

from apps.dashboard.people import officer_named
from apps.dashboard.seat import browser, seat  # noqa: F401 (fixtures of the browser tests)
from databases import Databases


@pytest.fixture
def officer() -> Client:
    client = Client()
    client.force_login(officer_named("canbo", full_name="Trần Thị Bưởi"))
    return client


@pytest.fixture
def loaded(db: None, databases: Databases) -> None:
    databases.fill("example")
