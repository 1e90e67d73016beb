"""The office's people."""

from __future__ import annotations

import pytest

from apps.procedures.office import open_office
from congthuong.apps.accounts.models import User


@pytest.fixture
def people(db: None) -> dict[str, User]:
    return open_office()
