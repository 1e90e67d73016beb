"""Which reports print a figure that an approval changes: reports stand above this room, so what knows them says it.

It announces itself in its app's `ready`:

    from congthuong.apps.collection.printed import announce
    announce("reports", reports_that_print)

`reports_that_print(change, user)` gives what this person may see, one entry a report that prints a changed figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """`there` is what the report prints as of its own day, `after` what it prints with the change; both with units,
    `there` "" where it prints no such figure yet. `address` is the figure's page, "" while there is none."""

    name: str
    there: str
    after: str
    address: str


@dataclass(frozen=True, slots=True)
class PrintedIn:
    """`as_of` is the day whose figures the report keeps, `today` its page with what is known on the working day."""

    report: str
    as_of: date
    address: str
    today: str
    figures: tuple[PrintedFigure, ...]


Printing = Callable[[LedgerChange, object], Iterable[PrintedIn]]
"""The reports that a person (a user of the accounts) may see and that print what changes."""

_printing: dict[str, Printing] = {}


def announce(name: str, printing: Printing) -> None:
    """Announcing the same name again replaces it, since apps may be set up twice."""
    _printing[name] = printing


def printed_in(change: LedgerChange, user: object) -> Sequence[PrintedIn]:
    if not change.news:
        return []
    return [one for _, printing in sorted(_printing.items()) for one in printing(change, user)]
