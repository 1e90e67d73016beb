"""Words that count rows, indicators and documents and add rows up, with exactly what was counted."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from congthuong.core.compose.figures import nothing_kept, words_of
from congthuong.core.compose.handles import (
    Desk,
    Documents,
    Group,
    Rows,
    Value,
    WrongUse,
    cited,
    display_unit,
    row_parts,
)
from congthuong.core.compose.words.comparing import same_period_change
from congthuong.core.compose.words.gathering import require_field, require_rows
from congthuong.core.compose.words.vocabulary import figure, word
from congthuong.core.document.model import Figure
from congthuong.core.ledger.known import Known
from congthuong.core.ledger.measures import composed_address


@word
def dem(subject: Group | Rows | Documents) -> Value:
    """How many there are, with the rows that were counted."""
    match subject:
        case Group():
            return _count_of_group(subject)
        case Rows():
            ref = ".".join(["dem", subject.register.code, *subject.tags])
            unit = subject.register.unit.symbol
            number = _count(subject.desk, ref, f"Số dòng của {subject.name}", _keys(subject), unit)
            counted = replace(number, known=_of_rows(subject, number.known))
            kept = counted.known.rows or subject.desk.book.rows(subject.register.code)
            return counted if kept else _not_kept(subject, counted)
        case Documents():
            labels = tuple(cited(one) for one in subject)
            ref = ".".join(["dem", "van_ban", *subject.tags])
            return _count(subject.desk, ref, "Số văn bản", labels, "văn bản")
        case _:
            raise WrongUse(what="Từ «dem» dùng sau một nhóm, một sổ hoặc van_ban.")


def _keys(rows: Rows) -> tuple[str, ...]:
    return tuple(row_parts(one)[2].key for one in rows.rows)


def _of_rows(rows: Rows, known: Known) -> Known:
    """What was counted or added up, with the page that lists exactly these rows."""
    desk, register = rows.desk, rows.register.code
    address = composed_address(register, desk.report, known.ref, desk.book.as_of) if desk.report else ""
    return replace(known, register=register, counted=len(known.rows), opens=address)


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
    whole = require_rows(subject, "tong")
    require_field(whole.register, name)
    column = subject.register.field(name)
    values = [part for part in (one[name] for one in whole.rows) if isinstance(part, Value)]
    if column is None or column.type != "number":
        raise WrongUse(what=f"Trường «{name}» của sổ «{subject.register.code}» không phải là số.")
    known = tuple(part.known for part in values)
    numbers = [one.value for one in known if one.value is not None]
    total = Known(
        ref=".".join(["tong", subject.register.code, name, *subject.tags]),
        name=f"{column.name}, tổng của {whole.name}",
        value=sum(numbers, Decimal(0)) if known and len(numbers) == len(known) else None,
        unit=column.unit or display_unit(""),
        decimals=column.decimals,
        how="sum",
        place=subject.desk.place,
        period=subject.desk.period,
        formula="cộng các dòng",
        inputs=known,
        rows=_keys(whole),
        steps=(" + ".join(one.operand() for one in known),),
    )
    return Value(subject.desk, _of_rows(whole, total), tuple(column.display.items()))
