"""Words before a print: they change the question (whole year, same period, another unit or place)."""

from __future__ import annotations

from dataclasses import replace

from congthuong.core.compose.handles import (
    Group,
    Number,
    PeriodHandle,
    Series,
    WrongUse,
    display_unit,
)
from congthuong.core.compose.words.vocabulary import needs_number, needs_series, needs_text, word
from congthuong.core.ledger.model import BASES
from congthuong.core.problems import nearest
from congthuong.core.quantities import write_date


@word
def nam(subject: Series | Group) -> Series | Group:
    """The whole year of the report's period."""
    if isinstance(subject, Group):
        _not_yet_chosen(subject, "nam")
        members = tuple(replace(one, period=one.period.whole_year()) for one in subject.members)
        return replace(subject, members=members)
    needs_series(subject, "nam")
    return replace(subject, period=subject.period.whole_year())


def _not_yet_chosen(group: Group, name: str) -> None:
    """`san_pham | tang | nam` would list those that rose in the half-year under the year's figures."""
    if group.tags and group.chosen_from:
        raise WrongUse(what=f"Từ «{name}» đứng trước tang, giam, khong_doi: san_pham | nam | tang.")


@word
def cung_ky(subject: Series | PeriodHandle) -> Series | PeriodHandle:
    if isinstance(subject, PeriodHandle):
        return PeriodHandle(subject.period.same_period_last_year())
    needs_series(subject, "cung_ky")
    return replace(subject, period=subject.period.same_period_last_year())


@word
def ky_truoc(subject: Series) -> Series:
    needs_series(subject, "ky_truoc")
    return replace(subject, period=subject.period.previous())


@word
def ke_hoach(subject: Series) -> Series:
    needs_series(subject, "ke_hoach")
    return replace(subject, period=subject.period.whole_year(), basis="plan")


@word
def theo_loai(subject: Series, basis: str) -> Series:
    """A chosen basis: actual, estimate, forecast or plan."""
    needs_series(subject, "theo_loai")
    if basis not in BASES:
        raise WrongUse(what=f"Không có loại số liệu «{basis}». Viết một trong: {', '.join(BASES)}.")
    return replace(subject, basis=basis)


@word
def theo(number: Number, unit: str) -> Number:
    """Shown in another unit."""
    needs_number(number, "theo")
    needs_text(unit, "theo")
    if isinstance(number, Series):
        return replace(number, unit=display_unit(unit), decimals=None)
    return replace(number, unit=display_unit(unit))


@word
def don_vi_goc(subject: Series) -> Series:
    """Shown in the indicator's own unit, for tables whose column has one unit."""
    needs_series(subject, "don_vi_goc")
    return replace(subject, unit=subject.indicator.unit, decimals=None)


@word
def don_vi_bang(subject: Series) -> Series:
    """Shown in the unit and the decimals that the table declares for the indicator's row; else like `don_vi_goc`."""
    needs_series(subject, "don_vi_bang")
    if subject.laid is None:
        return don_vi_goc(subject)
    unit, decimals = subject.laid
    return replace(subject, unit=unit, decimals=decimals)


@word
def muc(subject: Series, item: str) -> Series:
    needs_series(subject, "muc")
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
    needs_series(subject, "cac_muc")
    if not subject.indicator.breakdowns:
        raise WrongUse(what=f"Chỉ tiêu «{subject.indicator.code}» không có phân tổ.")
    codelist = subject.desk.book.codelists[subject.indicator.breakdowns[0]]
    members = tuple(replace(subject, items=((codelist.code, code),)) for code, _ in codelist.items)
    return Group(subject.desk, subject.indicator.code, members, (codelist.code,))


@word
def tai(subject: Series, place: str) -> Series:
    needs_series(subject, "tai")
    needs_text(place, "tai")
    book, day = subject.desk.book, subject.period.last
    standing = [one for one in book.places if one.valid_on(day)]
    found = [one for one in standing if place in (one.name, one.code)]
    if len(found) == 1:
        return replace(subject, place=found[0].code)
    if found:
        # Communes of two districts may bear one name.
        known = "; ".join(f"{one.code} ({book.place_name(one.parent, day)})" for one in found)
        raise WrongUse(what=f"Có {len(found)} địa bàn tên «{place}»: {known}. Hãy ghi mã.")
    guess = nearest(place, [one.name for one in standing])
    hint = f" Có phải «{guess}»?" if guess else ""
    raise WrongUse(what=f"Không có địa bàn «{place}» vào ngày {write_date(day)}.{hint}")
