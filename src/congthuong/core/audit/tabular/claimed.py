"""The claims of a text by the cells they stand in."""

from __future__ import annotations

from dataclasses import dataclass

from congthuong.core.audit.model import Claim, Understanding
from congthuong.core.audit.tabular.figures import Cell, Figures


@dataclass(frozen=True)
class ClaimsByPlace:
    """(piece, first character) -> claim, of all table cells of a text."""

    claims: dict[tuple[int, int], Claim]

    def of(self, figures: Figures) -> dict[Cell, Claim]:
        """The claims of one table's single numbers."""
        found: dict[Cell, Claim] = {}
        for cell, entry in figures.table.entries.items():
            number = figures.number(cell)
            if number and (claim := self.claims.get((entry.piece, number.start))):
                found[cell] = claim
        return found


def claims_by_cell(text: Understanding) -> ClaimsByPlace:
    pieces = text.reading.pieces
    return ClaimsByPlace(
        {(one.piece, one.start): one for one in text.claims if pieces[one.piece].cell is not None}
    )
