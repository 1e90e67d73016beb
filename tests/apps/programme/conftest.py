"""A department with two divisions, its chief and its people, a directive on record, and a working day that is known."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from congthuong.apps.accounts.models import Assignment, Role, User
from congthuong.apps.catalogue.models import LegalDocument, Organisation
from congthuong.apps.documents.services import Stated, document_create
from congthuong.apps.programme.models import Task
from congthuong.apps.programme.services.planning import Plan, task_assign

TODAY = date(2020, 8, 11)


@pytest.fixture(autouse=True)
def _working_day(settings: Any, tmp_path: Path) -> None:
    settings.TODAY = TODAY
    settings.HOME = tmp_path


@pytest.fixture
def department() -> None:
    for code, name, kind, parent in (
        ("so", "Sở Công Thương", "agency", ""),
        ("qlcn", "Phòng Quản lý Công nghiệp và Năng lượng", "division", "so"),
        ("qltm", "Phòng Quản lý Thương mại", "division", "so"),
        ("vp", "Văn phòng Sở", "division", "so"),
    ):
        Organisation.objects.create(code=code, name=name, kind=kind, parent=parent)


def person(name: str, role: str, organisation: str) -> User:
    user = User.objects.create_user(
        name, full_name=f"Cán bộ {name}", email=f"{name}@so.vn", organisation_id=organisation
    )
    Assignment.objects.create(user=user, role=role, organisation_id=organisation)
    return user


@pytest.fixture
def chief(department: None) -> User:
    return person("lanhdao", Role.LEADER, "so")


@pytest.fixture
def synthesis(department: None) -> User:
    return person("tonghop", Role.SYNTHESIS, "vp")


@pytest.fixture
def industry(department: None) -> User:
    return person("phongcn", Role.DIVISION, "qlcn")


@pytest.fixture
def trade(department: None) -> User:
    return person("phongtm", Role.DIVISION, "qltm")


@pytest.fixture
def auditor(department: None) -> User:
    return person("giamsat", Role.AUDITOR, "so")


@pytest.fixture
def directive(synthesis: User) -> LegalDocument:
    said = Stated(
        "12/CT-UBND",
        "Chỉ thị",
        "UBND tỉnh Trà Vinh",
        date(2020, 7, 20),
        "về tháo gỡ khó khăn cho sản xuất",
        "in",
        "cong_nghiep",
    )
    return document_create(by=synthesis, stated=said)


def plan(**other: Any) -> Plan:
    """Say only what differs."""
    said: dict[str, Any] = {
        "title": "Rà soát tiến độ các cụm công nghiệp",
        "owner": "qlcn",
        "helpers": ("qltm",),
        "due_on": date(2020, 8, 20),
        "area": "cong_nghiep",
        "due_reason": "việc của năm trước",  # whatever day a test gives
    }
    return Plan(**said | other)


@pytest.fixture
def task(chief: User) -> Task:
    return task_assign(by=chief, plan=plan())


def window(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
