"""The words an officer writes in a template (docs/huong-dan/mau-bao-cao.md), one function a word.

Words before a print change the question (whole year, same period, another unit); words that print give a
`Phrase` with figures. The wording follows the data: a rise is "tăng", a fall "giảm", no change "không đổi",
and what is not known stands as a visible gap. Nothing here rounds: figures are rounded where they print.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from congthuong.core.compose.figures import MISSING_TEXT, figure_of, printed_text, words_of
from congthuong.core.compose.handles import (
    DocumentHandle,
    Group,
    Number,
    PeriodHandle,
    Phrase,
    RowHandle,
    Rows,
    Series,
    Value,
    WrongUse,
    display_unit,
    known_of,
)
from congthuong.core.document.model import Figure, Text
from congthuong.core.ledger import compare
from congthuong.core.ledger.book import Known
from congthuong.core.ledger.model import BASES
from congthuong.core.problems import nearest
from congthuong.core.quantities import write_date

WORDS: dict[str, Callable[..., object]] = {}


def word(function: Callable[..., object]) -> Callable[..., object]:
    """Makes a function a word of the template language under its own name."""
    WORDS[function.__name__.rstrip("_")] = function
    return function


def _figure(number: Number, known: Known | None = None, **options: bool | str) -> Figure:
    known = known or known_of(number)
    return figure_of(number.desk.book, known, shown_in=number.shown_in, **options)  # type: ignore[arg-type]


def _needs_number(number: object, name: str) -> None:
    if not isinstance(number, Series | Value):
        raise WrongUse(what=f"Từ «{name}» dùng sau một chỉ tiêu hoặc một con số của sổ.")


def _needs_series(number: object, name: str) -> None:
    if not isinstance(number, Series):
        raise WrongUse(what=f"Từ «{name}» dùng sau một chỉ tiêu (ví dụ: gtsxcn | {name}).")


# --- words that change the question ---


@word
def nam(subject: Series | Group) -> Series | Group:
    """The whole year of the report's period."""
    if isinstance(subject, Group):
        members = tuple(replace(one, period=one.period.whole_year()) for one in subject.members)
        return replace(subject, members=members)
    _needs_series(subject, "nam")
    return replace(subject, period=subject.period.whole_year())


@word
def cung_ky(subject: Series | PeriodHandle) -> Series | PeriodHandle:
    if isinstance(subject, PeriodHandle):
        return PeriodHandle(subject.period.same_period_last_year())
    _needs_series(subject, "cung_ky")
    return replace(subject, period=subject.period.same_period_last_year())


@word
def ky_truoc(subject: Series) -> Series:
    _needs_series(subject, "ky_truoc")
    return replace(subject, period=subject.period.previous())


@word
def ke_hoach(subject: Series) -> Series:
    _needs_series(subject, "ke_hoach")
    return replace(subject, period=subject.period.whole_year(), basis="plan")


@word
def loai(subject: Series, basis: str) -> Series:
    """A chosen basis: actual, estimate, forecast or plan."""
    _needs_series(subject, "loai")
    if basis not in BASES:
        raise WrongUse(what=f"Không có loại số liệu «{basis}». Viết một trong: {', '.join(BASES)}.")
    return replace(subject, basis=basis)


@word
def theo(number: Number, unit: str) -> Number:
    """Shown in another unit."""
    _needs_number(number, "theo")
    return replace(number, unit=display_unit(unit))


@word
def don_vi_goc(subject: Series) -> Series:
    """Shown in the indicator's own unit, for tables whose column has one unit."""
    _needs_series(subject, "don_vi_goc")
    return replace(subject, unit=subject.indicator.unit)


@word
def muc(subject: Series, item: str) -> Series:
    _needs_series(subject, "muc")
    lists = subject.desk.book.codelists
    for codelist in subject.indicator.breakdowns:
        if item in {code for code, _ in lists[codelist].items}:
            return replace(subject, items=tuple(sorted({**dict(subject.items), codelist: item}.items())))
    known = [code for codelist in subject.indicator.breakdowns for code, _ in lists[codelist].items]
    raise WrongUse(
        what=f"Chỉ tiêu «{subject.indicator.code}» không có mục «{item}». Các mục: {', '.join(known)}."
    )


