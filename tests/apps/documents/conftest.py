"""People who may and may not write documents, and a decision that is on record."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from congthuong.apps.accounts.models import Assignment, Role, User
from congthuong.apps.catalogue.models import LegalDocument
from congthuong.apps.documents.services import Stated, document_create


def person_with(role: str, name: str) -> User:
    user = User.objects.create_user(name, full_name=f"Cán bộ {name}")
    Assignment.objects.create(user=user, role=role)
    return user


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path


@pytest.fixture
def clerk() -> User:
    return person_with(Role.CLERK, "vanthu")


@pytest.fixture
def auditor() -> User:
    return person_with(Role.AUDITOR, "giamsat")


@pytest.fixture
def decision(clerk: User) -> LegalDocument:
    return document_create(by=clerk, stated=stated())


def stated(**other: Any) -> Stated:
    """Say only what differs."""
    said: dict[str, Any] = {
        "number": "402/QĐ-UBND",
        "kind": "Quyết định",
        "issuer": "UBND tỉnh Trà Vinh",
        "date": date(2020, 3, 9),
        "abstract": "về việc bãi bỏ quy chế bình chọn sản phẩm công nghiệp nông thôn",
        "direction": "in",
        "area": "cong_nghiep",
    }
    return Stated(**said | other)


def window(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
