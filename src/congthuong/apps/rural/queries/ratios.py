"""How many communes meet a criterion, of which communes: both numbers open their rows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlencode

from congthuong.apps.rural.contradicting import BASIC, COLUMN
from congthuong.apps.rural.models.communes import CRITERIA, LEVELS, MET, NOT_ASKED
from congthuong.apps.rural.queries.standing import UNTOLD, Programme, state_of


@dataclass(frozen=True, slots=True)
class Ratio:
    """`of` counts the rows of the register of communes, as the report's ratio does. `met_opens`: the query of the list of
    that register at the basic level, of this page's at the others."""

    criterion: str
    level: str
    met: int
    of: int
    not_asked: int
    untold: int
    met_opens: str
    of_opens: str

    @property
    def is_basic(self) -> bool:
        return self.level == BASIC


def ratios(programme: Programme, districts: Collection[str]) -> list[Ratio]:
    """One a criterion at the basic level, one more for each level that rows tell of; within some districts, or in all."""
    communes = [one for one in programme.communes if not districts or one.values.get("huyen") in districts]
    within = [
        one for one in programme.standing if one.latest and (not districts or one.district in districts)
    ]
    told = {one.level for one in within}
    found = []
    for level in LEVELS:
        for criterion in CRITERIA:
            if level == BASIC:
                column = COLUMN[criterion]
                states = [state_of(one.values, column) for one in communes]
                opens = [(column, f"{MET} {criterion}")]
            else:
                states = [one.state for one in within if (one.criterion, one.level) == (criterion, level)]
                opens = [
                    ("muc-nao", "hien-nay"),
                    ("tieu-chi", criterion),
                    ("muc", level),
                    ("trang-thai", MET),
                ]
            if level == BASIC or level in told:
                found.append(_ratio(criterion, level, states, len(communes), opens, districts))
    return found


def _ratio(
    criterion: str, level: str, states: list[str], of: int, opens: list[tuple[str, str]], districts: Collection[str]
) -> Ratio:  # fmt: skip
    where = [("huyen", one) for one in sorted(districts)]
    return Ratio(
        criterion,
        level,
        met=states.count(MET),
        of=of,
        not_asked=states.count(NOT_ASKED),
        untold=states.count(UNTOLD) if level == BASIC else max(0, of - len(states)),
        met_opens=urlencode([*opens, *where]),
        of_opens=urlencode(where),
    )
