"""Two hundred people filling their returns at their own pace, on PostgreSQL, for as long as `--minutes` says.

The server is the product's own with its own number of processes. Each person leaves a cell every three to nine
seconds, opens the page again, and their page asks for news every four seconds; every tenth thing is the framework's
bare page, so that each ratio compares what was asked at the same time of the same busy server.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator

from benchmarks.collection import KINDS, OVER_BARE_AT_MOST, Site, p95, postgres
from benchmarks.collection_setup import WRONG
from benchmarks.people_at_once import Seen, all_at_once, filling
from benchmarks.plan import Bench, Measurement, Row
from benchmarks.timing import Spread

PEOPLE = 200
ASKED = "trang trơn"


def crowding(bench: Bench) -> list[Row]:
    once = bench.effort.minutes < 0.3  # a trial of the measuring itself
    people = int(os.environ.get("CONGTHUONG_BENCH_PEOPLE", "20" if once else str(PEOPLE)))
    try:
        with postgres(bench.home) as url:
            return _measured(bench, Site(url, bench.home), people)
    except ImportError:
        bench.skipped["crowd"] = (
            "Không có PostgreSQL đi kèm cho máy này: chưa đo được nhiều người điền phiếu."
        )
        return []


def _measured(bench: Bench, site: Site, people: int) -> list[Row]:
    seats = site.prepare(people)
    site.start()
    warm, crowd, load = Seen(), Seen(), os.getloadavg()[0]
    try:
        asyncio.run(all_at_once(site.port, seats[:4], 1, warm))
        fresh = [seat | {"name": f"dong-{10_000 + number}"} for number, seat in enumerate(seats)]
        begun = time.monotonic()
        asyncio.run(filling(site.port, fresh, 60 * bench.effort.minutes, crowd))
        spent = time.monotonic() - begun
    finally:
        site.kill()
    kept = _kept(site, warm, crowd)
    return list(_rows(crowd, people, spent, kept, load))


def _kept(site: Site, warm: Seen, crowd: Seen) -> int:
    """How many changes that were called saved are in the database, each once and in order: all, or no figures."""
    told = site.check(Seen(sent=[*warm.sent, *crowd.sent]))
    wrong = {name: count for name, count in told.items() if name in WRONG and count}
    if wrong or crowd.refused or crowd.away:
        raise AssertionError(f"figures lost or doubled: {wrong}; refused {crowd.refused}, away {crowd.away}")
    return told["kept"]


def _rows(seen: Seen, people: int, spent: float, kept: int, load: float) -> Iterator[Row]:
    bare = p95(seen.times["bare"])
    for kind, says in KINDS.items():
        ratio = p95(seen.times[kind]) / bare
        yield Row(
            f"crowd.{kind}", f"{people} người điền phiếu: {says} / {ASKED} (p95)", Spread.of([ratio]), "lần",
            OVER_BARE_AT_MOST,
        )  # fmt: skip
    for kind in ("bare", *KINDS):
        times = seen.times[kind]
        says = KINDS.get(kind, ASKED)
        spread = Spread(p95(times), min(times), max(times))
        yield Row(f"crowd.{kind}.ms", f"  {says}, p95 của {len(times)} lần", spread, "ms")
    asked = sum(map(len, seen.times.values()))
    yield Row(
        "crowd.kept", "thay đổi đã báo là lưu: có đủ, mỗi thay đổi một lần", Spread.of([float(kept)]), ""
    )
    yield Row("crowd.second", "yêu cầu mỗi giây", Spread.of([asked / spent]), "")
    yield Row("crowd.load", "tiến trình khác chờ nhân lúc bắt đầu", Spread.of([load]), "")


MEASUREMENTS: dict[str, tuple[str, Measurement, float]] = {
    "crowd": ("Hai trăm người điền phiếu", crowding, 60),
}