@word
def cac_muc(subject: Series) -> Group:
    """The items of the first breakdown as a group, to be looped over."""
    _needs_series(subject, "cac_muc")
    if not subject.indicator.breakdowns:
        raise WrongUse(what=f"Chỉ tiêu «{subject.indicator.code}» không có phân tổ.")
    codelist = subject.desk.book.codelists[subject.indicator.breakdowns[0]]
    members = tuple(replace(subject, items=((codelist.code, code),)) for code, _ in codelist.items)
    return Group(subject.desk, subject.indicator.code, members, (codelist.code,))


@word
def tai(subject: Series, place: str) -> Series:
    _needs_series(subject, "tai")
    day = subject.period.last
    for one in subject.desk.book.places:
        if place in (one.name, one.code) and one.valid_on(day):
            return replace(subject, place=one.code)
    guess = nearest(place, [one.name for one in subject.desk.book.places])
    raise WrongUse(what=f"Không có địa bàn «{place}» vào ngày {write_date(day)}. Có phải «{guess}»?")


# --- words that print one number ---


@word
def so(number: Number) -> Figure:
    _needs_number(number, "so")
    return _figure(number)


@word
def gia_tri(number: Number) -> Figure:
    _needs_number(number, "gia_tri")
    return _figure(number, with_unit=False)


@word
def bang_chu(number: Number) -> Figure:
    _needs_number(number, "bang_chu")
    return _figure(number, text=words_of(known_of(number)))


@word
def dat(number: Number) -> Phrase:
    return Phrase.of("đạt ", _figure(number))


@word
def uoc_dat(number: Number, ngan_gon: bool = False) -> Phrase:
    """ "đạt", "ước đạt" or "dự ước đến cuối năm … đạt", as the basis of the value says."""
    _needs_number(number, "uoc_dat")
    known = known_of(number)
    match known.basis:
        case "estimate":
            verb = "ước đạt "
        case "forecast" if known.period is not None and not ngan_gon:
            verb = f"dự ước đến cuối năm {known.period.year} đạt "
        case "forecast":
            verb = "ước đạt "
        case _:
            verb = "đạt "
    return Phrase.of(verb, _figure(number))


# --- words that compare ---


def _same_period_change(subject: Series) -> Known:
    book, known = subject.desk.book, subject.known
    return compare.change(book, known, compare.same_period(book, known), "so-cung-ky")


def _against_last_year(subject: Series, full: bool) -> str:
    base = subject.period.same_period_last_year()
    if base == base.whole_year():
        return f"so với năm {base.year}"
    return f"so với cùng kỳ năm {base.year}" if full else "so với cùng kỳ"


def _change_phrase(subject: Series, change: Known, against: str) -> Phrase:
    """ "tăng 11,77% so với cùng kỳ": the sign is said by the word, the figure prints its size."""
    if change.value is None:
        return Phrase.of(_figure(subject, change, text=""), f" để {against.replace('so với', 'so sánh với')}")
    size = replace(change, value=abs(change.value))
    text = printed_text(size)
    if not any(sign in "123456789" for sign in text):
        return Phrase.of("không đổi ", against)
    verb = "tăng " if change.value > 0 else "giảm "
    figure = figure_of(subject.desk.book, change, text=text)
    return Phrase.of(verb, figure, " ", against)


@word
def so_cung_ky(subject: Series, day_du: bool = False) -> Phrase:
    _needs_series(subject, "so_cung_ky")
    return _change_phrase(subject, _same_period_change(subject), _against_last_year(subject, day_du))


@word
def toc_do(subject: Series) -> Figure:
    """The signed rate of change alone, for tables and charts."""
    _needs_series(subject, "toc_do")
    return figure_of(subject.desk.book, _same_period_change(subject))


@word
def so_ky_truoc(subject: Series) -> Phrase:
    _needs_series(subject, "so_ky_truoc")
    book, known = subject.desk.book, subject.known
    base = compare.previous_period(book, known)
    change = compare.change(book, known, base, "so-ky-truoc")
    return _change_phrase(subject, change, f"so với {subject.period.previous().name}")


