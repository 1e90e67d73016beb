"""Two people write one document at the same moment, its issuer spelled in two ways: it is one document."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection, connections, transaction

from apps.documents.conftest import stated
from congthuong.apps.accounts.models import User
from congthuong.apps.catalogue.models import LegalDocument
from congthuong.apps.documents.problems import DocumentKnown
from congthuong.apps.documents.services import document_create

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("each_database")]
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


def test_the_first_document_of_all_is_one(clerk: User):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    outcome: list[Any] = []

    def other() -> None:
        try:
            document_create(
                by=User.objects.get(pk=clerk.pk), stated=stated(issuer="Ủy ban nhân dân tỉnh Trà Vinh")
            )
            outcome.append("done")
        except Exception as error:
            outcome.append(error)
        finally:
            connections.close_all()

    second = threading.Thread(target=other)
    with transaction.atomic():
        document_create(by=clerk, stated=stated(issuer="UBND tỉnh Trà Vinh"))
        second.start()
        while second.is_alive() and not _somebody_waits():
            second.join(0.02)
    second.join()

    assert [type(one) for one in outcome] == [DocumentKnown]
    assert LegalDocument.objects.count() == 1


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return bool(cursor.fetchone()[0])
