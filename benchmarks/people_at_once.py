"""Many people at one server from one process: each saves cells, opens the page, asks what is new, in turn, no pause.

`filling` is the same with people's own pace. Without a pause a busy server makes everybody wait for everybody, and all kinds of answer look alike: what each costs
is told by `one_alone`.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

TOKEN = "a" * 32  # the double-submit cookie of the forms
TURNS = ("save", "save", "save", "page", "since", "bare")
FILLING = ("page", "save", "save", "save", "bare", "save", "save", "save", "save", "save")
THINKING = (3.0, 9.0)  # seconds between two cells, each length as likely
NEWS_EVERY = 4.0  # seconds, as the page's script asks
STAMP = re.compile(rb'"stamp": ?"([^"]+)"')
AWAY = (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError)


@dataclass
class Seen:
    """What the people sent and were told. `times` milliseconds by kind; `sent` every change with its answer."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    sent: list[dict[str, Any]] = field(default_factory=list)
    refused: int = 0
    away: int = 0


class Seat:
    """One person's browser: a connection that stays open."""

    def __init__(self, port: int, seat: Mapping[str, Any], seen: Seen) -> None:
        self.port, self.seat, self.seen = port, seat, seen
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None
        self.revisions: dict[str, int] = defaultdict(int)
        self.number = itertools.count()
        self.stamp = ""  # what the page last showed, as its script says it

    async def ask(self, kind: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        if self.writer is None or self.reader is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        begun = time.perf_counter()
        self.writer.write(self._request(path, body))
        await self.writer.drain()
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = head.partition("content-length:")[2].split("\r\n", 1)[0].strip()
        answer = await self.reader.readexactly(int(length or 0))
        self.seen.times[kind].append((time.perf_counter() - begun) * 1000)
        return int(head.split()[1]), answer

    def _request(self, path: str, body: bytes) -> bytes:
        method = "POST" if body else "GET"
        lines = [
            f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", "Accept: application/json",
            f"Cookie: sessionid={self.seat['session']}; csrftoken={TOKEN}", f"X-CSRFToken: {TOKEN}",
        ]  # fmt: skip
        if path.endswith("moi/") and self.stamp:
            lines.append(f'If-None-Match: "{self.stamp}"')
        if body:
            lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body

    async def save(self) -> None:
        number = next(self.number)
        cell, key = f"sp{number % 30}", f"{self.seat['name']}-{number}"
        # Never another's figure: two who type the same are both told that it is saved, by one change.
        value = str(number * 1_000_000 + int(self.seat["name"].partition("-")[2]))
        await self.send(cell, key, value)

    async def send(self, cell: str, key: str, value: str) -> None:
        """Sent again with the same key after a lost answer, it is done once."""
        told = {"ret": self.seat["ret"], "key": key, "cell": cell, "value": value, "revision": None}
        self.seen.sent.append(told)
        change = {"row": cell, "column": "ky", "text": value, "base": self.revisions[cell], "key": key}
        body = json.dumps({"changes": [change]}).encode()
        status, answer = await self.ask("save", f"/thu-thap/{self.seat['ret']}/o/", body)
        if status != 200:
            self.seen.refused += 1
            return
        (one,) = json.loads(answer)["outcomes"]
        self.revisions[cell] = one["r"]
        if one["state"] == "saved":
            told["revision"] = one["r"]

    async def look(self, kind: str) -> None:
        own = f"/thu-thap/{self.seat['ret']}/"
        path = {"page": own, "since": own + "moi/", "bare": "/trang-tron/"}[kind]
        status, answer = await self.ask(kind, path)
        self.seen.refused += status not in (200, 304)
        if kind == "page":
            self.stamp = found[1].decode() if (found := STAMP.search(answer)) else ""

    async def live(self, until: float, first: int) -> None:
        """Three saves, a page, what is new, the bare page, beginning anywhere; until time is up or nobody answers."""
        try:
            for turn in itertools.count(first):
                if time.monotonic() > until:
                    break
                kind = TURNS[turn % len(TURNS)]
                await (self.save() if kind == "save" else self.look(kind))
        except AWAY:
            self.seen.away += 1
        finally:
            if self.writer is not None:
                self.writer.close()

    async def fill(self, until: float, first: int) -> None:
        """As a person fills a form in: a cell, some thinking, the next; every four seconds the page asks for news."""
        chance = random.Random(first)
        acts, news = self._later(chance.uniform(0, THINKING[1])), self._later(NEWS_EVERY)
        turn = first
        try:
            while min(acts, news) < until:
                await asyncio.sleep(max(0.0, min(acts, news) - time.monotonic()))
                if news < acts:
                    await self.look("since")
                    news = self._later(NEWS_EVERY)
                    continue
                kind = FILLING[turn % len(FILLING)]
                turn += 1
                await (self.save() if kind == "save" else self.look(kind))
                acts = self._later(chance.uniform(*THINKING))
        except AWAY:
            self.seen.away += 1
        finally:
            if self.writer is not None:
                self.writer.close()

    @staticmethod
    def _later(seconds: float) -> float:
        return time.monotonic() + seconds


async def filling(port: int, seats: list[dict[str, Any]], seconds: float, seen: Seen) -> None:
    until = time.monotonic() + seconds
    await asyncio.gather(*(Seat(port, seat, seen).fill(until, turn) for turn, seat in enumerate(seats)))


async def all_at_once(port: int, seats: list[dict[str, Any]], seconds: float, seen: Seen) -> None:
    until = time.monotonic() + seconds
    await asyncio.gather(*(Seat(port, seat, seen).live(until, turn) for turn, seat in enumerate(seats)))


async def one_alone(port: int, seat: dict[str, Any], rounds: int, seen: Seen) -> None:
    """What each kind of answer costs an idle server."""
    alone = Seat(port, seat | {"name": "mot-100000"}, seen)
    for _ in range(rounds):
        await alone.save()
        for kind in ("page", "since", "bare"):
            await alone.look(kind)
