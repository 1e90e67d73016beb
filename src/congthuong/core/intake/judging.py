"""Everything that is told of a table's figures: what was known, the arithmetic of its columns, the table against itself."""

from __future__ import annotations

from collections.abc import Sequence

from congthuong.core.intake.arithmetic import arithmetic
from congthuong.core.intake.comparing import Compared, suspicions
from congthuong.core.intake.drawing import Drawn
from congthuong.core.intake.inside import inside
from congthuong.core.intake.known import Known
from congthuong.core.intake.proposing import Proposal
from congthuong.core.intake.telling import Told


def everything_told(
    proposal: Proposal, drawn: Drawn, compared: Sequence[Compared], known: Known
) -> list[Told]:
    """What was known goes first: where it speaks of the same slip in a cell, the table itself need not."""
    first = list(suspicions(proposal.sheet.name, compared, known))
    spoken = {(one.row, one.column) for one in first}
    more = [one for one in inside(proposal, drawn) if (one.row, one.column) not in spoken]
    return [*first, *more, *arithmetic(proposal, drawn, known)]
