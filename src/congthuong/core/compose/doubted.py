"""What a composed report prints, or rests on, that may be typed wrong: told beside the report, never in it."""

from __future__ import annotations

from dataclasses import replace

from congthuong.core.document.figures_index import FigureIndex
from congthuong.core.document.model import Document
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.plausible import Doubt, doubts


def doubts_beneath(document: Document, book: Book) -> tuple[Doubt, ...]:
    """Doubts about what the report prints or rests on: a value of years ago that it does not use is no matter here."""
    used = {bare(figure) for figure in FigureIndex.of(document).figures}
    return doubts(book, used)


def with_doubts(document: Document, told: tuple[Doubt, ...]) -> Document:
    """The document whose page tells them where a figure's origin is told."""
    return replace(document, doubts=tuple((one.reference, one.message) for one in told))


def bare(figure_id: str) -> str:
    """The id of the value, whatever unit it is shown in: "@" begins another unit."""
    return figure_id.partition("@")[0]
