"""Words for groups of indicators and rows of registers: keep, sort, gather, count, add up."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from congthuong.core.compose.alphabet import alphabetical
from congthuong.core.compose.figures import nothing_kept, printed_text, words_of
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
from congthuong.core.compose.words.vocabulary import figure, needs_text, word
from congthuong.core.document.model import Figure
from congthuong.core.ledger.known import Known
from congthuong.core.ledger.model import Register
from congthuong.core.problems import nearest
from congthuong.core.quantities import round_half_up


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
    """Members whose change against the same period is of one sign as it prints, the largest change first."""
    if not isinstance(group, Group):
        raise WrongUse(what="Từ tang, giam, khong_doi dùng sau một nhóm chỉ tiêu (ví dụ: san_pham | tang).")
    changes = [(one, same_period_change(one)) for one in group.members]
    kept = [
        (one, change.value)
        for one, change in changes
        if change.value is not None and keep(round_half_up(change.value, change.decimals))
    ]
    kept.sort(key=lambda pair: -abs(pair[1]))
    members = tuple(one for one, _ in kept)
    return replace(group, members=members, tags=(*group.tags, tag), chosen_from=group.members)


@word
def theo_thay_doi(group: Group) -> Group:
    """The whole group in the order of the prose: what rose, what stayed, what fell, each the largest change first."""
    if not isinstance(group, Group):
        raise WrongUse(
            what="Từ «theo_thay_doi» dùng sau một nhóm chỉ tiêu (ví dụ: san_pham | theo_thay_doi)."
        )
    ranked = sorted(group.members, key=lambda one: _rank(same_period_change(one)))
    return replace(group, members=tuple(ranked))


def _rank(change: Known) -> tuple[int, Decimal]:
    if change.value is None:
        return 3, Decimal(0)
    printed = round_half_up(change.value, change.decimals)
    return (0 if printed > 0 else 1 if printed == 0 else 2), -abs(change.value)


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
            counted = _count(subject.desk, ref, f"Số dòng của sổ «{subject.register.name}»", labels, unit)
            return (
                counted
                if labels or subject.desk.book.rows(subject.register.code)
                else _not_kept(subject, counted)
            )
        case Documents():
            labels = tuple(cited(one) for one in subject)
            ref = ".".join(["dem", "van_ban", *subject.tags])
            return _count(subject.desk, ref, "Số văn bản", labels, "văn bản")
        case _:
            raise WrongUse(what="Từ «dem» dùng sau một nhóm, một sổ hoặc van_ban.")


def _not_kept(rows: Rows, counted: Value) -> Value:
    """Of a register without a single row nothing is known: that is not zero (`core.ledger.measures`)."""
    told = nothing_kept(rows.register.name, rows.desk.book.as_of)
    return replace(counted, known=replace(counted.known, value=None, steps=(told,)))


def _count_of_group(group: Group) -> Value:
    period = group.members[0].period if group.members else group.desk.period
    ref = ".".join(["dem", group.code, period.code, *group.tags])
    labels = tuple(one.indicator.name for one in group.members)
    inputs = tuple(same_period_change(one) for one in group.chosen_from)
    counted = _count(group.desk, ref, f"Số chỉ tiêu trong nhóm «{group.code}»", labels, "", inputs)
    unknown = [one.name for one in inputs if one.value is None]
    if not unknown:
        return counted
    # Who cannot say whether one of them rose cannot say how many rose.
    steps = (f"chưa đếm được: chưa có số liệu so sánh của {', '.join(unknown)}",)
    return replace(counted, known=replace(counted.known, value=None, steps=steps))


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
    whole = _rows(subject, "tong")
    _must_have(whole.register, name)
    column = subject.register.field(name)
    values = [part for part in (one[name] for one in whole.rows) if isinstance(part, Value)]
    if column is None or column.type != "number":
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
        steps=(" + ".join(one.operand() for one in known),),
    )
    return Value(subject.desk, total, tuple(column.display.items()))


@word
def loc(subject: Rows | Documents, **wanted: str) -> Rows | Documents:
    """Only the rows whose fields have these values; documents by topic (`chu_de`)."""
    for value in wanted.values():
        needs_text(value, "loc")
    if isinstance(subject, Documents):
        topic = wanted.get("chu_de") or wanted.get("topic") or ""
        if not topic or len(wanted) != 1:
            raise WrongUse(what='Văn bản lọc theo chủ đề: van_ban | loc(chu_de="…").')
        kept = tuple(one for one in subject.members if topic in one.document.topics)
        return replace(subject, members=kept, tags=(*subject.tags, topic))
    whole = _rows(subject, "loc")
    for name in wanted:
        _must_have(whole.register, name)
    rows = _asked(whole, wanted)
    for name, value in wanted.items():
        texts = zip(rows, _texts(whole.register, rows, name), strict=True)
        rows = [one for one, text in texts if text == value]
    return subject.kept(list(rows), *(_tag(whole, name, value) for name, value in wanted.items()))


def _asked(whole: Rows, columns: Container[str]) -> Sequence[RowHandle]:
    """The rows to choose from: who asks for a state by name may ask for one that else counts nowhere."""
    by_state = any(column in columns for column, _ in whole.register.counted)
    return whole.every if by_state and whole.every else whole.rows


def _texts(register: Register, rows: Iterable[RowHandle], name: str) -> list[str]:
    """What a field says in each of the rows. Most fields are plain words, and hundreds of rows are asked."""
    column = register.field(name)
    if column is not None and column.type == "text":
        return [str(row_parts(one)[2].values.get(name) or "") for one in rows]
    return [_text(one[name]) for one in rows]


def _must_have(register: Register, name: str) -> None:
    if register.field(name) is None:
        guess = nearest(name, [one.code for one in register.fields])
        hint = f" Có phải «{guess}»?" if guess else ""
        raise WrongUse(what=f"Sổ «{register.code}» không có trường «{name}».{hint}")


def _tag(subject: Rows, name: str, value: str) -> str:
    """What a count's id says of a filter: the value, and the field too when another field may hold it.

    Looked up in the whole register, not in the rows left, so that one filter has one tag.
    """
    slug = _slug(value)
    told = _values_by_slug(subject)
    own = told[name].get(slug, set())
    if own - {value}:
        slug = value
    shared = any(slug in values for field, values in told.items() if field != name)
    return f"{name}={slug}" if shared or not value else slug


def _values_by_slug(subject: Rows) -> dict[str, dict[str, set[str]]]:
    """Field -> slug -> the values that give it, over every row of the register; worked out once for a book."""
    book, register = subject.desk.book, subject.register
    key = ("slugs", register.code)
    if key not in book.kept:
        rows = [RowHandle(subject.desk, register, row) for row in book.rows(register.code)]
        told: dict[str, dict[str, set[str]]] = {one.code: {} for one in register.fields}
        for field, values in told.items():
            for text in set(_texts(register, rows, field)):
                values.setdefault(_slug(text), set()).add(text)
        book.kept[key] = told
    answer: dict[str, dict[str, set[str]]] = book.kept[key]
    return answer


def _slug(value: str) -> str:
    return value.replace(" ", "-")


@word
def moi_trong_ky(subject: Rows) -> Rows:
    """Only the rows that began in the report's period and were still true on its last day."""
    whole = _rows(subject, "moi_trong_ky")
    period = subject.desk.period
    starts = [(row_parts(one)[2].effective_from, one) for one in whole.rows]
    kept = [one for day, one in starts if day is not None and period.first <= day <= period.last]
    return subject.kept(kept, "moi-trong-ky")


