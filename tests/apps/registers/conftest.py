"""An officer of the industry division, a small province, a short way to add enterprises."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from congthuong.apps.accounts.models import Assignment, Role, User
from congthuong.apps.catalogue.models import Place
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.services import row_add

Add = Callable[..., RegisterRow]
JAN = date(2019, 1, 2)


def person(username: str, role: str, *kinds: str) -> User:
    user = User.objects.create(username=username, full_name=f"Cán bộ {username}")
    Assignment.objects.create(user=user, role=role, kinds=list(kinds), valid_from=JAN)
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def officer() -> User:
    places = (
        ("84", "Tỉnh Trà Vinh", "province", ""),
        ("842", "Thành phố Trà Vinh", "district", "84"),
        ("844", "Huyện Càng Long", "district", "84"),
        ("29236", "Phường 4", "commune", "842"),
        ("29269", "Thị trấn Càng Long", "commune", "844"),
    )
    for code, name, level, parent in places:
        Place.objects.create(code=code, name=name, kind="", level=level, parent=parent)
    return person("cn", Role.DIVISION, "cong_nghiep")


@pytest.fixture
def client(officer: User) -> Client:
    return signed_in(officer)


@pytest.fixture
def add(officer: User) -> Add:
    def made(name: str, *, begins: date = JAN, ends: date | None = None, **other: object) -> RegisterRow:
        values: dict[str, object] = {
            "ten": name, "loai_hinh": "doanh nghiệp", "trang_thai": "hoạt động", "huyen": "842",
            "lao_dong": Decimal(10),
        }  # fmt: skip
        return row_add(
            kind=require_kind("doanh_nghiep_cn"), values={**values, **other}, by=officer, effective_from=begins,
            effective_to=ends,
        )  # type: ignore[arg-type]  # fmt: skip

    return made
