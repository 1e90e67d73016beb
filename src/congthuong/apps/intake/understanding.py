"""A delivery's file as it is understood now: read, mapped, drawn, held against the ledger."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock

from django.db.models import Max

from congthuong.apps.catalogue import queries as catalogue
from congthuong.apps.intake.models import Delivery, Mapping, SourceTable
from congthuong.apps.ledger.models import Observation
from congthuong.apps.ledger.queries import observations_as_of
from congthuong.core.intake.cells import Workbook
from congthuong.core.intake.comparing import Compared, compare
from congthuong.core.intake.drawing import Ground, draw
from congthuong.core.intake.figures import written
from congthuong.core.intake.judging import everything_told
from congthuong.core.intake.kinds import TableKind, kinds
from congthuong.core.intake.known import Known
from congthuong.core.intake.matching import Candidate
from congthuong.core.intake.proposing import NO_MEMORY, Asked, Memory, Proposal, propose
from congthuong.core.intake.telling import NoTable, PlaceNotThen, Told
from congthuong.core.intake.workbook import read_workbook

KEPT = 2  # understood files kept in a process: a page is turned more often than a file is changed


@dataclass(frozen=True, slots=True)
class Understood:
    """`tables` are all that the file holds by sheet and number, `proposal` the one that is taken (None: there is none)."""

    tables: tuple[tuple[str, int, str], ...]
    proposal: Proposal | None
    compared: tuple[Compared, ...]
    told: tuple[Told, ...]
    confirmed: frozenset[tuple[int, int]] = frozenset()
    """Cells whose figure, as it is read now, a person has said to be right."""

    @property
    def unconfirmed(self) -> list[Told]:
        """What is asked about figures that would be recorded, and nobody has answered yet."""
        taken = {(one.figure.line.row, one.figure.column.index) for one in self.compared} - self.confirmed
        return [one for one in self.told if one.weight == "ask" and (one.row, one.column) in taken]

    @property
    def stops(self) -> list[Told]:
        return [one for one in self.told if one.weight == "stop"]


_kept: OrderedDict[tuple[object, ...], Understood] = OrderedDict()
_lock = Lock()


def understood(delivery: Delivery) -> Understood:
    """Remembered until the delivery, its table's mapping or the ledger changes. Raises the refusals."""
    newest = Observation.objects.aggregate(last=Max("id"))["last"]
    mapping = mapping_of(delivery.table)
    key = (delivery.pk, delivery.sha256, delivery.changed_at, mapping.pk if mapping else 0, newest)
    with _lock:
        found = _kept.get(key)
    if found is None:
        found = understand(delivery, mapping)
        with _lock:
            _kept[key] = found
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
    return found


def understand(delivery: Delivery, mapping: Mapping | None) -> Understood:
    table = delivery.table
    kind = kinds()[table.kind]
    book = read_workbook(delivery.name, bytes(delivery.data))
    memory = Memory(mapping.columns, mapping.rows, mapping.unit) if mapping else NO_MEMORY
    month = (delivery.month.year, delivery.month.month) if delivery.month else None
    asked = Asked(month=month)
    proposals = propose(book, candidates(), memory, asked)
    chosen = _chosen(proposals, kind, delivery)
    tables = tuple((one.sheet.name, one.number, " ".join(one.table.title)[:120]) for one in proposals)
    if chosen is None:
        return Understood(tables, None, (), (NoTable(_first_sheet(book)),))
    if chosen.kind is not kind:
        asked = Asked(kind.code, month, chosen.sheet.name, chosen.number)
        (chosen,) = propose(book, candidates(), memory, asked)
    ground = Ground(
        place=table.place,
        recorded_on=delivery.received_on,
        sender=table.sender.name,
        file=delivery.name,
        indicators={one.code: one for one in catalogue.indicators()},
        answers=delivery.answers,
    )
    drawn = draw(chosen, ground)
    known = known_to_ledger(table.place, kind, chosen)
    compared = compare(drawn, known)
    told = [
        *_about_place(table, chosen),
        *chosen.told,
        *drawn.told,
        *everything_told(chosen, drawn, compared, known),
    ]
    confirmed = _confirmed(delivery, chosen.sheet.name, compared)
    return Understood(tables, chosen, tuple(compared), tuple(told), confirmed)


def _about_place(table: SourceTable, chosen: Proposal) -> Iterator[Told]:
    """Figures of a month in which the place did not stand, or stood within other bounds, would be of another place."""
    if chosen.month and catalogue.place_at(table.place, date(*chosen.month, 1)) is None:
        said = f"{chosen.month[1]}/{chosen.month[0]}"
        yield PlaceNotThen(chosen.sheet.name, place=table.place, month=said)


def confirmation_key(cell: str) -> str:
    """Under which the answers keep that the figure of a cell ("sheet!B5") was said to be right, and which it was."""
    return f"={cell}"


def _confirmed(delivery: Delivery, sheet: str, compared: Sequence[Compared]) -> frozenset[tuple[int, int]]:
    """A confirmation holds for the figure that was seen: read otherwise since, it is asked about anew."""
    return frozenset(
        (one.figure.line.row, one.figure.column.index)
        for one in compared
        if delivery.answers.get(confirmation_key(f"{sheet}!{one.figure.cell}")) == written(one.record.value)
    )


def _first_sheet(book: Workbook) -> str:
    return book.sheets[0].name if book.sheets else book.name


def _chosen(proposals: Sequence[Proposal], kind: TableKind, delivery: Delivery) -> Proposal | None:
    """The table that a person named, else the one of the kind with most lines, else the largest."""
    named = [one for one in proposals if (one.sheet.name, one.number) == (delivery.sheet, delivery.number)]
    own = [one for one in proposals if one.kind is kind]
    return max(named or own or proposals, key=_fit, default=None)


def _fit(proposal: Proposal) -> tuple[int, int]:
    return sum(bool(line.match.code) for line in proposal.lines), len(proposal.lines)


def known_to_ledger(place: str, kind: TableKind, proposal: Proposal) -> Known:
    """The last known values that the table's figures can be held against."""
    indicators = {one.indicator for one in kind.columns if one.indicator}
    if kind.rows == "indicators":
        indicators |= {line.match.code for line in proposal.lines if len(line.match.code) > 1}
    return Known(observations_as_of(None, indicators, [place]))


def candidates() -> dict[str, list[Candidate]]:
    """What lines can be about, by the kind of table."""
    lists = {one.code: [Candidate(*item) for item in one.items] for one in catalogue.codelists()}
    indicators = [Candidate(one.code, one.name) for one in catalogue.indicators()]
    return {
        kind.code: indicators if kind.rows == "indicators" else lists.get(kind.codelist, [])
        for kind in kinds().values()
    }


def mapping_of(table: SourceTable) -> Mapping | None:
    """The version that holds."""
    return table.mappings.order_by("-version").first()