@word
def co_ghi(subject: Rows, name: str) -> Rows:
    """Only the rows whose field says something."""
    whole = _rows(subject, "co_ghi")
    _must_have(whole.register, name)
    kept = [one for one in whole.rows if row_parts(one)[2].values.get(name) not in (None, "")]
    return subject.kept(kept, f"co-{name}")


@word
def sap_xep(subject: Rows, name: str, giam_dan: bool = False) -> Rows:
    whole = _rows(subject, "sap_xep")
    _must_have(whole.register, name)
    keyed = [(_sort_key(one, name), one) for one in whole.rows]
    # What is missing comes last whichever way the rest is sorted.
    known = sorted((pair for pair in keyed if not pair[0][0]), key=lambda pair: pair[0], reverse=giam_dan)
    missing = [one for key, one in keyed if key[0]]
    return replace(subject, rows=(*(one for _, one in known), *missing))


@word
def co_dong(subject: Rows | Group | Documents) -> bool:
    """Whether there is anything to count or to list."""
    if not isinstance(subject, Rows | Group | Documents):
        raise WrongUse(what="Từ «co_dong» dùng sau một sổ, một nhóm hoặc van_ban.")
    return len(subject) > 0


@word
def nhom(subject: Rows, name: str) -> list[Rows]:
    """The rows gathered by a field's value, in the order in which the values come."""
    whole = _rows(subject, "nhom")
    _must_have(whole.register, name)
    gathered: dict[str, list[RowHandle]] = {}
    for one in whole.rows:
        gathered.setdefault(_text(one[name]), []).append(one)
    return [subject.kept(rows, _tag(whole, name, value), ten=value) for value, rows in gathered.items()]


@word
def noi(subject: Rows, name: str, dau: str = ", ") -> str:
    whole = _rows(subject, "noi")
    _must_have(whole.register, name)
    return dau.join(_text(one[name]) for one in whole.rows)


def _rows(subject: object, name: str) -> Rows:
    if not isinstance(subject, Rows):
        raise WrongUse(what=f"Từ «{name}» dùng sau một sổ.")
    return subject


def _text(value: object) -> str:
    match value:
        case DocumentHandle():
            return value.document.number
        case Value():
            return (
                ""
                if value.known.value is None
                else printed_text(value.known, with_unit=False, in_column=True)
            )
        case _:
            return str(value)


def _sort_key(handle: RowHandle, name: str) -> tuple[int, Decimal, tuple[int, ...]]:
    """Numbers and days by size, text in the order of the Vietnamese alphabet; what is missing comes last."""
    value, raw = handle[name], row_parts(handle)[2].values.get(name)
    if isinstance(value, Value):
        number = value.known.value
        return (0, number, ()) if number is not None else (1, Decimal(0), ())
    if isinstance(raw, date):
        return (0, Decimal(raw.toordinal()), ())
    text = _text(value)
    return (0 if text else 1, Decimal(0), alphabetical(text))
