"""Words for documents, names and sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from jinja2.runtime import LoopContext

from congthuong.core.compose.figures import MISSING_TEXT
from congthuong.core.compose.handles import (
    DocumentHandle,
    Number,
    PeriodHandle,
    Phrase,
    RowHandle,
    Rows,
    Series,
    WrongUse,
    cited,
    known_of,
    row_parts,
)
from congthuong.core.compose.words.vocabulary import needs_number, word
from congthuong.core.document.model import Figure, Text
from congthuong.core.ledger.model import LegalDocument
from congthuong.core.quantities import write_date


@word
def trich_dan(handle: DocumentHandle) -> str:
    _document(handle, "trich_dan")
    return cited(handle)


@word
def trich_dan_day_du(handle: DocumentHandle) -> str:
    abstract = _document(handle, "trich_dan_day_du").abstract
    return f"{cited(handle)} {abstract}" if abstract else cited(handle)


@word
def so_hieu(handle: DocumentHandle) -> str:
    return f"số {_document(handle, 'so_hieu').number}"


@word
def ngay_ban_hanh(handle: DocumentHandle) -> str:
    day = _document(handle, "ngay_ban_hanh").date
    return f"ngày {write_date(day)}" if day else MISSING_TEXT


@word
def tu_ngay(row: RowHandle) -> str:
    """The first day that the row is true, of a total the day it was counted up to: "08/6/2020"."""
    if not isinstance(row, RowHandle):
        raise WrongUse(
            what="Từ «tu_ngay» dùng sau một dòng của sổ (ví dụ: {% moi x trong … %}{{ x | tu_ngay }})."
        )
    day = row_parts(row)[2].effective_from
    return write_date(day) if day else MISSING_TEXT


@word
def trich_yeu(handle: DocumentHandle) -> str:
    return _document(handle, "trich_yeu").abstract


@word
def ten(subject: object) -> str:
    match subject:
        case Series(items=()):
            return subject.indicator.name
        case Series():
            book = subject.desk.book
            return "; ".join(book.item_name(codelist, item) for codelist, item in subject.items)
        case PeriodHandle():
            return subject.period.name
        case Rows():
            return subject.ten or subject.register.name
        case str():
            return subject
        case _:
            raise WrongUse(what="Từ «ten» dùng sau một chỉ tiêu, một kỳ, một sổ hoặc một tên.")


@word
def don_vi(number: Number) -> str:
    needs_number(number, "don_vi")
    return known_of(number).unit.symbol


@word
def thuong(subject: object) -> object:
    return _first_letter(subject, str.lower)


@word
def hoa(subject: object) -> object:
    return _first_letter(subject, str.upper)


@word
def in_hoa(subject: object) -> str:
    """In capitals, for the headings of parts."""
    return ten(subject).upper()


@word
def thu_tu(loop: LoopContext) -> str:
    """The number of the round, from 1."""
    return str(_loop(loop, "thu_tu").index)


@word
def ngan(loop: LoopContext, giua: str = "; ", cuoi: str = "") -> str:
    """What stands between two rounds, and after the last."""
    return cuoi if _loop(loop, "ngan").last else giua


def _loop(loop: object, name: str) -> LoopContext:
    if not isinstance(loop, LoopContext):
        raise WrongUse(what=f"Từ «{name}» chỉ dùng sau «vong», bên trong {{% moi … %}} … {{% het %}}.")
    return loop


def _first_letter(subject: object, change: Callable[[str], str]) -> object:
    match subject:
        case str():
            return change(subject[:1]) + subject[1:]
        case PeriodHandle():
            return _first_letter(subject.period.name, change)
        case Figure():
            return replace(subject, text=change(subject.text[:1]) + subject.text[1:])
        case Phrase(inlines=(Text() | Figure() as first, *rest)):
            return Phrase((replace(first, text=change(first.text[:1]) + first.text[1:]), *rest))
        case Phrase():
            return subject
        case _:
            raise WrongUse(what="Từ thuong, hoa dùng sau chữ hoặc sau một từ đã in ra chữ, số.")


def _document(handle: object, name: str) -> LegalDocument:
    if not isinstance(handle, DocumentHandle):
        raise WrongUse(what=f'Từ «{name}» dùng sau một văn bản (ví dụ: vb("20/2018/QĐ-UBND") | {name}).')
    return handle.document
