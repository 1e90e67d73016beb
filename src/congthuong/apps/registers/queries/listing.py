"""The rows of a typed register as a list asks for them: found, filtered, sorted; today's from their table, with real
columns and indexes, those of the past from the history.

What is true on a day the present table answers as long as no row was otherwise on that day; rows that changed later are
read from the history and take their places among the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet

from congthuong.apps.registers.columns import Number
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.lines import Line, iter_worked_out, line_of_record, line_of_row, worked_out
from congthuong.apps.registers.models import Entry
from congthuong.apps.registers.queries.done import done_q, is_done
from congthuong.apps.registers.queries.history import changed_after, known_rows
from congthuong.apps.registers.queries.ordering import fit, in_order, place_of, places_of_rows, sql_order
from congthuong.apps.registers.queries.personal import households
from congthuong.apps.registers.queries.places import every_name_of
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.values import folded
from congthuong.core.ledger.model import Row
from congthuong.web.folding import fold

TRUE, ENDED, WITHDRAWN, ALL = "dung", "het", "bo", "tat-ca"
WHICH = (TRUE, ENDED, WITHDRAWN, ALL)
PART = 2000
EMPTY = "-"
"""A filter for rows that have nothing in the column."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is to show. `chosen`: column -> the words or codes of which a row must have one; `within`: codes of
    places of which one must stand in the row; `which`: true on the `day`, ended by it, withdrawn, or all; `keys`: only
    these rows (a figure's), by what they said on the `day`; `beyond`: the keys of those that are beyond the usual today."""

    day: date
    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    within: frozenset[str] | None = None
    begins_from: date | None = None
    begins_to: date | None = None
    known: date | None = None
    which: str = TRUE
    keys: frozenset[str] | None = None
    beyond: QuerySet[Any, Any] | None = None
    order: str = ""

    @property
    def told_of_the_day(self) -> bool:
        """Whether the rows are to say what they said on the day."""
        return self.which == TRUE or self.keys is not None


@dataclass(frozen=True)
class Lines:
    """Sliceable and countable, as a paginator asks; `facets`: column -> value -> how many rows it would leave, with the
    choices in the other columns."""

    count_: int
    facets: Mapping[str, Mapping[str, int]]
    part: Callable[[int, int | None], list[Line]]
    every: Callable[[], Iterator[Line]]
    past: bool = False

    def count(self) -> int:
        return self.count_

    def __len__(self) -> int:
        return self.count_

    def __getitem__(self, asked: slice) -> list[Line]:
        return self.part(asked.start or 0, asked.stop)


def lines(kind: RegisterKind, wanted: Wanted, *, personal: bool = False) -> Lines:
    """The rows in their order. A column that a person may not read neither filters nor sorts."""
    if not personal:
        hidden = set(kind.personal)
        chosen = {name: words for name, words in wanted.chosen.items() if name not in hidden}
        order = "" if wanted.order.removeprefix("-") in hidden else wanted.order
        wanted = replace(wanted, chosen=chosen, order=order)
    keys = _otherwise(kind, wanted)
    by_hand = (
        wanted.order.removeprefix("-") in kind.worked_out
    )  # the database does not know what is worked out
    return _mixed(kind, wanted, keys, personal) if keys or by_hand else _present(kind, wanted, personal)


def _otherwise(kind: RegisterKind, wanted: Wanted) -> frozenset[str]:
    """Rows of which the present table does not say what they said on the day, or what was known of them."""
    keys = set[str]()
    if wanted.known is not None:
        later = _known_later(kind, wanted.known)
        keys |= set(later if wanted.keys is None else later.filter(key__in=wanted.keys))
    if wanted.told_of_the_day and (keys or changed_after(kind, wanted.day).exists()):
        rows = _base(kind, replace(wanted, text="", within=None)).filter(state_from__gt=wanted.day)
        keys |= set(rows.order_by().values_list("key", flat=True))
    return frozenset(keys)


def _known_later(kind: RegisterKind, known: date) -> QuerySet[Entry, str]:
    later = Entry.objects.filter(register_id=kind.code, recorded_on__gt=known)
    return later.order_by().values_list("key", flat=True)


def _as_they_were(kind: RegisterKind, wanted: Wanted) -> QuerySet[RegisterRow]:
    """What `_base` finds, without the rows of `_otherwise`."""
    rows = _base(kind, wanted)
    if wanted.told_of_the_day:
        rows = rows.exclude(state_from__gt=wanted.day)
    if wanted.known is not None:  # of what was left out by then the history says nothing either
        rows = rows.filter(withdrawn=False).exclude(key__in=_known_later(kind, wanted.known))
    return rows


def _present(kind: RegisterKind, wanted: Wanted, personal: bool) -> Lines:
    base = _base(kind, wanted)
    names = facet_columns(kind, personal)
    if names:
        facets, count = _facets(names, _combos(base, names).items(), wanted)
    else:
        facets, count = {}, base.count()
    order = sql_order(kind, wanted.order, personal=personal)
    if wanted.text and not wanted.order:
        order = [*fit(wanted.text), *order]
    rows = base.filter(_chosen_q(kind, wanted)).order_by(*order)

    def part(start: int, stop: int | None) -> list[Line]:
        return worked_out(kind, (line_of_row(kind, row, personal=personal) for row in rows[start:stop]))

    def every() -> Iterator[Line]:
        read = rows.iterator(chunk_size=2000)
        return iter_worked_out(kind, (line_of_row(kind, row, personal=personal) for row in read))

    return Lines(count, facets, part, every)


def _combos(rows: QuerySet[RegisterRow], names: Sequence[str]) -> Counter[tuple[str, ...]]:
    told = rows.order_by().values_list(*names).annotate(Count("pk"))
    return Counter({tuple(str(one or "") for one in found): number for *found, number in told})


def _base(kind: RegisterKind, wanted: Wanted) -> QuerySet[RegisterRow]:
    rows: QuerySet[RegisterRow] = kind.model._default_manager.all()
    day = wanted.day
    match wanted.which:
        case "dung":
            begun = Q(effective_from__isnull=True) | Q(effective_from__lte=day)
            rows = rows.filter(begun, Q(effective_to__isnull=True) | Q(effective_to__gt=day), withdrawn=False)
            rows = rows.exclude(done_q(kind, day))
        case "het":
            rows = rows.filter(Q(effective_to__lte=day) | done_q(kind, day), withdrawn=False)
        case "bo":
            rows = rows.filter(withdrawn=True)
    for word in fold(wanted.text).split():
        rows = rows.filter(folded__contains=word)
    if wanted.begins_from:
        rows = rows.filter(effective_from__gte=wanted.begins_from)
    if wanted.begins_to:
        rows = rows.filter(effective_from__lte=wanted.begins_to)
    if wanted.keys is not None:
        rows = rows.filter(key__in=wanted.keys)
    if wanted.beyond is not None:
        rows = rows.filter(key__in=wanted.beyond)
    if wanted.within is not None:
        inside = Q()
        for name in kind.places():
            inside |= Q(**{f"{name}__in": wanted.within})
        rows = rows.filter(inside)
    return rows


def _chosen_q(kind: RegisterKind, wanted: Wanted) -> Q:
    told = Q()
    for name, words in wanted.chosen.items():
        column = kind.column(name)
        if isinstance(column, Number):
            most = (column.max_digits or 20) - (column.decimal_places or 0)
            years = [Decimal(one) for one in words if one.isascii() and one.isdigit() and len(one) <= most]
            told &= Q(**{f"{name}__in": years}) | (
                Q(**{f"{name}__isnull": True}) if EMPTY in words else Q(pk__in=[])
            )
        else:
            told &= Q(**{f"{name}__in": ["" if one == EMPTY else one for one in words]})
    return told


def facet_columns(kind: RegisterKind, personal: bool) -> tuple[str, ...]:
    return tuple(name for name in kind.filters if personal or name not in kind.personal)


def _facets(
    names: Sequence[str], combos: Iterable[tuple[tuple[str, ...], int]], wanted: Wanted
) -> tuple[dict[str, Counter[str]], int]:
    facets: dict[str, Counter[str]] = {name: Counter() for name in names}
    taken = [
        frozenset("" if one == EMPTY else one for one in wanted.chosen[name])
        if name in wanted.chosen
        else None
        for name in names
    ]
    count = 0
    for found, number in combos:
        missed = [at for at, own in enumerate(taken) if own is not None and found[at] not in own]
        if not missed:
            count += number
            for name, value in zip(names, found, strict=True):
                facets[name][value] += number
        elif len(missed) == 1:
            facets[names[missed[0]]][found[missed[0]]] += number
    return facets, count


def _fitting(kind: RegisterKind, rows: Iterable[Row], wanted: Wanted, personal: bool) -> Iterator[Line]:
    homes = households(kind)
    rows = list(rows)
    codes = (str(row.values.get(name) or "") for row in rows for name in kind.places())
    places = every_name_of(codes) if wanted.text else {}
    for row in rows:
        hidden = kind.hidden(household=row.key in homes)
        if _fits(kind, wanted, line_of_record(row), hidden, places):
            yield line_of_record(row, () if personal else hidden)


def _mixed(kind: RegisterKind, wanted: Wanted, keys: Collection[str], personal: bool) -> Lines:
    """The day's rows: those that are now as they were then, and those of `keys`, which the history tells. Of the first
    only their places in the order are read; a line is made for what is shown."""
    same = _as_they_were(kind, wanted)
    was: list[Line] = []
    if keys:
        told = known_rows(kind, wanted.known or date.max, personal=personal, keys=keys, **_of_the_day(wanted))
        was = list(_fitting(kind, told, wanted, personal))
    names = facet_columns(kind, personal)
    combos = Counter(tuple(str(line.values.get(name) or "") for name in names) for line in was)
    combos += _combos(same, names) if names else Counter()
    facets, _ = _facets(names, combos.items(), wanted)
    places = places_of_rows(kind, same.filter(_chosen_q(kind, wanted)), wanted.order, personal)
    places += [place_of(kind, one, wanted.order) for one in was if _has_chosen(wanted, one)]
    found = [one.what for one in in_order(places, wanted.order)]

    def part(start: int, stop: int | None) -> list[Line]:
        asked = found[start:stop]
        rows = kind.model._default_manager.in_bulk([one for one in asked if isinstance(one, int)])
        shown = (
            line_of_row(kind, rows[one], personal=personal) if isinstance(one, int) else one
            for one in asked
            if not isinstance(one, int) or one in rows
        )
        return worked_out(kind, shown)

    def every() -> Iterator[Line]:
        return (line for start in range(0, len(found), PART) for line in part(start, start + PART))

    return Lines(len(found), facets, part, every, past=bool(keys))


def _of_the_day(wanted: Wanted) -> dict[str, date | None]:
    """What `known_rows` is asked about the day."""
    return {
        "effective": wanted.day if wanted.which == TRUE else None,
        "said_on": wanted.day if wanted.told_of_the_day else None,
    }


def _fits(
    kind: RegisterKind, wanted: Wanted, line: Line, hidden: Container[str], places: Mapping[str, str]
) -> bool:
    """What `_base` asks of the table, asked of a row of the past."""
    done = is_done(kind, line.values, wanted.day)
    if wanted.which == ENDED and not done and not (line.effective_to and line.effective_to <= wanted.day):
        return False
    if wanted.which == TRUE and done:
        return False
    if wanted.which == WITHDRAWN:
        return False
    begun = line.effective_from
    if wanted.begins_from and not (begun and begun >= wanted.begins_from):
        return False
    if wanted.begins_to and not (begun and begun <= wanted.begins_to):
        return False
    if wanted.keys is not None and line.key not in wanted.keys:
        return False
    if wanted.within is not None and not any(
        line.values.get(name) in wanted.within for name in kind.places()
    ):
        return False
    words = fold(wanted.text).split()
    text = folded(kind, line.key, line.values, hidden, places) if words else ""
    return all(word in text for word in words)


def _has_chosen(wanted: Wanted, line: Line) -> bool:
    return all((str(line.values.get(name) or "") or EMPTY) in words for name, words in wanted.chosen.items())
