"""An officer of the synthesis division, the example's catalogue, and the statistics office's table of indices."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from congthuong.apps.accounts.models import Assignment, Role, User
from congthuong.apps.accounts.rights import forget
from congthuong.apps.catalogue.services import catalogue_store
from congthuong.apps.intake.models import Delivery, SourceTable
from congthuong.apps.intake.services import delivery_decide, delivery_receive, source_table_make
from congthuong.apps.intake.understanding import mapping_of, understand
from congthuong.core.ledger.folder import read_folder
from core.intake.monthly import index_workbook

PLACE = "86"  # the province of 2026


@pytest.fixture
def catalogue(example: Path) -> None:
    catalogue_store(read_folder(example))


def person(name: str, role: str, kinds: list[str] | None = None) -> User:
    user = User.objects.create_user(name, full_name=f"Cán bộ {name}")
    Assignment.objects.create(user=user, role=role, organisation_id="sct-tra-vinh", kinds=kinds or [])
    forget(user)
    return user


@pytest.fixture
def officer(catalogue: None) -> User:
    return person("tonghop", Role.SYNTHESIS)


@pytest.fixture
def client(officer: User) -> Client:
    client = Client()
    client.force_login(officer)
    return client


@pytest.fixture
def table(officer: User) -> SourceTable:
    return source_table_make(
        sender="cuc-thong-ke-tra-vinh",
        name="Chỉ số sản xuất công nghiệp",
        kind="iip",
        place=PLACE,
        by=officer,
    )


def received(table: SourceTable, month: int, by: User, file: tuple[str, bytes] | None = None) -> Delivery:
    """The month's file, with the one question of the month without codes answered."""
    name, data = file or index_workbook(month)
    delivery = delivery_receive(table=table, name=name, data=data, by=by)
    found = understand(delivery, mapping_of(table))
    assert found.proposal is not None
    unclear = {line.key: "D" for line in found.proposal.lines if not line.match.code}
    return delivery_decide(delivery=delivery, by=by, rows=unclear)
