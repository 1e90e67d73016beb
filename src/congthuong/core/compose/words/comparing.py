"""Words that compare: the wording follows the sign, the gap stays visible where a base is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from congthuong.core.compose.figures import figure_of, printed_text
from congthuong.core.compose.handles import Number, Phrase, Series, Value, WrongUse, known_of
from congthuong.core.compose.words.vocabulary import figure, needs_number, needs_series, word
from congthuong.core.document.model import Figure
from congthuong.core.ledger import compare
from congthuong.core.ledger.known import Known
from congthuong.core.quantities import round_half_up


def same_period_change(subject: Series) -> Known:
    """Asked again and again (to sort, to count, to word, to draw), so worked out once for a book."""
    book = subject.desk.book
    what = subject.indicator.code, subject.place, subject.period.code, subject.basis, subject.items
    key = ("so-cung-ky", *what, subject.unit)
    if key not in book.kept:
        known = subject.known
        book.kept[key] = compare.change(book, known, compare.same_period(book, known), "so-cung-ky")
    answer: Known = book.kept[key]
    return answer


@word
def so_cung_ky(subject: Series, day_du: bool = False) -> Phrase:
    needs_series(subject, "so_cung_ky")
    return _change_phrase(subject, same_period_change(subject), _against_last_year(subject, day_du))


@word
def toc_do(subject: Series) -> Figure:
    """The signed rate of change alone, for tables and charts: always two decimals, so that columns line up."""
    needs_series(subject, "toc_do")
    return figure_of(subject.desk.book, same_period_change(subject), in_column=True)


@word
def so_ky_truoc(subject: Series) -> Phrase:
    needs_series(subject, "so_ky_truoc")
    book, known = subject.desk.book, subject.known
    change = compare.change(book, known, compare.previous_period(book, known), "so-ky-truoc")
    return _change_phrase(subject, change, f"so với {subject.period.previous().name}")


@word
def hon_cung_ky(subject: Series) -> Phrase:
    """The absolute difference: "tăng 22 công tơ so với cùng kỳ"."""
    needs_series(subject, "hon_cung_ky")
    known = subject.known
    change = compare.difference(known, compare.same_period(subject.desk.book, known))
    return _change_phrase(subject, change, _against_last_year(subject, full=False))


def _against_last_year(subject: Series, full: bool) -> str:
    base = subject.period.same_period_last_year()
    if subject.period == subject.period.whole_year():
        return f"so với năm {base.year}"
    return f"so với cùng kỳ năm {base.year}" if full else "so với cùng kỳ"


def _change_phrase(subject: Series, change: Known, against: str) -> Phrase:
    """The sign is said by the word and the figure prints its size: "giảm 2,89% so với cùng kỳ"."""
    book = subject.desk.book
    if change.value is None:
        return Phrase.of(figure_of(book, change), f" {against}")
    text, is_zero = _size(change)
    if is_zero:
        return Phrase.of("không đổi (", figure_of(book, change, text=text), f") {against}")
    verb = "tăng " if change.value > 0 else "giảm "
    return Phrase.of(verb, figure_of(book, change, text=text), f" {against}")


def _size(change: Known) -> tuple[str, bool]:
    """A change as it prints without its sign, which a word says; and whether nothing of it is left in print."""
    assert change.value is not None
    text = printed_text(replace(change, value=abs(change.value)))
    return text, not any(digit in "123456789" for digit in text)


@word
def dat_ke_hoach(subject: Series, ke_ca_so: bool = False) -> Phrase:
    needs_series(subject, "dat_ke_hoach")
    book, known = subject.desk.book, subject.known
    phrase = Phrase.of("đạt ", figure_of(book, _attainment(subject)), " kế hoạch")
    plan = compare.plan_of_year(book, known)
    return Phrase.of(phrase, " (", figure_of(book, plan), ")") if ke_ca_so else phrase


@word
def muc_dat(subject: Series) -> Figure:
    """The attainment alone, for tables and charts: always two decimals, so that columns line up."""
    needs_series(subject, "muc_dat")
    return figure_of(subject.desk.book, _attainment(subject), in_column=True)


def _attainment(subject: Series) -> Known:
    return compare.attainment(subject.known, compare.plan_of_year(subject.desk.book, subject.known))


@word
def con_lai(subject: Series) -> Phrase:
    """What the rest of the year has to bring, worded by its sign: "còn 26.140,56 tỷ đồng", "đã vượt 734 tỷ đồng …".

    A rate does not remain, it has to rise: "phấn đấu tăng thêm 0,04 điểm phần trăm".
    """
    needs_series(subject, "con_lai")
    book = subject.desk.book
    rest = compare.remaining(book, subject.known)
    is_rate = subject.indicator.kind in ("ratio", "index")
    ahead = "phấn đấu tăng thêm " if is_rate else "còn "
    if rest.value is None:
        return Phrase.of(ahead, figure_of(book, rest))
    year = subject.period.whole_year().year
    size, is_zero = _size(rest)
    printed = figure_of(book, rest, text=size)
    if is_zero:
        return Phrase.of(f"đã đạt mức dự ước cả năm {year} (còn ", printed, ")")
    if rest.value > 0:
        return Phrase.of(ahead, printed)
    return Phrase.of("đã vượt ", printed, f" so với dự ước cả năm {year}")


@word
def muc_con_lai(subject: Series) -> Figure:
    """What remains as a signed figure alone, for tables: negative when more is done than was forecast."""
    needs_series(subject, "muc_con_lai")
    return figure_of(subject.desk.book, compare.remaining(subject.desk.book, subject.known), in_column=True)


@word
def ty_trong(part: Number, whole: Number | None = None) -> Figure:
    """Share in a whole; of a breakdown item in its own total when no whole is named."""
    needs_number(part, "ty_trong")
    if whole is not None:
        needs_number(whole, "ty_trong")
    else:
        needs_series(part, "ty_trong")
        assert isinstance(part, Series)
        whole = replace(part, items=())
    share = compare.share(known_of(part), known_of(whole), "ty-trong")
    return figure_of(part.desk.book, share, text=_as_its_sisters(share))


def _as_its_sisters(share: Known) -> str:
    """Shares stand beside one another, "0,80%" and "56,95%": only decimals that are all zero are dropped."""
    if share.value is None:
        return ""
    whole = round_half_up(share.value, share.shown_decimals) == round_half_up(share.value, 0)
    return printed_text(share, in_column=not whole)


@word
def chiem(part: Number, whole: Number | None = None) -> Phrase:
    return Phrase.of("chiếm ", ty_trong(part, whole))


@word
def dong_gop(part: Series, whole: Series) -> Phrase:
    """The part's contribution to the growth of the whole; the verb follows the sign."""
    share = _contribution(part, whole, "dong_gop")
    book = part.desk.book
    if share.value is None:
        return Phrase.of("đóng góp ", figure_of(book, share), " vào mức tăng chung")
    size, is_zero = _size(share)
    printed = figure_of(book, share, text=size)
    whole_falls = _printed_change(whole, "dong_gop") < 0
    overall = "mức giảm chung" if whole_falls else "mức tăng chung"
    if is_zero or (share.value < 0) == whole_falls:
        return Phrase.of("đóng góp ", printed, f" vào {overall}")
    return Phrase.of("làm giảm ", printed, f" của {overall}")


