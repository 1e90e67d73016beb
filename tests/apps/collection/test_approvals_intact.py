"""Whoever changes an approved value beside the application is found out by the command, without anybody opening a page."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import cast

import pytest
from click.testing import CliRunner
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.test.utils import CaptureQueriesContext

from apps.collection.mills import MILLS, Save, make_person
from congthuong.apps.accounts.append_only import drop_triggers
from congthuong.apps.accounts.models import Event, User
from congthuong.apps.collection.models import Approval, Return, Round
from congthuong.apps.collection.queries.intact import all_broken
from congthuong.apps.collection.services.approving import return_approve
from congthuong.apps.collection.services.flow import return_hand_in
from congthuong.cli import main

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database", "approved")]
CHANGED = "UPDATE {table} SET content = replace(content, '\"100\"', '\"10\"')"


class _Editor:
    """What the triggers need of a schema editor; Django's own refuses to work within a test's transaction."""

    connection = connection

    def execute(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.fixture
def approved(monkeypatch: pytest.MonkeyPatch, may_2020: Round, officer: User, save: Save) -> list[Return]:
    """Three returns of 100 t each, all approved."""
    monkeypatch.setattr("congthuong.command.audit.open_database", lambda address: None)  # it is open
    returns = [may_2020.returns.get(organisation=mill) for mill in MILLS]
    for own, mill in zip(returns, MILLS, strict=True):
        by = make_person(f"nguoi-{mill}", "respondent", mill)
        save(own, "gao", "100", by=by)
        return_hand_in(ret=own.pk, by=by)
        return_approve(ret=own.pk, by=officer)
    return returns


def tampered(statement: str) -> None:
    """Past the triggers, as who has the database file can."""
    table = Approval._meta.db_table
    drop_triggers(cast(BaseDatabaseSchemaEditor, _Editor()), table)
    with connection.cursor() as cursor:
        cursor.execute(statement.format(table=f'"{table}"'))


def verified() -> tuple[int, dict[str, object]]:
    done = CliRunner().invoke(main, ["audit", "verify", "--format", "json"])
    return done.exit_code, json.loads(done.stdout)


def test_approvals_that_nobody_touched_are_counted():
    code, told = verified()
    assert (code, told["ok"], told["approvals"]) == (0, True, 3)


def test_a_value_changed_in_an_approval_is_told_with_its_return(approved: list[Return]):
    tampered(f"{CHANGED} WHERE ret_id = {approved[1].pk}")
    code, told = verified()
    (problem,) = cast(list[dict[str, str]], told["problems"])
    assert (code, problem["code"], told["approvals"]) == (1, "CT-822", 3)
    assert f"phiếu {approved[1].pk} («Gạo xay xát» của Công ty B, tháng 5/2020)" in problem["message"]
    words = CliRunner().invoke(main, ["audit", "verify"])
    assert words.exit_code == 1 and "Công ty B" in words.output


def test_an_approval_taken_out_is_missed(approved: list[Return]):
    tampered(f"DELETE FROM {{table}} WHERE ret_id = {approved[2].pk}")
    code, told = verified()
    (problem,) = cast(list[dict[str, str]], told["problems"])
    assert (code, problem["code"]) == (1, "CT-840")
    assert f"phiếu {approved[2].pk}" in problem["message"]


def test_a_broken_chain_does_not_hide_a_broken_approval():
    tampered(CHANGED)
    drop_triggers(cast(BaseDatabaseSchemaEditor, _Editor()), Event._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {Event._meta.db_table} SET subject = 'x' WHERE id = 1")
    code, told = verified()
    problems = cast(list[dict[str, str]], told["problems"])
    assert code == 1
    assert [one["code"] for one in problems] == ["CT-652", "CT-822", "CT-822", "CT-822"]


@pytest.mark.parametrize(
    "written",
    [
        "subject = 'collection.return:mot'",
        "subject = 'collection.return:'",
        "subject = 'khac:1'",
        "subject = 'collection.return:99999999999999999999999999'",
        "data = '[1]'",
        """data = '{"number": [1]}'""",
    ],
)
def test_an_event_of_an_approval_that_cannot_be_read_is_told_and_does_not_stop_the_command(
    approved: list[Return], written: str
):
    """Who writes into the log must not keep the rest of the approvals from being looked at."""
    event = Event.objects.filter(action="return.approved").order_by("pk")[0]
    drop_triggers(cast(BaseDatabaseSchemaEditor, _Editor()), Event._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {Event._meta.db_table} SET {written} WHERE id = {event.pk}")
    code, told = verified()
    problems = cast(list[dict[str, str]], told["problems"])
    assert (code, told["approvals"]) == (1, 3)
    assert [one["code"] for one in problems] == ["CT-652", "CT-822", "CT-840"]
    assert f"phiếu {approved[0].pk} " in problems[1]["message"]
    assert f"sự kiện số {event.pk}" in problems[2]["message"]


def test_many_approvals_are_read_some_at_a_time():
    """A province has hundreds of thousands: what is held is a batch, and what is asked grows with batches, not rows."""
    assert list(all_broken(at_a_time=2)) == [2, 3]
    assert questions(lambda: list(all_broken(at_a_time=3))) < questions(lambda: list(all_broken(at_a_time=1)))
    assert questions(lambda: list(all_broken(at_a_time=50))) <= 9


def questions(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as caught:
        ask()
    return len(caught)
