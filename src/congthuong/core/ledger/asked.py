"""What a book is asked, once it is settled which unit a code means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from congthuong.core.ledger.model import Basis, Indicator, Items
from congthuong.core.quantities import Period


@dataclass(frozen=True, slots=True)
class Asked:
    """An indicator of a place in a period; without a `basis` the best there is.

    `former` is the day on which the code named the unit that is meant, where another bears it by the period's end.
    """

    what: Indicator
    place: str
    period: Period
    basis: Basis | None = None
    items: Items = ()
    former: date | None = None

    def on(self, basis: Basis | None) -> Asked:
        """The same on another basis."""
        return Asked(self.what, self.place, self.period, basis, self.items, self.former)
