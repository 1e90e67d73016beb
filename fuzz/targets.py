"""What is fed, and what must hold whatever it was: no error but a Problem, and every place lies in the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from congthuong.core.audit.check import check
from congthuong.core.document.readers.any import read_any
from congthuong.core.document.reading import Reading
from congthuong.core.problems import Problem

from .markup import NEXT_PART, part_of
from .words import text_of
from .wrapping import BETWEEN, pdf_file, word_file


class PlaceOutside(AssertionError):
    """A piece or a finding that says it stands where its text does not."""


def read(name: str, data: bytes) -> Reading | None:
    try:
        reading = read_any(name, data)
    except Problem as problem:
        if not problem.message:
            raise AssertionError("a problem without a sentence") from problem
        return None
    for piece in reading.pieces:
        places = piece.origins
        if len(places) != len(piece.text) + 1 or not 0 <= min(places) <= max(places) <= len(reading.text):
            raise PlaceOutside(piece)
    return reading


def _check(reading: Reading | None) -> None:
    if reading is None:
        return
    audit = check(reading)
    spans = [span for finding in audit.findings for span in finding.spans]
    for span in [*spans, *(claim.span for claim in audit.understanding.claims)]:
        if reading.text[span.start : span.end] != span.text:
            raise PlaceOutside(span)


def txt(data: bytes) -> None:
    read("a.txt", data)


def html(data: bytes) -> None:
    read("a.html", b"<html><body>" + data)


def md(data: bytes) -> None:
    read("a.md", data)


def docx(data: bytes) -> None:
    read("a.docx", data)


def word(data: bytes) -> None:
    parts = data.split(bytes([NEXT_PART]))
    read("a.docx", word_file(BETWEEN.join(map(part_of, parts))))


def pdf(data: bytes) -> None:
    read("a.pdf", data)


def page(data: bytes) -> None:
    read("a.pdf", pdf_file(data))


def claims(data: bytes) -> None:
    _check(read("a.txt", text_of(data).encode()))


TARGETS: Final[dict[str, Callable[[bytes], None]]] = {
    one.__name__: one for one in (txt, html, md, docx, word, pdf, page, claims)
}
