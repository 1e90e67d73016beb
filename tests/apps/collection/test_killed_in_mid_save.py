"""The power goes while twenty people save: whatever they were told is saved is there, and what they send again is once."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from benchmarks.collection import Site
from benchmarks.collection_setup import WRONG
from benchmarks.people_at_once import AWAY, Seat, Seen, all_at_once

from databases import Databases

PEOPLE = 20
SAVED_BEFORE_THE_END = 60
LONGEST = 60  # seconds; the server is killed long before


@pytest.fixture
def site(databases: Databases, tmp_path: Path) -> Any:
    own = Site(databases.url("postgresql", tmp_path), tmp_path)
    yield own
    own.kill()


async def _until_killed(site: Site, seats: list[dict[str, Any]], seen: Seen) -> None:
    """Kills the server when so many saves were acknowledged, while others are on their way."""
    people = asyncio.create_task(all_at_once(site.port, seats, LONGEST, seen))
    while sum(one["revision"] is not None for one in seen.sent) < SAVED_BEFORE_THE_END and not people.done():
        await asyncio.sleep(0.01)
    site.kill()
    await people


async def _send_again(
    site: Site, seats: list[dict[str, Any]], lost: list[dict[str, Any]], seen: Seen
) -> None:
    for one in lost:
        seat = next(seat for seat in seats if one["key"].startswith(f"{seat['name']}-"))
        try:
            await Seat(site.port, seat, seen).send(one["cell"], one["key"], one["value"])
        except AWAY:
            pytest.fail("the server does not answer after its start")


def test_what_was_acknowledged_outlives_the_server(site: Site):
    seats, seen = site.prepare(PEOPLE), Seen()
    site.start()
    asyncio.run(_until_killed(site, seats, seen))
    unanswered = [one for one in seen.sent if one["revision"] is None]

    assert seen.away == PEOPLE  # everybody was cut off
    assert unanswered  # and some in mid-save
    counted = site.check(seen)
    assert {name: counted[name] for name in WRONG} == dict.fromkeys(WRONG, 0)
    assert counted["kept"] >= SAVED_BEFORE_THE_END

    site.start()
    asyncio.run(_send_again(site, seats, unanswered, seen))
    again = {name: count for name, count in site.check(seen).items() if name in WRONG}
    assert again == dict.fromkeys(WRONG, 0)
