"""How each commune stands by the criteria of electricity (4) and trade (7), at each level, and what it still lacks.

Derived from the register of criteria and, for the basic level of a commune that it does not tell of, from the register of
communes; beside criterion 7 stands what the commune's markets lack. Nothing is kept: the registers are asked as of a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from congthuong.apps.registers.kinds import RegisterKind, Values
from congthuong.apps.registers.lines import Line
from congthuong.apps.registers.queries.listing import Wanted, lines
from congthuong.apps.registers.queries.places import place_names
from congthuong.apps.rural.contradicting import BASIC, COLUMN, TRADE
from congthuong.apps.rural.kinds.communes import COMMUNES, CRITERIA_STATES
from congthuong.apps.rural.models.communes import MET, NOT_ASKED, NOT_MET
from congthuong.apps.rural.queries.evidence import MarketLacks, markets_lacking

UNTOLD: Final = "chưa ghi"
"""The state of a commune of which no register tells: neither met nor not met."""


@dataclass(frozen=True, slots=True)
class Stands:
    """One commune by a criterion at a level in a year. `register`, `key`: the row that tells the state; `year` is None
    where the register of communes tells it, which knows no years; `latest`: no later year is told of the same."""

    register: str
    key: str
    commune: str
    place: str
    district: str
    district_name: str
    criterion: str
    level: str
    year: int | None
    state: str
    lacks: str
    markets: tuple[MarketLacks, ...]
    doing: str
    latest: bool

    @property
    def is_lacking(self) -> bool:
        """What was met, or is not asked, lacks nothing; of what nobody has told, that is still to be told."""
        return self.state not in (MET, NOT_ASKED)


@dataclass(frozen=True, slots=True)
class Programme:
    """`communes`: the rows of the register of communes on the day, which every ratio is of; `standing`: all of `Stands`."""

    communes: tuple[Line, ...]
    standing: tuple[Stands, ...]


def programme_on(day: date) -> Programme:
    """Everything that is known today of the day, in the order of the register of communes."""
    communes = tuple(lines(COMMUNES, Wanted(day=day)).every())
    told = tuple(lines(CRITERIA_STATES, Wanted(day=day)).every())
    return Programme(communes, tuple(_standing(communes, told, day)))


def _standing(communes: Iterable[Line], told: Iterable[Line], day: date) -> Iterator[Stands]:
    told, communes = tuple(told), tuple(communes)
    names, markets = place_names(day), markets_lacking(day)
    own = {_text(one.values, "xa"): one for one in communes}
    last = _last_years(told)

    def stands(kind: RegisterKind, row: Line, criterion: str, level: str, year: int | None, state: str, latest: bool) -> Stands:  # fmt: skip
        place, district = _text(row.values, "xa"), _text(row.values, "huyen")
        of_commune = own.get(place)
        lacking = state not in (MET, NOT_ASKED)
        return Stands(
            register=kind.code,
            key=row.key,
            commune=names.get(place) or _text(row.values, "ten") or place,
            place=place,
            district=district,
            district_name=names.get(district, district),
            criterion=criterion,
            level=level,
            year=year,
            state=state,
            lacks=_text(row.values, "con_thieu"),
            markets=tuple(markets.get(place, ())) if criterion == TRADE and lacking and latest else (),
            doing=_text(of_commune.values, "viec_dang_lam")
            if of_commune is not None and lacking and latest
            else "",
            latest=latest,
        )

    for row in told:
        criterion, level = _text(row.values, "tieu_chi"), _text(row.values, "muc")
        year = _year(row.values)
        latest = last[_text(row.values, "xa"), criterion, level] == year
        yield stands(CRITERIA_STATES, row, criterion, level, year, _text(row.values, "trang_thai"), latest)
    for row in communes:
        for criterion, column in COLUMN.items():
            if (_text(row.values, "xa"), criterion, BASIC) not in last:
                yield stands(COMMUNES, row, criterion, BASIC, None, state_of(row.values, column), True)


def state_of(values: Values, column: str) -> str:
    """What the register of communes says ("đạt tiêu chí 7") as a state of the register of criteria."""
    said = _text(values, column)
    return next((state for state in (MET, NOT_MET, NOT_ASKED) if said.startswith(state)), UNTOLD)


def _last_years(told: Iterable[Line]) -> Mapping[tuple[str, str, str], int | None]:
    last: dict[tuple[str, str, str], int | None] = {}
    for row in told:
        same = (_text(row.values, "xa"), _text(row.values, "tieu_chi"), _text(row.values, "muc"))
        last[same] = max(last.get(same) or 0, _year(row.values) or 0)
    return last


def _year(values: Values) -> int | None:
    value = values.get("nam")
    return int(value) if isinstance(value, Decimal) else None


def _text(values: Values, name: str) -> str:
    return str(values.get(name) or "")
