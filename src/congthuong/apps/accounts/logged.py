"""What an event says where its room knows more than the log: what its subject is called today, where it opens.

A room above announces it in its app's `ready`:

    from congthuong.apps.accounts.logged import announce
    announce("registers.", told_of_rows)

The log itself keeps what was recorded; only how a page says it comes from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from congthuong.apps.accounts.models import Event


@dataclass(frozen=True, slots=True)
class Logged:
    """`subject` and `data` in words, `url` where the subject opens ("": nowhere)."""

    subject: str
    data: str
    url: str = ""


Teller = Callable[[Sequence[Event]], Mapping[int, Logged]]
"""Events -> what is said of those that the room knows, by their number."""

_tellers: dict[str, Teller] = {}


def announce(prefix: str, teller: Teller) -> None:
    """For the actions that begin like this. Announcing the same again replaces it, since apps may be set up twice."""
    _tellers[prefix] = teller


def told_of(events: Iterable[Event]) -> dict[int, Logged]:
    """What the rooms say of these events; each room is asked once."""
    rows = list(events)
    found: dict[int, Logged] = {}
    for prefix, teller in _tellers.items():
        own = [one for one in rows if one.action.startswith(prefix)]
        if own:
            found |= teller(own)
    return found
