"""What the book knows -> a figure on the page, with its origin."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

from congthuong.core.compose.handles import row_label
from congthuong.core.document.model import Figure, Origin, OriginKind
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.known import Known
from congthuong.core.ledger.measures import last_told
from congthuong.core.ledger.model import Register
from congthuong.core.quantities import (
    WORDS_BELOW,
    number_to_words,
    round_half_up,
    write_date,
    write_number,
    write_quantity,
)

MISSING_TEXT = "[chưa có số liệu]"


def figure_of(
    book: Book,
    known: Known,
    *,
    with_unit: bool = True,
    shown_in: str = "",
    text: str = "",
    in_column: bool = False,
) -> Figure:
    """The figure that prints this value. `shown_in` marks the id of a value said in another unit."""
    figure_id = known.ref + (f"@{shown_in.replace(' ', '-')}" if shown_in else "")
    printed = (
        MISSING_TEXT
        if known.value is None
        else text or printed_text(known, with_unit=with_unit, in_column=in_column)
    )
    return Figure(figure_id, printed, known.value, known.unit.symbol, origin_of(book, known))


STATED = ("observation", "row")


def printed_text(known: Known, *, with_unit: bool = True, in_column: bool = False) -> str:
    """Official wording of a value (docs/decisions/0024): small counts get a leading zero; zeros at the end of the
    decimals are kept in a column, where numbers line up, and dropped in a sentence."""
    if known.value is None:
        return MISSING_TEXT
    decimals = known.shown_decimals
    pad = decimals == 0 and (known.unit.is_count or not known.unit.symbol)
    drops = not in_column and _has_idle_zeros(known, known.value)
    if with_unit:
        text = write_quantity(known.value, known.unit, decimals, pad=pad, strip_zeros=drops)
    else:
        text = write_number(known.value, decimals, pad=pad, strip_zeros=drops)
    return f"{known.qualifier} {text}" if known.qualifier else text


def _has_idle_zeros(known: Known, value: Decimal) -> bool:
    """Zeros that say nothing: all of what was worked out; of what was stated ("0,80%") only ",00"."""
    implied = known.observation is not None and known.observation.status == "implied"
    as_written = known.how in STATED and not implied  # somebody meant these decimals
    return not as_written or round_half_up(value, known.shown_decimals) == round_half_up(value, 0)


def words_of(known: Known) -> str:
    """A count in words; what is no whole number that has words stays in figures."""
    if known.value is None or known.value % 1 or not 0 <= known.value < WORDS_BELOW:
        return printed_text(known, with_unit=False)
    return number_to_words(int(known.value))


def origin_of(book: Book, known: Known) -> Origin:
    """Told once for each value of a book: a value printed twice, or an input of two others, has one origin."""
    key = ("origin", id(known))
    if key not in book.kept:
        book.kept[key] = (known, _told(book, known))  # the value is kept too, so that its id stays its own
    origin: Origin = book.kept[key][1]
    return origin


def forget_origins(book: Book) -> None:
    """Ends what `origin_of` remembers: a book that is composed again and again would gather every comparison made."""
    for key in [key for key in book.kept if key[0] == "origin"]:
        del book.kept[key]


def _told(book: Book, known: Known) -> Origin:
    stated = known.observation
    register = book.registers.get(known.register)
    return Origin(
        kind=_kind(known),
        name=known.name,
        indicator=known.indicator,
        place=known.place,
        place_name=book.place_name(known.place, known.period.last if known.period else None)
        if known.place
        else "",
        period=known.period.code if known.period else "",
        period_name=known.period.full_name if known.period else "",
        basis=known.basis,
        items="; ".join(f"{codelist}={item}" for codelist, item in known.items),
        item_names="; ".join(_item_named(book, codelist, item) for codelist, item in known.items),
        formula=known.formula,
        inputs=tuple(figure_of(book, one.stated_as or one) for one in known.inputs),
        rows=known.rows if register is None else _labels(book, register, known.rows),
        steps=known.steps or _why_missing(book, known),
        source=known.source,
        vintage=stated.vintage if stated else "",
        status=stated.status if stated else "",
        counted_to=_counted_to(book, known),
        recorded_on=write_date(stated.recorded_on) if stated else "",
        recorded_by=stated.recorded_by if stated else "",
        low=known.low,
        high=known.high,
        register=known.register,
        register_name=register.name if register else "",
        counted=known.counted if register else None,
        row_keys=known.rows if register else (),
        opens=known.opens,
    )


def _counted_to(book: Book, known: Known) -> str:
    """Rows are counted as far as the report's day knows them; what is worked out has the days of its inputs."""
    if known.observation is not None:
        day = known.observation.counts_to
    else:
        day = last_told(known.period, book.as_of) if known.register and known.period else None
    return write_date(day) if day else ""


def _item_named(book: Book, codelist: str, item: str) -> str:
    listed = book.codelists.get(codelist)
    return f"{listed.name if listed else codelist}: {book.item_name(codelist, item)}"


def _why_missing(book: Book, known: Known) -> tuple[str, ...]:
    """A figure that a register does not tell because nobody has written a row into it."""
    what = book.indicators.get(known.indicator)
    if known.value is not None or what is None or what.rows is None:
        return ()
    register = book.registers.get(what.rows.register)
    if register is not None and (register.large or book.rows(register.code)):
        return ()  # a large register's rows are not at hand
    name = register.name if register else what.rows.register
    return (f"{nothing_kept(name, book.as_of)} (nếu thật sự không có thì ghi hẳn số 0 vào số liệu)",)


def nothing_kept(register: str, as_of: date) -> str:
    return f"sổ «{register}» chưa có dòng nào đến ngày {write_date(as_of)}"


def _labels(book: Book, register: Register, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The rows that a measure counted by their names; by their keys where the rows are not at hand. Rows without a name
    of their own, or with one name, are told apart by their places."""
    kept = ("labels", register.code)
    if kept not in book.kept:
        rows = book.rows(register.code)
        names = {row.key: row_label(register, row) for row in rows}
        many = Counter(names.values())
        for row in rows:
            own = names[row.key]
            place = next((str(code) for one in register.place_columns if (code := row.values.get(one))), "")
            if place and own == row.key:
                names[row.key] = book.place_name(place)
            elif place and many[own] > 1:
                names[row.key] = f"{own}, {book.place_name(place)}"
        book.kept[kept] = names
    labels: dict[str, str] = book.kept[kept]
    return tuple(labels.get(key, key) for key in keys)


def _kind(known: Known) -> OriginKind:
    """A sum over periods, places or items is a formula to a reader."""
    match known.how:
        case "observation" | "comparison" | "count" | "sum" | "row" | "missing" as kind:
            return kind
        case _:
            return "formula"
