"""Two files of one table decided at the same moment: both decisions hold, none is lost or answered with a fault."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection, connections, transaction

from congthuong.apps.accounts.models import User
from congthuong.apps.intake import problems
from congthuong.apps.intake.models import SourceTable
from congthuong.apps.intake.services import delivery_accept, delivery_decide, delivery_receive
from congthuong.apps.intake.shown import print_of, shown_of
from congthuong.apps.intake.understanding import mapping_of, understood
from congthuong.apps.ledger.models import Observation
from core.intake.monthly import index_workbook

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("each_database")]
WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


def meanwhile(first: Any, then: Any) -> list[Any]:
    """`then` begins when `first` is done but not yet settled. Gives what `then` ended with."""
    outcome: list[Any] = []

    def other() -> None:
        try:
            outcome.append(then())
        except Exception as error:
            outcome.append(error)
        finally:
            connections.close_all()

    second = threading.Thread(target=other)
    with transaction.atomic():
        first()
        second.start()
        while second.is_alive() and not _somebody_waits():
            second.join(0.02)
    second.join()
    return outcome


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_stat_clear_snapshot()"
        )  # else a transaction sees who waited when it first asked
        cursor.execute(WAITING)
        return bool(cursor.fetchone()[0])


@pytest.fixture
def postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")


@pytest.mark.usefixtures("postgres")
def test_both_decisions_are_kept(officer: User, table: SourceTable) -> None:
    june, july = (
        delivery_receive(table=table, name=name, data=data, by=officer)
        for name, data in map(index_workbook, (6, 7))
    )

    (outcome,) = meanwhile(
        lambda: delivery_decide(delivery=june, by=officer, columns={"mot": "on_year"}),
        lambda: delivery_decide(delivery=july, by=officer, columns={"hai": "ignore"}),
    )

    assert outcome == july
    mapping = mapping_of(table)
    assert mapping is not None
    assert (mapping.version, mapping.columns) == (2, {"mot": "on_year", "hai": "ignore"})


@pytest.mark.usefixtures("postgres")
def test_what_is_decided_while_a_file_is_taken_in_is_seen_by_it(officer: User, table: SourceTable) -> None:
    july, august = (
        delivery_receive(table=table, name=name, data=data, by=officer)
        for name, data in map(index_workbook, (7, 8))
    )
    proposal = understood(august).proposal
    assert proposal is not None
    key = next(one.key for one in proposal.columns if one.meaning == "on_year")
    seen = print_of(shown_of(august))

    (outcome,) = meanwhile(
        lambda: delivery_decide(delivery=july, by=officer, columns={key: "ignore"}),
        lambda: delivery_accept(delivery=august, by=officer, leaving=True, seen=seen),
    )

    assert isinstance(outcome, problems.FiguresChanged)
    assert not Observation.objects.exists()
