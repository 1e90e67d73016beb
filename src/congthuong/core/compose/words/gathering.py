"""Words for groups of indicators and rows of registers: keep, sort, gather."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from congthuong.core.compose.alphabet import alphabetical
from congthuong.core.compose.figures import printed_text
from congthuong.core.compose.handles import (
    DocumentHandle,
    Documents,
    Group,
    RowHandle,
    Rows,
    Value,
    WrongUse,
    row_parts,
)
from congthuong.core.compose.words.comparing import same_period_change
from congthuong.core.compose.words.vocabulary import needs_text, word
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


@word
def chua_so_sanh(group: Group) -> Group:
    """Members of which nobody can say whether they rose or fell: they, or their base, are not there yet."""
    whole = _group(group, "chua_so_sanh")
    members = tuple(one for one in whole.members if same_period_change(one).value is None)
    return replace(whole, members=members, tags=(*whole.tags, "chua-so-sanh"))


def _group(group: Group, name: str) -> Group:
    if not isinstance(group, Group):
        raise WrongUse(what=f"Từ «{name}» dùng sau một nhóm chỉ tiêu (ví dụ: san_pham | {name}).")
    return group


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
    ranked = sorted(_group(group, "theo_thay_doi").members, key=lambda one: _rank(same_period_change(one)))
    return replace(group, members=tuple(ranked))


def _rank(change: Known) -> tuple[int, Decimal]:
    if change.value is None:
        return 3, Decimal(0)
    printed = round_half_up(change.value, change.decimals)
    return (0 if printed > 0 else 1 if printed == 0 else 2), -abs(change.value)


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
    whole = require_rows(subject, "loc")
    for name in wanted:
        require_field(whole.register, name)
    rows = _asked(whole, wanted)
    for name, value in wanted.items():
        texts = zip(rows, _texts(whole.register, rows, name), strict=True)
        rows = [one for one, text in texts if text == value]
    return subject.kept(list(rows), *(_said(whole, name, value) for name, value in wanted.items()))


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


def require_field(register: Register, name: str) -> None:
    if register.field(name) is None:
        guess = nearest(name, [one.code for one in register.fields])
        hint = f" Có phải «{guess}»?" if guess else ""
        raise WrongUse(what=f"Sổ «{register.code}» không có trường «{name}».{hint}")


def _said(subject: Rows, name: str, value: str) -> tuple[str, str]:
    """A condition as a count's id has it and as a reader is told it: a value that could stand in several columns, or
    that is no word, with its column's name."""
    tag = _tag(subject, name, value)
    column = subject.register.field(name)
    alone = value[:1].isalpha() and "=" not in tag
    return tag, value if alone else f"{column.name if column else name}: {value or 'chưa ghi'}"


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
    """Only the rows that began in the report's period and were still true on the last day told of."""
    whole = require_rows(subject, "moi_trong_ky")
    first, last = subject.desk.period.first, subject.desk.last
    starts = [(row_parts(one)[2].effective_from, one) for one in whole.rows]
    kept = [one for day, one in starts if day is not None and first <= day <= last]
    return subject.kept(kept, ("moi-trong-ky", f"bắt đầu trong {subject.desk.period.name}"))


@word
def co_ghi(subject: Rows, name: str) -> Rows:
    """Only the rows whose field says something."""
    whole = require_rows(subject, "co_ghi")
    require_field(whole.register, name)
    kept = [one for one in whole.rows if row_parts(one)[2].values.get(name) not in (None, "")]
    column = whole.register.field(name)
    return subject.kept(kept, (f"co-{name}", f"có ghi «{column.name if column else name}»"))


@word
def sap_xep(subject: Rows, name: str, giam_dan: bool = False) -> Rows:
    whole = require_rows(subject, "sap_xep")
    require_field(whole.register, name)
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
    whole = require_rows(subject, "nhom")
    require_field(whole.register, name)
    gathered: dict[str, list[RowHandle]] = {}
    for one in whole.rows:
        gathered.setdefault(_text(one[name]), []).append(one)
    return [subject.kept(rows, _said(whole, name, value), ten=value) for value, rows in gathered.items()]


@word
def noi(subject: Rows, name: str, dau: str = ", ") -> str:
    whole = require_rows(subject, "noi")
    require_field(whole.register, name)
    return dau.join(_text(one[name]) for one in whole.rows)


def require_rows(subject: object, name: str) -> Rows:
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