@word
def hon_cung_ky(subject: Series) -> Phrase:
    """The absolute difference against the same period: "tăng 22 công tơ so với cùng kỳ"."""
    _needs_series(subject, "hon_cung_ky")
    known = subject.known
    change = compare.difference(known, compare.same_period(subject.desk.book, known))
    return _change_phrase(subject, change, _against_last_year(subject, full=False))


@word
def dat_ke_hoach(subject: Series, ke_ca_so: bool = False) -> Phrase:
    _needs_series(subject, "dat_ke_hoach")
    book, known = subject.desk.book, subject.known
    plan = compare.plan_of_year(book, known)
    attained = figure_of(book, compare.attainment(known, plan))
    phrase = Phrase.of("đạt ", attained, " kế hoạch")
    return Phrase.of(phrase, " (", figure_of(book, plan), ")") if ke_ca_so else phrase


@word
def muc_dat(subject: Series) -> Figure:
    """The attainment alone, for tables and charts."""
    _needs_series(subject, "muc_dat")
    known = subject.known
    return figure_of(
        subject.desk.book, compare.attainment(known, compare.plan_of_year(subject.desk.book, known))
    )


@word
def con_lai(subject: Series) -> Figure:
    _needs_series(subject, "con_lai")
    return figure_of(subject.desk.book, compare.remaining(subject.desk.book, subject.known))


@word
def ty_trong(part: Number, whole: Number | None = None) -> Figure:
    """Share in a whole; of a breakdown item in its total when no whole is named."""
    _needs_number(part, "ty_trong")
    known = known_of(part)
    if whole is None:
        _needs_series(part, "ty_trong")
        assert isinstance(part, Series)
        whole = replace(part, items=())
    return figure_of(part.desk.book, replace(compare.share(known, known_of(whole), "ty-trong")))


@word
def chiem(part: Number, whole: Number | None = None) -> Phrase:
    figure = ty_trong(part, whole)
    assert isinstance(figure, Figure)
    return Phrase.of("chiếm ", figure)


@word
def ty_le(part: Number, whole: Number) -> Figure:
    _needs_number(part, "ty_le")
    return figure_of(part.desk.book, compare.share(known_of(part), known_of(whole), "ty-le"))


@word
def tren(part: Number, whole: Number) -> Phrase:
    """ "83/85 xã"."""
    _needs_number(part, "tren")
    return Phrase.of(_figure(part, with_unit=False), "/", _figure(whole))


@word
def giam_tu(after: Number, before: Number) -> Phrase:
    """ "giảm 05 ngày, tương đương 38,46%": the cut from a number before to one after."""
    _needs_number(after, "giam_tu")
    book = after.desk.book
    cut = compare.difference(known_of(before), known_of(after), "giam")
    rate = compare.share(cut, known_of(before), "ty-le-giam")
    return Phrase.of("giảm ", figure_of(book, cut), ", tương đương ", figure_of(book, rate))


# --- words for groups and rows ---


def _by_change(group: Group, keep: Callable[[Decimal], bool], tag: str, name: str) -> Group:
    if not isinstance(group, Group):
        raise WrongUse(what=f"Từ «{name}» dùng sau một nhóm chỉ tiêu (ví dụ: san_pham | {name}).")
    changes = [(one, _same_period_change(one).value) for one in group.members]
    kept = [(one, value) for one, value in changes if value is not None and keep(value)]
    kept.sort(key=lambda pair: -abs(pair[1]))
    return replace(group, members=tuple(one for one, _ in kept), tags=(*group.tags, tag))


@word
def tang(group: Group) -> Group:
    return _by_change(group, lambda change: change > 0, "tang", "tang")


@word
def giam(group: Group) -> Group:
    return _by_change(group, lambda change: change < 0, "giam", "giam")


@word
def khong_doi(group: Group) -> Group:
    return _by_change(group, lambda change: change == 0, "khong-doi", "khong_doi")


