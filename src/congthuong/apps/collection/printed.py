"""Which reports print a figure that an approval changes: reports stand above this room, so what knows them says it.

It announces itself in its app's `ready`:

    from congthuong.apps.collection.printed import announce
    announce("reports", reports_that_print)

`reports_that_print(change, user)` gives what this person may see, one entry a report that prints a changed figure, of at
most the `MOST` latest reports that name one: what is told within a page has to be composed while somebody waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from congthuong.core.ledger.model import Observation


@dataclass(frozen=True, slots=True)
class LedgerChange:
    """What an approval appends to the ledger. `done`: it has been given, the ledger holds the news already, and `before`
    is what stood under the same keys."""

    news: tuple[Observation, ...]
    before: tuple[Observation, ...]
    done: bool


MOST = 2


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """`there` is what the report prints as of its own day, `after` what it prints with the change; both with units, ""
    where it prints no such figure. `address` is the figure's page, "" while there is none."""

    name: str
    there: str
    after: str
    address: str


@dataclass(frozen=True, slots=True)
class PrintedIn:
    """`as_of` is the day whose figures the report keeps, `today` its page with what is known on the working day.
    `trouble` says why it cannot be composed: then nobody knows what it would print, and `figures` has none."""

    report: str
    as_of: date
    address: str
    today: str
    figures: tuple[PrintedFigure, ...]
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """What a page tells: the reports, and that no more than the `most` latest were looked at."""

    reports: tuple[PrintedIn, ...]
    most: int = MOST


Printing = Callable[[LedgerChange, object], Iterable[PrintedIn]]
"""The reports that a person (a user of the accounts) may see and that print what changes."""

_printing: dict[str, Printing] = {}


def announce(name: str, printing: Printing) -> None:
    """Announcing the same name again replaces it, since apps may be set up twice."""
    _printing[name] = printing


def printed_in(change: LedgerChange, user: object) -> Printed:
    if not change.news:
        return Printed(())
    return Printed(tuple(one for _, printing in sorted(_printing.items()) for one in printing(change, user)))
