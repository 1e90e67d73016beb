"""Words that print one number, its verb following the basis of the value."""

from __future__ import annotations

from congthuong.core.compose.figures import words_of
from congthuong.core.compose.handles import (
    Group,
    Number,
    Phrase,
    Series,
    known_of,
)
from congthuong.core.compose.words.vocabulary import figure, needs_number, word
from congthuong.core.document.figures_words import BASIS_NAMES
from congthuong.core.document.model import Figure
from congthuong.core.ledger.known import weakest_basis


@word
def so(number: Number) -> Figure:
    needs_number(number, "so")
    return figure(number)


@word
def gia_tri(number: Number) -> Figure:
    """The number alone, for tables: zeros stay, so that columns line up."""
    needs_number(number, "gia_tri")
    return figure(number, with_unit=False, in_column=True)


@word
def bang_chu(number: Number) -> Figure:
    needs_number(number, "bang_chu")
    return figure(number, text=words_of(known_of(number)))


@word
def dat(number: Number) -> Phrase:
    return Phrase.of("đạt ", figure(number))


@word
def uoc_dat(number: Number, ngan_gon: bool = False) -> Phrase:
    """ "đạt", "ước đạt" or "dự ước đến cuối năm … đạt", as the basis of the value says."""
    needs_number(number, "uoc_dat")
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
    return Phrase.of(verb, figure(number))


@word
def loai_day_du(subject: Number | Group) -> str:
    """The name of the basis, for a column's heading: "thực hiện", "ước thực hiện", "dự ước"; of what is not there yet
    the one that it will have."""
    basis = _basis(subject, "loai_day_du")
    if not basis:
        first = subject.members[0] if isinstance(subject, Group) and subject.members else subject
        basis = _expected(first) if isinstance(first, Series) else ""
    return BASIS_NAMES.get(basis, "")


def _expected(one: Series) -> str:
    if one.period.last <= one.desk.book.as_of:
        return "actual"
    return "estimate" if one.period.last <= one.desk.period.last else "forecast"


def _basis(subject: Number | Group, name: str) -> str:
    if isinstance(subject, Group):
        return weakest_basis(one.known for one in subject.members)
    needs_number(subject, name)
    return known_of(subject).basis


@word
def loai(subject: Number | Group) -> str:
    """The word for the basis of a value, to be put before a comparison: "ước", "dự ước" or nothing; of a group that of
    its weakest member."""
    return {"estimate": "ước", "forecast": "dự ước", "plan": "kế hoạch"}.get(_basis(subject, "loai"), "")
