"""The log of events can be added to; whatever else is done to it shows, with the first number that is wrong."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test import override_settings

from congthuong.apps.accounts.append_only import add_triggers, drop_triggers
from congthuong.apps.accounts.events import (
    ChainBroken,
    EndMissing,
    KeyNeeded,
    WrongExpectation,
    record_event,
    seal_of,
    verify,
)
from congthuong.apps.accounts.models import Event, User
from congthuong.cli import main

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
KEY = "mot-khoa-niem-dai-hon-ba-muoi-hai-ky-tu"


@pytest.fixture
def five() -> list[Event]:
    officer = User.objects.create_user("canbo", full_name="Trần Thị Bưởi")
    return [
        record_event(
            "test.done", by=officer, subject=f"phiếu {number}", value=Decimal("12.50"), day=date(2026, 1, 2)
        )
        for number in range(1, 6)
    ]


def past_the_triggers(*statements: str) -> None:
    with connection.schema_editor() as editor:
        drop_triggers(editor, "accounts_event")
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    with connection.schema_editor() as editor:
        add_triggers(editor, "accounts_event")


def test_events_are_numbered_and_each_seals_the_one_before(five: list[Event]):
    assert [one.number for one in five] == [1, 2, 3, 4, 5]
    assert [one.previous for one in five[1:]] == [one.seal for one in five[:-1]]
    assert five[0].data == {"value": "12.50", "day": "2026-01-02"}
    assert Event.objects.get(id=3).seal == seal_of(Event.objects.get(id=3))
    assert verify().last == f"5:{five[-1].seal}:0"


TAMPERINGS: dict[str, tuple[int, tuple[str, ...]]] = {
    "changed": (3, ("UPDATE accounts_event SET subject = 'khác' WHERE id = 3",)),
    "changed by": (2, ("UPDATE accounts_event SET by_name = 'nguoikhac' WHERE id = 2",)),
    "deleted": (2, ("DELETE FROM accounts_event WHERE id = 2",)),
    "the first deleted": (1, ("DELETE FROM accounts_event WHERE id = 1",)),
    "renumbered after a deletion": (
        3, ("DELETE FROM accounts_event WHERE id = 3", "UPDATE accounts_event SET id = id - 1 WHERE id = 4",
            "UPDATE accounts_event SET id = id - 1 WHERE id = 5")
    ),
    "reordered": (
        2, ("UPDATE accounts_event SET id = 99 WHERE id = 2", "UPDATE accounts_event SET id = 2 WHERE id = 4",
            "UPDATE accounts_event SET id = 4 WHERE id = 99")
    ),
    "inserted": (
        6, ("INSERT INTO accounts_event (id, at, by_id, by_name, action, subject, data, method, previous, seal) "
            "SELECT 6, at, by_id, by_name, action, subject, data, method, previous, seal FROM accounts_event WHERE id = 5",)
    ),
}  # fmt: skip


@pytest.mark.parametrize("tampering", TAMPERINGS)
@pytest.mark.django_db(transaction=True)
def test_tampering_is_told_with_the_first_wrong_number(tampering: str, five: list[Event]):
    first, statements = TAMPERINGS[tampering]
    past_the_triggers(*statements)

    with pytest.raises(ChainBroken) as broken:
        verify()

    assert broken.value.fields["number"] == first


@pytest.mark.django_db(transaction=True)
def test_a_cut_off_end_shows_by_what_was_printed_before(five: list[Event]):
    before = verify().last
    past_the_triggers("DELETE FROM accounts_event WHERE id >= 4")

    assert verify().events == 3  # by itself the rest is whole
    with pytest.raises(EndMissing):
        verify(before)


def test_an_earlier_end_is_found_again_while_the_chain_grows(five: list[Event]):
    before = verify().last
    record_event("test.done", by=None, subject="hệ thống")

    assert verify(before).events == 6
    with pytest.raises(EndMissing):
        verify("5:" + "0" * 64)
    with pytest.raises(WrongExpectation):
        verify("hôm qua")


def test_with_a_key_nobody_without_it_makes_the_seals_anew(five: list[Event]):
    with override_settings(EVENT_SEAL_KEY=KEY, EVENT_SEAL_KEYED_FROM=6):
        keyed = record_event("test.done", by=None, subject="hệ thống")
        assert verify().keyed_from == 6
    with override_settings(EVENT_SEAL_KEY="x" * 40, EVENT_SEAL_KEYED_FROM=6):
        assert seal_of(keyed) != keyed.seal
        with pytest.raises(ChainBroken):
            verify()
    with pytest.raises(KeyNeeded):
        verify()


def test_the_first_keyed_event_of_an_older_log_says_from_which_number(five: list[Event]):
    with override_settings(EVENT_SEAL_KEY=KEY, EVENT_SEAL_KEYED_FROM=6):
        asked = record_event("test.done", by=None, subject="hệ thống")
        record_event("test.done", by=None, subject="hệ thống")

    assert asked.number == 7
    assert list(Event.objects.filter(action="seal.keyed").values_list("id", "data")) == [
        (6, {"keyed_from": 6})
    ]


def test_plain_seals_are_a_break_while_there_is_a_key_unless_a_setting_allows_them(five: list[Event]):
    with override_settings(EVENT_SEAL_KEY=KEY), pytest.raises(ChainBroken) as broken:
        verify()
    with override_settings(EVENT_SEAL_KEYED_FROM=4), pytest.raises(ChainBroken) as late:
        verify()

    assert broken.value.fields["number"] == 1
    assert "CONGTHUONG_SEAL_KEYED_FROM" in str(broken.value)
    assert late.value.fields["number"] == 4  # also for who checks without the key


@pytest.mark.django_db(transaction=True)
@override_settings(EVENT_SEAL_KEY=KEY)
def test_a_keyed_log_made_anew_without_the_key_is_found_out():
    for number in range(3):
        record_event("test.done", by=None, subject=f"phiếu {number}")
    before = verify().last
    previous, forged = "", []
    for event in Event.objects.order_by("id"):
        event.method, event.previous = "sha256", previous
        previous = seal_of(event)
        forged.append(
            f"UPDATE accounts_event SET method = 'sha256', previous = '{event.previous}', seal = '{previous}' "
            f"WHERE id = {event.id}"
        )
    past_the_triggers(*forged)
    record_event("test.done", by=None, subject="sau khi bị sửa")  # gives the forged log a keyed end

    with pytest.raises(ChainBroken) as broken:
        verify()
    with override_settings(EVENT_SEAL_KEYED_FROM=4), pytest.raises(EndMissing):
        verify(before)

    assert broken.value.fields["number"] == 1


def test_a_line_that_was_kept_tells_too_from_which_number_seals_are_keyed(five: list[Event]):
    with override_settings(EVENT_SEAL_KEY=KEY, EVENT_SEAL_KEYED_FROM=6):
        record_event("test.done", by=None, subject="hệ thống")
        last = verify().last
        number, seal, keyed_from = last.split(":")

        assert keyed_from == "6"
        assert verify(last).events == verify(f"{number}:{seal}").events == 7
        with pytest.raises(ChainBroken):
            verify(f"{number}:{seal}:1")
        with pytest.raises(WrongExpectation):
            verify(f"{number}:{seal}:một")


def test_a_keyed_log_is_not_continued_without_the_key(five: list[Event]):
    with override_settings(EVENT_SEAL_KEY=KEY):
        record_event("test.done", by=None, subject="hệ thống")
    record_event("test.done", by=None, subject="kẻ lạ")

    with (
        override_settings(EVENT_SEAL_KEY=KEY, EVENT_SEAL_KEYED_FROM=6),
        pytest.raises(ChainBroken) as broken,
    ):
        verify()

    assert broken.value.fields["number"] == 8


def test_values_that_no_database_gives_back_alike_are_refused():
    with pytest.raises(TypeError):
        record_event("test.done", by=None, subject="x", value=0.1)
    record_event("test.done", by=None, subject="a\x00b", note="c\x00d", many={"số": [Decimal(3), True, None]})
    assert verify().events == 1


def test_the_command_tells_people_and_programs(five: list[Event], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("congthuong.command.audit.open_database", lambda address: None)
    told = CliRunner().invoke(main, ["audit", "verify"])
    data = json.loads(CliRunner().invoke(main, ["audit", "verify", "--format", "json"]).stdout)
    wrong = CliRunner().invoke(main, ["audit", "verify", "--format", "json", "--expect", "9:" + "a" * 64])

    assert (told.exit_code, data["events"], data["ok"]) == (0, 5, True)
    assert data["last"] in told.stdout.replace("\n", "")
    assert "không khóa" in told.stdout
    assert (wrong.exit_code, json.loads(wrong.stdout)["problems"][0]["code"]) == (1, "CT-653")
