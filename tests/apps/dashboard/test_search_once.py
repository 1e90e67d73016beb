"""What a room finds itself is found once on the search page, not again among the rows of registers."""

from __future__ import annotations

import pytest
from django.test import Client

from apps.dashboard.reading import main_of
from congthuong.apps.procedures.models import Procedure
from congthuong.apps.programme.models import Task

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("loaded")
def test_a_task_and_a_procedure_are_found_once(officer: Client) -> None:
    task = Task.objects.exclude(title="").order_by("pk")[0]
    links = found_by(officer, task.title)
    assert f"/nhiem-vu/{task.pk}/" in links
    assert not [one for one in links if one.startswith("/so/nhiem_vu/")]

    procedure = Procedure.objects.order_by("pk")[0]
    links = found_by(officer, procedure.code)
    assert len([one for one in links if procedure.code in one]) == 1


def found_by(client: Client, text: str) -> list[str]:
    return [str(one) for one in main_of(client.get("/tim/", {"tim": text})).xpath(".//a/@href")]
