"""What a page, a file or a program sees of a delivery: its figures beside what was known, with what was told."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from typing import Any

from congthuong.apps.intake.models import Delivery
from congthuong.apps.intake.understanding import Understood, understood
from congthuong.core.intake.cells import address
from congthuong.core.intake.comparing import Compared
from congthuong.core.intake.figures import written
from congthuong.core.intake.headings import MEANINGS
from congthuong.core.intake.telling import WEIGHTS, Told
from congthuong.core.quantities import Period, round_half_up, write_date, write_number

STATES = {"changed": "khác số đã biết", "new": "mới", "same": "như đã biết"}
_NOTE, _NONE = WEIGHTS.index("note"), len(WEIGHTS)


@dataclass(frozen=True, slots=True)
class Note:
    """Something told, as text. `cell` with its sheet where it is about one cell: there an answer can be given, and
    `confirmed` says that somebody called the figure right."""

    code: str
    weight: str
    message: str
    cell: str = ""
    confirmed: bool = False

    @property
    def settled(self) -> bool:
        """Nobody has to look any more, or ever had to."""
        return self.confirmed or self.weight == "note"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with what was known of it; numbers as people write them, `share` in hundredths to sort by."""

    label: str
    code: str
    cell: str
    meaning: str
    period: str
    basis: str
    value: str
    unit: str
    before: str
    before_about: str
    difference: str
    share: str
    state: str
    notes: tuple[Note, ...] = field(default=())

    @property
    def period_name(self) -> str:
        return Period.of(self.period).name

    @property
    def percent(self) -> str:
        return percent(self.share)

    @property
    def state_name(self) -> str:
        return STATES[self.state]

    @property
    def weight(self) -> int:
        """0 is heaviest."""
        return min((_NOTE if one.settled else WEIGHTS.index(one.weight) for one in self.notes), default=_NONE)

    @property
    def asked(self) -> str:
        """The cell with its sheet where somebody has to say whether the figure is right; "" elsewhere."""
        return next((one.cell for one in self.notes if one.weight == "ask" and not one.confirmed), "")


@dataclass(frozen=True, slots=True)
class Shown:
    figures: tuple[Figure, ...]
    notes: tuple[Note, ...]  # about no figure that is taken


def shown_of(delivery: Delivery) -> Shown:
    """As it is understood now; of an accepted one as it was then. Raises the refusals."""
    if delivery.kept:
        data = json.loads(delivery.kept)
        return Shown(
            tuple(
                Figure(**{**one, "notes": tuple(Note(**note) for note in one["notes"])})
                for one in data["figures"]
            ),
            tuple(Note(**one) for one in data["notes"]),
        )
    return shown(understood(delivery))


def shown(found: Understood) -> Shown:
    """Heaviest first, then by how much they differ."""
    if found.proposal is None:
        return Shown((), tuple(map(_note, found.told)))
    by_cell: dict[tuple[int, int], list[Told]] = defaultdict(list)
    taken = {(one.figure.line.row, one.figure.column.index) for one in found.compared}
    loose: list[Told] = []
    for told in found.told:
        (by_cell[told.row, told.column] if (told.row, told.column) in taken else loose).append(told)
    figures = [
        _figure(one, by_cell.get(at, ()), at in found.confirmed)
        for one in found.compared
        for at in [(one.figure.line.row, one.figure.column.index)]
    ]
    figures.sort(key=lambda one: (one.weight, one.state != "changed", -_size(one.share), one.state))
    loose.sort(key=lambda one: WEIGHTS.index(one.weight))
    return Shown(tuple(figures), tuple(map(_note, loose)))


def print_of(seen: Shown) -> str:
    """A short name of all that was shown: another figure, another meaning, another note makes another one."""
    data = as_data(seen)
    lines = sorted(json.dumps(one, sort_keys=True) for one in (*data["figures"], *data["notes"]))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def as_data(seen: Shown) -> dict[str, Any]:
    """The same to be kept as JSON."""
    return {"figures": [asdict(one) for one in seen.figures], "notes": [asdict(one) for one in seen.notes]}


def _figure(one: Compared, told: Iterable[Told], confirmed: bool) -> Figure:
    record, figure = one.record, one.figure
    about = " · ".join(filter(None, (_BASES.get(one.known.basis, ""), _day(one)))) if one.known else ""
    return Figure(
        label=figure.line.label or figure.line.code,
        code="" if figure.line.match.code == "*" else figure.line.match.code,
        cell=figure.cell,
        meaning=MEANINGS[figure.column.meaning],
        period=record.period.code,
        basis=_BASES[record.basis],
        value=written(record.value),
        unit=record.unit.symbol,
        before="" if one.before is None else written(one.before),
        before_about=about,
        difference=_signed(one.difference),
        share="" if one.share is None else str(round_half_up(one.share, 2)),
        state=one.state,
        notes=tuple(replace(_note(said), confirmed=confirmed and said.weight == "ask") for said in told),
    )


_BASES = {"actual": "thực hiện", "estimate": "ước", "forecast": "dự ước", "plan": "kế hoạch"}


def _day(one: Compared) -> str:
    return f"biết ngày {write_date(one.known.recorded_on)}" if one.known else ""


def _signed(value: Decimal | None) -> str:
    if not value:
        return ""
    return written(value) if value < 0 else f"+{written(value)}"


def _size(share: str) -> Decimal:
    return abs(Decimal(share)) if share else Decimal(0)


def _note(told: Told) -> Note:
    cell = f"{told.sheet}!{address(told.row, told.column)}" if told.row >= 0 and told.column >= 0 else ""
    return Note(told.code, told.weight, told.message, cell)


def percent(share: str) -> str:
    """ "-3.20" -> "-3,2 %"."""
    if not share:
        return ""
    number = Decimal(share)
    return f"{'+' if number > 0 else ''}{write_number(number, 2)} %"


def table_rows(figures: Sequence[Figure]) -> Iterable[tuple[str, ...]]:
    """The rows of an export."""
    for one in figures:
        notes = "; ".join(note.message for note in one.notes)
        yield (
            one.code, one.label, one.meaning, one.period, one.basis, one.value, one.unit, one.before, one.difference,
            percent(one.share), one.state_name, one.cell, notes,
        )  # fmt: skip


HEADINGS = (
    "Mã", "Dòng", "Cột", "Kỳ", "Loại số liệu", "Giá trị", "Đơn vị", "Đã biết", "Chênh", "Chênh (%)", "So với đã biết",
    "Ô", "Điều cần xem",
)  # fmt: skip
