"""The rows of a typed register as a list asks for them: found, filtered, sorted; today's from their table, with real
columns and indexes, those of the past from the history.

What is true on a day the present table answers as long as no row was otherwise on that day; rows that changed later are
read from the history and take their places among the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, OrderBy, Q, QuerySet, Value, When

from congthuong.apps.registers.columns import Day, Number
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.apps.registers.lines import Line, line_of_record, line_of_row
from congthuong.apps.registers.models import Entry
from congthuong.apps.registers.queries.history import changed_after, known_rows
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.values import MASK, folded
from congthuong.web.folding import fold

TRUE, ENDED, WITHDRAWN, ALL = "dung", "het", "bo", "tat-ca"
WHICH = (TRUE, ENDED, WITHDRAWN, ALL)
EMPTY = "-"
"""A filter for rows that have nothing in the column."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is to show. `chosen`: column -> the words or codes of which a row must have one; `within`: codes of
    places of which one must stand in the row; `which`: true on the `day`, ended by it, withdrawn, or all; `keys`: only
    these rows (a figure's), by what they said on the `day`."""

    day: date
    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    within: frozenset[str] | None = None
    begins_from: date | None = None
    begins_to: date | None = None
    known: date | None = None
    which: str = TRUE
    keys: frozenset[str] | None = None
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
    later = Entry.objects.filter(register_id=kind.code, recorded_on__gt=wanted.known or wanted.day)
    if wanted.known is not None and later.exists():
        return _past(kind, wanted, personal)
    changed = _changed_later(kind, wanted)
    if changed:
        return _mixed(kind, wanted, changed, personal)
    return _present(kind, wanted, personal)


def _changed_later(kind: RegisterKind, wanted: Wanted) -> list[str]:
    """Rows whose present state began after the day: what they said then may fit what they say now does not."""
    if not wanted.told_of_the_day or not changed_after(kind, wanted.day).exists():
        return []
    rows = _base(kind, replace(wanted, text="", within=None))
    return list(rows.filter(state_from__gt=wanted.day).order_by().values_list("key", flat=True))


def _present(kind: RegisterKind, wanted: Wanted, personal: bool) -> Lines:
    base = _base(kind, wanted)
    names = facet_columns(kind, personal)
    if names:
        combos = [
            (tuple(str(one or "") for one in found), number)
            for *found, number in base.order_by().values_list(*names).annotate(Count("pk"))
        ]
        facets, count = _facets(names, combos, wanted)
    else:
        facets, count = {}, base.count()
    rows = base.filter(_chosen_q(kind, wanted)).order_by(*_ordering(kind, wanted.order))

    def part(start: int, stop: int | None) -> list[Line]:
        return [line_of_row(kind, row, personal=personal) for row in rows[start:stop]]

    def every() -> Iterator[Line]:
        return (line_of_row(kind, row, personal=personal) for row in rows.iterator(chunk_size=2000))

    return Lines(count, facets, part, every)


def _base(kind: RegisterKind, wanted: Wanted) -> QuerySet[RegisterRow]:
    rows: QuerySet[RegisterRow] = kind.model._default_manager.all()
    day = wanted.day
    match wanted.which:
        case "dung":
            begun = Q(effective_from__isnull=True) | Q(effective_from__lte=day)
            rows = rows.filter(begun, Q(effective_to__isnull=True) | Q(effective_to__gt=day), withdrawn=False)
        case "het":
            rows = rows.filter(withdrawn=False, effective_to__lte=day)
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
    if wanted.within is not None:
        inside = Q()
        for name in kind.places():
            inside |= Q(**{f"{name}__in": wanted.within})
        rows = rows.filter(inside)
    return rows


def _chosen_q(kind: RegisterKind, wanted: Wanted) -> Q:
    told = Q()
    for name, words in wanted.chosen.items():
        if isinstance(kind.column(name), Number):
            years = [Decimal(one) for one in words if one.isascii() and one.isdigit()]
            told &= Q(**{f"{name}__in": years}) | (
                Q(**{f"{name}__isnull": True}) if EMPTY in words else Q(pk__in=[])
            )
        else:
            told &= Q(**{f"{name}__in": ["" if one == EMPTY else one for one in words]})
    return told


def facet_columns(kind: RegisterKind, personal: bool) -> tuple[str, ...]:
    return tuple(name for name in kind.filters if personal or name not in kind.personal)


def _facets(
    names: Sequence[str], combos: Sequence[tuple[tuple[str, ...], int]], wanted: Wanted
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


def _ordering(kind: RegisterKind, order: str) -> list[str | OrderBy]:
    """By a column; rows that have nothing in it stand last either way."""
    name = order.removeprefix("-")
    column = kind.column(name)
    if column is None and name not in ("effective_from", "effective_to", "key"):
        return ["order", "key"]
    falling = order.startswith("-")
    if column is None or isinstance(column, Number | Day):
        by = F(name).desc(nulls_last=True) if falling else F(name).asc(nulls_last=True)
        return [by, "order", "key"]
    last = Case(When(**{name: ""}, then=Value(1)), default=Value(0))
    return [OrderBy(last), f"-{name}" if falling else name, "order", "key"]


def _past(kind: RegisterKind, wanted: Wanted, personal: bool) -> Lines:
    """As known on an earlier day."""
    assert wanted.known is not None
    rows = known_rows(kind, wanted.known, personal=personal, keys=wanted.keys, **_of_the_day(wanted))
    found = [
        line_of_record(kind, row, personal=personal)
        for row in rows
        if _fits(kind, wanted, line_of_record(kind, row, personal=True))
    ]
    return _in_memory(kind, found, wanted, personal)


def _mixed(kind: RegisterKind, wanted: Wanted, changed: Sequence[str], personal: bool) -> Lines:
    """The day's rows: those that are now as they were then, and those that have changed since."""
    same = _base(kind, wanted).exclude(key__in=changed)
    found = [line_of_row(kind, row, personal=personal) for row in same.iterator(chunk_size=2000)]
    before = known_rows(kind, date.max, personal=personal, keys=changed, **_of_the_day(wanted))
    found += [
        line_of_record(kind, row, personal=personal)
        for row in before
        if _fits(kind, wanted, line_of_record(kind, row, personal=True))
    ]
    return _in_memory(kind, found, wanted, personal)


def _of_the_day(wanted: Wanted) -> dict[str, date | None]:
    """What `known_rows` is asked about the day."""
    return {
        "effective": wanted.day if wanted.which == TRUE else None,
        "said_on": wanted.day if wanted.told_of_the_day else None,
    }


def _fits(kind: RegisterKind, wanted: Wanted, line: Line) -> bool:
    """What `_base` asks of the table, asked of a row of the past."""
    if wanted.which == ENDED and not (line.effective_to and line.effective_to <= wanted.day):
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
    text = folded(kind, line.key, line.values) if words else ""
    return all(word in text for word in words)


def _in_memory(kind: RegisterKind, found: list[Line], wanted: Wanted, personal: bool) -> Lines:
    names = facet_columns(kind, personal)
    combos = Counter(tuple(str(line.values.get(name) or "") for name in names) for line in found)
    facets, _ = _facets(names, list(combos.items()), wanted)
    kept = sorted_lines(kind, [one for one in found if _has_chosen(wanted, one)], wanted.order)
    return Lines(len(kept), facets, lambda start, stop: kept[start:stop], lambda: iter(kept), past=True)


def _has_chosen(wanted: Wanted, line: Line) -> bool:
    return all((str(line.values.get(name) or "") or EMPTY) in words for name, words in wanted.chosen.items())


def sorted_lines(kind: RegisterKind, found: list[Line], order: str) -> list[Line]:
    name = order.removeprefix("-")
    falling = order.startswith("-")
    found = sorted(found, key=lambda one: (one.order, one.key))
    if kind.column(name) is None and name not in ("effective_from", "effective_to", "key"):
        return found

    def value(line: Line) -> Any:
        return line.values.get(name) if kind.column(name) else getattr(line, name)

    known = [one for one in found if value(one) not in (None, "", MASK)]
    rest = [one for one in found if value(one) in (None, "", MASK)]

    def place(line: Line) -> tuple[Decimal, str]:
        own = value(line)
        return (own, "") if isinstance(own, Decimal) else (Decimal(0), str(own))

    return sorted(known, key=place, reverse=falling) + rest
