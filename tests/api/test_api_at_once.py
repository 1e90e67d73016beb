"""The same call twice at the same moment, as a program sends it that lost the first answer: it is done once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from api.calls import Answer, caller_for, cell
from api.conftest import Give
from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import CellChange, Return
from congthuong.apps.ledger.models import ImportBatch, Observation

# SQLite in memory has one connection: two threads at once are a matter of PostgreSQL.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("each_database")]


def at_once(times: int, call: Any) -> list[Answer]:
    ready = threading.Barrier(times)

    def one(_number: int) -> Answer:
        try:
            ready.wait()
            answer: Answer = call()
            return answer
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def test_cells_and_observations_sent_by_several_threads_are_written_once(
    each_database: str, mill_return: Return, miller: User, officer: User, give: Give
):
    if each_database != "postgresql":
        pytest.skip("one connection")
    mill, office = caller_for(miller), caller_for(officer)
    body = {"cells": [cell("100"), cell("5", row="lao_dong")]}
    answers = at_once(4, lambda: mill("PUT", f"/returns/{mill_return.pk}/cells", body, key="cung-luc-1"))
    assert [one.status for one in answers] == [200] * 4, answers
    assert all(one.data == answers[0].data for one in answers)
    assert CellChange.objects.count() == 2

    stated = {
        "indicator": "gao",
        "place": "84",
        "period": "2020-05",
        "basis": "plan",
        "value": "1",
        "unit": "tấn",
    }
    answers = at_once(
        4, lambda: office("POST", "/observations/import", {"observations": [stated]}, key="cung-luc-2")
    )
    assert [one.data for one in answers] == [{"rows": 1, "added": 1, "revised": 0, "unchanged": 0}] * 4
    assert (Observation.objects.count(), ImportBatch.objects.count()) == (1, 1)