@word
def diem_dong_gop(part: Series, whole: Series) -> Figure:
    """The signed contribution alone, for tables and charts: always two decimals, so that columns line up."""
    return figure_of(
        part.desk.book, _contribution(part, whole, "diem_dong_gop"), with_unit=False, in_column=True
    )


def _contribution(part: Series, whole: Series, name: str) -> Known:
    for one in (part, whole):
        needs_series(one, name)
        if one.indicator.kind in ("ratio", "index"):
            raise WrongUse(
                what=f"Từ «{name}» dùng cho chỉ tiêu cộng được: «{one.indicator.name}» là tỷ lệ hoặc chỉ số."
            )
    return compare.contribution(part.desk.book, part.known, whole.known)


@word
def ty_le(part: Number, whole: Number) -> Figure:
    needs_number(part, "ty_le")
    needs_number(whole, "ty_le")
    return figure_of(part.desk.book, compare.share(known_of(part), known_of(whole), "ty-le"))


@word
def tren(part: Number, whole: Number) -> Phrase:
    """Part over whole, the unit after the whole: "83/85 xã"."""
    needs_number(part, "tren")
    needs_number(whole, "tren")
    return Phrase.of(figure(part, with_unit=False), "/", figure(whole))


@word
def tru(number: Number, other: Number) -> Value:
    """The difference of two numbers, itself a number: before − after of a cut, planned − done."""
    needs_number(number, "tru")
    needs_number(other, "tru")
    left, right = known_of(number), known_of(other)
    tag = f"tru.{right.ref.rpartition('.')[2] if left.how == 'row' else right.ref}"
    return Value(number.desk, compare.difference(left, right, tag))