@word
def dem(subject: Group | Rows) -> Value:
    """How many there are, with the rows that were counted."""
    if isinstance(subject, Group):
        return _count_of_group(subject)
    if not isinstance(subject, Rows):
        if hasattr(subject, "members"):
            return _count_of_documents(subject)
        raise WrongUse(what="Từ «dem» dùng sau một nhóm hoặc một sổ.")
    from congthuong.core.compose.handles import row_label, row_parts

    labels = tuple(row_label(subject.register, row_parts(one)[2]) for one in subject.rows)
    ref = ".".join(["dem", subject.register.code, *subject.tags])
    return _count(
        subject, ref, f"Số dòng của sổ {subject.register.name}", labels, subject.register.unit.symbol
    )


@word
def dem_chu(subject: Group | Rows) -> Figure:
    counted = dem(subject)
    assert isinstance(counted, Value)
    return _figure(counted, text=words_of(counted.known))


@word
def tong(subject: Rows, name: str) -> Value:
    """Sum of a number field over the rows; missing as soon as one row misses it."""
    if not isinstance(subject, Rows):
        raise WrongUse(what='Từ «tong» dùng sau một sổ (ví dụ: de_an | tong("tong_kinh_phi")).')
    parts = [one[name] for one in subject.rows]
    values = [part for part in parts if isinstance(part, Value)]
    column = subject.register.field(name)
    if len(values) < len(parts) or column is None:
        raise WrongUse(what=f"Trường «{name}» của sổ «{subject.register.code}» không phải là số.")
    known = [part.known for part in values]
    total = (
        None
        if any(one.value is None for one in known)
        else sum((one.value or Decimal(0) for one in known), Decimal(0))
    )
    result = Known(
        ref=".".join(["tong", subject.register.code, name, *subject.tags]),
        name=f"{column.name} – tổng của {subject.register.name.lower()}",
        value=total if known else None,
        unit=column.unit or display_unit(""),
        decimals=column.decimals,
        how="sum",
        place=subject.desk.place,
        period=subject.desk.period,
        formula="cộng các dòng",
        inputs=tuple(known),
        rows=tuple(one.rows[0] for one in known),
        steps=(" + ".join(one.printed() for one in known),),
    )
    return Value(subject.desk, result, tuple(column.display.items()))


@word
def loc(subject: Rows, **wanted: str) -> Rows:
    """Only the rows whose fields have these values; documents by topic (`chu_de`)."""
    if not isinstance(subject, Rows):
        if hasattr(subject, "members"):
            return _documents_about(subject, **wanted)
        raise WrongUse(what="Từ «loc» dùng sau một sổ.")
    rows = [one for one in subject.rows if all(_text(one[name]) == value for name, value in wanted.items())]
    return subject.kept(rows, *(value.replace(" ", "-") for value in wanted.values()))


@word
def sap_xep(subject: Rows, name: str, giam_dan: bool = False) -> Rows:
    if not isinstance(subject, Rows):
        raise WrongUse(what="Từ «sap_xep» dùng sau một sổ.")
    return replace(
        subject, rows=tuple(sorted(subject.rows, key=lambda one: _sort_key(one[name]), reverse=giam_dan))
    )


@word
def nhom(subject: Rows, name: str) -> list[Rows]:
    """The rows gathered by a field's value, in the order in which the values come."""
    if not isinstance(subject, Rows):
        raise WrongUse(what="Từ «nhom» dùng sau một sổ.")
    gathered: dict[str, list[RowHandle]] = {}
    for one in subject.rows:
        gathered.setdefault(_text(one[name]), []).append(one)
    return [subject.kept(rows, value.replace(" ", "-"), ten=value) for value, rows in gathered.items()]


@word
def noi(subject: Rows, name: str, dau: str = ", ") -> str:
    if not isinstance(subject, Rows):
        raise WrongUse(what="Từ «noi» dùng sau một sổ.")
    return dau.join(_text(one[name]) for one in subject.rows)


# --- words for documents, names and sentences ---


@word
def trich_dan(handle: DocumentHandle) -> str:
    """Kind, number, date and issuer, as Decree 30/2020/NĐ-CP asks of a reference."""
    document = _document(handle, "trich_dan")
    day = f" ngày {write_date(document.date)}" if document.date else ""
    issuer = f" của {document.issuer}" if document.issuer else ""
    return f"{document.kind} số {document.number}{day}{issuer}"


