"""An officer who is logged in, the example in the ledger, and a memory that begins empty."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from apps.dashboard.people import officer_named
from apps.dashboard.seat import browser, seat  # noqa: F401 (fixtures of the browser tests)
from congthuong.apps.dashboard.queries.kept import forget
from databases import Databases


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.fixture
def officer() -> Client:
    client = Client()
    client.force_login(officer_named("canbo", full_name="Trần Thị Bưởi"))
    return client


@pytest.fixture
def loaded(db: None, databases: Databases) -> None:
    databases.fill("example")
