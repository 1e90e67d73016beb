"""Inlines as runs: text, figures in content controls, footnotes, line breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from congthuong.core.document.model import Figure, FootnoteMark, Inline, LineBreak, Text
from congthuong.core.document.writers.docx.state import Build
from congthuong.core.document.writers.docx.xml import Element, clean, el

_BREAKS = re.compile("([\t\n])")


@dataclass(frozen=True, slots=True)
class Look:
    """What the place adds to an inline: a heading's capitals, a footnote's text."""

    upper: bool = False
    in_note: bool = False


PLAIN = Look()


def _properties(bold: bool, italic: bool, *, missing: bool = False) -> Element | None:
    if not (bold or italic or missing):
        return None
    weight = [el("w:b"), el("w:bCs")] if bold else []
    slant = [el("w:i"), el("w:iCs")] if italic else []
    return el("w:rPr", *weight, *slant, el("w:highlight", val="yellow") if missing else None)


def _text_pieces(text: str) -> Iterable[Element]:
    for piece in _BREAKS.split(clean(text).replace("\r\n", "\n").replace("\r", "\n")):
        if piece == "\t":
            yield el("w:tab")
        elif piece == "\n":
            yield el("w:br")
        elif piece:
            made = el("w:t", xml_space="preserve")
            made.text = piece
            yield made


def run(text: str, *, bold: bool = False, italic: bool = False) -> Element:
    return el("w:r", _properties(bold, italic), *_text_pieces(text))


def _figure(figure: Figure, build: Build) -> Element:
    def properties() -> Element | None:
        return _properties(figure.bold, figure.italic, missing=figure.missing)

    content = el("w:r", properties(), *_text_pieces(figure.text))
    return build.figures.control(figure, content, properties())


def _footnote_text(note: Sequence[Inline], build: Build) -> Element:
    mark = el("w:r", el("w:rPr", el("w:rStyle", val="FootnoteReference")), el("w:footnoteRef"))
    inlines = render(note, build, Look(in_note=True))
    return el("w:p", el("w:pPr", el("w:pStyle", val="FootnoteText")), mark, run(" "), *inlines)


def _footnote(mark: FootnoteMark, build: Build) -> Element:
    build.footnotes.append(el("w:footnote"))  # takes its number before the text is written
    number = len(build.footnotes)
    build.footnotes[number - 1] = el("w:footnote", _footnote_text(mark.note, build), id=number)
    style = el("w:rPr", el("w:rStyle", val="FootnoteReference"))
    return el("w:r", style, el("w:footnoteReference", id=number))


def render(inlines: Sequence[Inline], build: Build, look: Look = PLAIN) -> list[Element]:
    """The runs and content controls of `inlines`; a footnote called inside a footnote goes in brackets."""
    made: list[Element] = []
    for inline in inlines:
        match inline:
            case Text():
                text = inline.text.upper() if look.upper else inline.text
                made.append(run(text, bold=inline.bold, italic=inline.italic))
            case Figure():
                made.append(_figure(inline, build))
            case LineBreak():
                made.append(el("w:r", el("w:br")))
            case FootnoteMark() if look.in_note:
                made += [run(" ("), *render(inline.note, build, look), run(")")]
            case FootnoteMark():
                made.append(_footnote(inline, build))
    return made


def paragraph(style: str, children: Iterable[Element] = (), *properties: Element) -> Element:
    """A paragraph of a style; `properties` are direct ones, in the order of the schema."""
    return el("w:p", el("w:pPr", el("w:pStyle", val=style), *properties), *children)