@word
def trich_dan_day_du(handle: DocumentHandle) -> str:
    abstract = _document(handle, "trich_dan_day_du").abstract
    return f"{trich_dan(handle)} {abstract}" if abstract else str(trich_dan(handle))


@word
def so_hieu(handle: DocumentHandle) -> str:
    return f"số {_document(handle, 'so_hieu').number}"


@word
def ngay_ban_hanh(handle: DocumentHandle) -> str:
    day = _document(handle, "ngay_ban_hanh").date
    return f"ngày {write_date(day)}" if day else MISSING_TEXT


@word
def ten(subject: object) -> str:
    match subject:
        case Series():
            return subject.known.name if not subject.items else _item_name(subject)
        case PeriodHandle():
            return subject.period.name
        case _:
            return str(subject)


@word
def don_vi(number: Number) -> str:
    _needs_number(number, "don_vi")
    return known_of(number).unit.symbol


@word
def thuong(subject: object) -> object:
    return _first_letter(subject, str.lower)


@word
def hoa(subject: object) -> object:
    return _first_letter(subject, str.upper)


@word
def thu_tu(loop: object) -> str:
    return str(getattr(loop, "index", ""))


@word
def ngan(loop: object, giua: str = "; ", cuoi: str = "") -> str:
    return cuoi if getattr(loop, "last", False) else giua


@word
def co_so_lieu(number: Number) -> bool:
    return known_of(number).value is not None


def _first_letter(subject: object, change: Callable[[str], str]) -> object:
    match subject:
        case str():
            return change(subject[:1]) + subject[1:]
        case Figure():
            return replace(subject, text=change(subject.text[:1]) + subject.text[1:])
        case Phrase(inlines=(Text() | Figure() as first, *rest)):
            return Phrase((replace(first, text=change(first.text[:1]) + first.text[1:]), *rest))
        case _:
            return subject


def _item_name(subject: Series) -> str:
    return "; ".join(subject.desk.book.item_name(codelist, item) for codelist, item in subject.items)


def _document(handle: object, name: str):  # type: ignore[no-untyped-def]
    if not isinstance(handle, DocumentHandle):
        raise WrongUse(what=f'Từ «{name}» dùng sau một văn bản (ví dụ: vb("20/2018/QĐ-UBND") | {name}).')
    return handle.document


def _documents_about(subject: object, chu_de: str = "") -> object:
    from congthuong.core.compose.handles import Documents

    assert isinstance(subject, Documents)
    kept = tuple(one for one in subject.members if chu_de in one.document.topics)
    return replace(subject, members=kept, tags=(*subject.tags, chu_de))


def _count_of_group(group: Group) -> Value:
    period = group.members[0].period if group.members else group.desk.period
    ref = ".".join(["dem", group.code, period.code, *group.tags])
    labels = tuple(one.indicator.name for one in group.members)
    inputs = (
        tuple(_same_period_change(one) for one in group.members) if {"tang", "giam"} & {*group.tags} else ()
    )
    return _count(group, ref, f"Số chỉ tiêu trong nhóm {group.code}", labels, "", inputs)


def _count_of_documents(subject: object) -> Value:
    labels = tuple(str(trich_dan(one)) for one in subject)  # type: ignore[attr-defined]
    ref = ".".join(["dem", "van_ban", *subject.tags])  # type: ignore[attr-defined]
    return _count(subject, ref, "Số văn bản", labels, "văn bản")


def _count(
    subject: object, ref: str, name: str, labels: tuple[str, ...], unit: str, inputs: tuple[Known, ...] = ()
) -> Value:
    desk = subject.desk  # type: ignore[attr-defined]
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


def _text(value: object) -> str:
    if isinstance(value, DocumentHandle):
        return value.document.number
    if isinstance(value, Value):
        return printed_text(value.known, with_unit=False)
    return str(value)


def _sort_key(value: object) -> tuple[int, Decimal, str]:
    if isinstance(value, Value):
        number = value.known.value
        return (0, number, "") if number is not None else (1, Decimal(0), "")
    return (0, Decimal(0), _text(value))
