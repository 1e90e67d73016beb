"""The rooms of the rail, and the pages that are open to everybody: each app announces its own when it starts, so that the
frame knows none of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Room:
    """`address` is the name of its first page, `asks` the action that opens it ("": everybody who is signed in)."""

    code: str
    name: str | Promise
    icon: str
    address: str
    order: int
    asks: str = ""


_ROOMS: dict[str, Room] = {}


def announce(room: Room) -> None:
    _ROOMS[room.code] = room


def rooms() -> list[Room]:
    """In the order of the rail."""
    return sorted(_ROOMS.values(), key=lambda one: one.order)


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A page without a login, by the name of its address; the lowest order comes first."""

    name: str | Promise
    address: str
    order: int


_OPEN: dict[str, OpenPage] = {}


def announce_open(page: OpenPage) -> None:
    _OPEN[page.address] = page


def open_pages() -> list[OpenPage]:
    return sorted(_OPEN.values(), key=lambda one: one.order)