@word
def co_so_lieu(number: Number) -> bool:
    needs_number(number, "co_so_lieu")
    return known_of(number).value is not None


@word
def bang_khong(number: Number) -> bool:
    """Whether the value is known to be zero (a missing value is not)."""
    needs_number(number, "bang_khong")
    return known_of(number).value == 0


@word
def nho_hon(number: Number, other: Number) -> bool:
    """Whether it is known to be smaller; asked of a missing value the answer is no."""
    return _difference_is(number, other, "nho_hon", lambda value: value < 0)


@word
def lon_hon(number: Number, other: Number) -> bool:
    """Whether it is known to be larger; asked of a missing value the answer is no."""
    return _difference_is(number, other, "lon_hon", lambda value: value > 0)


def _difference_is(number: Number, other: Number, name: str, wanted: Callable[[Decimal], bool]) -> bool:
    needs_number(number, name)
    needs_number(other, name)
    left = known_of(number)
    right = known_of(other).in_unit(left.unit, left.decimals)
    return left.value is not None and right.value is not None and wanted(left.value - right.value)


@word
def co_tang(subject: Series) -> bool:
    """Whether it is known to have risen against the same period, as the change prints."""
    return _printed_change(subject, "co_tang") > 0


@word
def co_giam(subject: Series) -> bool:
    """Whether it is known to have fallen against the same period, as the change prints."""
    return _printed_change(subject, "co_giam") < 0


def _printed_change(subject: Series, name: str) -> Decimal:
    needs_series(subject, name)
    change = same_period_change(subject)
    return Decimal(0) if change.value is None else round_half_up(change.value, change.decimals)


@word
def giam_tu(after: Number, before: Number) -> Phrase:
    """From a number before to one after, worded by the sign: "giảm 05 ngày, tương đương 38,46%"."""
    needs_number(after, "giam_tu")
    needs_number(before, "giam_tu")
    book = after.desk.book
    cut = tru(before, after).known
    rate = compare.share(cut, known_of(before), "ty-le")
    if cut.value is None:
        return Phrase.of("giảm ", figure_of(book, cut), ", tương đương ", figure_of(book, rate))
    size, is_zero = _size(cut)
    if is_zero:
        return Phrase.of("không đổi (", figure_of(book, cut, text=size), ")")
    verb = "giảm " if cut.value > 0 else "tăng "
    cut_figure = figure_of(book, cut, text=size)
    if rate.value is None:
        return Phrase.of(verb, cut_figure)
    return Phrase.of(verb, cut_figure, ", tương đương ", figure_of(book, rate, text=_size(rate)[0]))
