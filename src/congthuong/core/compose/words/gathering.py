"""Words for groups of indicators and rows of registers: keep, sort, gather, count, add up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from congthuong.core.compose.figures import printed_text, words_of
from congthuong.core.compose.handles import (
    Desk,
    DocumentHandle,
    Documents,
    Group,
    RowHandle,
    Rows,
    Value,
    WrongUse,
    cited,
    display_unit,
    row_label,
    row_parts,
)
from congthuong.core.compose.words.comparing import same_period_change
from congthuong.core.compose.words.vocabulary import figure, word
from congthuong.core.document.model import Figure
from congthuong.core.ledger.book import Known


@word
def tang(group: Group) -> Group:
    return _by_change(group, lambda change: change > 0, "tang")


@word
def giam(group: Group) -> Group:
    return _by_change(group, lambda change: change < 0, "giam")


@word
def khong_doi(group: Group) -> Group:
    return _by_change(group, lambda change: change == 0, "khong-doi")


def _by_change(group: Group, keep: Callable[[Decimal], bool], tag: str) -> Group:
    """Members whose change against the same period is of one sign, the largest change first."""
    if not isinstance(group, Group):
        raise WrongUse(what="Từ tang, giam, khong_doi dùng sau một nhóm chỉ tiêu (ví dụ: san_pham | tang).")
    changes = [(one, same_period_change(one).value) for one in group.members]
    kept = [(one, value) for one, value in changes if value is not None and keep(value)]
    kept.sort(key=lambda pair: -abs(pair[1]))
    members = tuple(one for one, _ in kept)
    return replace(group, members=members, tags=(*group.tags, tag), chosen_from=group.members)


@word
def dem(subject: Group | Rows | Documents) -> Value:
    """How many there are, with the rows that were counted."""
    match subject:
        case Group():
            return _count_of_group(subject)
        case Rows():
            labels = tuple(row_label(subject.register, row_parts(one)[2]) for one in subject.rows)
            ref = ".".join(["dem", subject.register.code, *subject.tags])
            unit = subject.register.unit.symbol
            return _count(subject.desk, ref, f"Số dòng của sổ «{subject.register.name}»", labels, unit)
        case Documents():
            labels = tuple(cited(one) for one in subject)
            ref = ".".join(["dem", "van_ban", *subject.tags])
            return _count(subject.desk, ref, "Số văn bản", labels, "văn bản")
        case _:
            raise WrongUse(what="Từ «dem» dùng sau một nhóm, một sổ hoặc van_ban.")


def _count_of_group(group: Group) -> Value:
    period = group.members[0].period if group.members else group.desk.period
    ref = ".".join(["dem", group.code, period.code, *group.tags])
    labels = tuple(one.indicator.name for one in group.members)
    inputs = tuple(same_period_change(one) for one in group.chosen_from)
    return _count(group.desk, ref, f"Số chỉ tiêu trong nhóm «{group.code}»", labels, "", inputs)


def _count(
    desk: Desk, ref: str, name: str, labels: tuple[str, ...], unit: str, inputs: tuple[Known, ...] = ()
) -> Value:
    known = Known(
        ref=ref,
        name=name,
        value=Decimal(len(labels)),
        unit=display_unit(unit),
        decimals=0,
        how="count",
        place=desk.place,
        period=desk.period,
        formula="đếm các dòng",
        inputs=inputs,
        rows=labels,
        steps=(f"đếm được {len(labels)}",),
    )
    return Value(desk, known)


@word
def dem_chu(subject: Group | Rows | Documents) -> Figure:
    counted = dem(subject)
    return figure(counted, text=words_of(counted.known))


@word
def tong(subject: Rows, name: str) -> Value:
    """Sum of a number field over the rows; missing as soon as one row misses it."""
    parts = [one[name] for one in _rows(subject, "tong").rows]
    values = [part for part in parts if isinstance(part, Value)]
    column = subject.register.field(name)
    if len(values) < len(parts) or column is None:
        raise WrongUse(what=f"Trường «{name}» của sổ «{subject.register.code}» không phải là số.")
    known = tuple(part.known for part in values)
    numbers = [one.value for one in known if one.value is not None]
    total = Known(
        ref=".".join(["tong", subject.register.code, name, *subject.tags]),
        name=f"{column.name}, tổng của sổ «{subject.register.name}»",
        value=sum(numbers, Decimal(0)) if known and len(numbers) == len(known) else None,
        unit=column.unit or display_unit(""),
        decimals=column.decimals,
        how="sum",
        place=subject.desk.place,
        period=subject.desk.period,
        formula="cộng các dòng",
        inputs=known,
        rows=tuple(one.rows[0] for one in known),
        steps=(" + ".join(one.printed() for one in known),),
    )
    return Value(subject.desk, total, tuple(column.display.items()))


@word
def loc(subject: Rows | Documents, **wanted: str) -> Rows | Documents:
    """Only the rows whose fields have these values; documents by topic (`chu_de`)."""
    if isinstance(subject, Documents):
        topic = wanted.get("chu_de", wanted.get("topic", ""))
        kept = tuple(one for one in subject.members if topic in one.document.topics)
        return replace(subject, members=kept, tags=(*subject.tags, topic))
    rows = [
        one
        for one in _rows(subject, "loc").rows
        if all(_text(one[name]) == value for name, value in wanted.items())
    ]
    return subject.kept(rows, *(value.replace(" ", "-") for value in wanted.values()))


@word
def sap_xep(subject: Rows, name: str, giam_dan: bool = False) -> Rows:
    rows = sorted(_rows(subject, "sap_xep").rows, key=lambda one: _sort_key(one[name]), reverse=giam_dan)
    return replace(subject, rows=tuple(rows))


@word
def nhom(subject: Rows, name: str) -> list[Rows]:
    """The rows gathered by a field's value, in the order in which the values come."""
    gathered: dict[str, list[RowHandle]] = {}
    for one in _rows(subject, "nhom").rows:
        gathered.setdefault(_text(one[name]), []).append(one)
    return [subject.kept(rows, value.replace(" ", "-"), ten=value) for value, rows in gathered.items()]


@word
def noi(subject: Rows, name: str, dau: str = ", ") -> str:
    return dau.join(_text(one[name]) for one in _rows(subject, "noi").rows)


def _rows(subject: object, name: str) -> Rows:
    if not isinstance(subject, Rows):
        raise WrongUse(what=f"Từ «{name}» dùng sau một sổ.")
    return subject


def _text(value: object) -> str:
    match value:
        case DocumentHandle():
            return value.document.number
        case Value():
            return printed_text(value.known, with_unit=False)
        case _:
            return str(value)


def _sort_key(value: object) -> tuple[int, Decimal, str]:
    if isinstance(value, Value):
        number = value.known.value
        return (0, number, "") if number is not None else (1, Decimal(0), "")
    return (0, Decimal(0), _text(value))
