"""A Word paragraph's letters as printed: revisions accepted, fields' results, old fonts' letters, notes' marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from congthuong.core.document.readers.docx_names import MC, Element, W, is_on, value, w
from congthuong.core.document.readers.docx_styles import Style, Styles, encoding_named, font_of
from congthuong.core.document.readers.drawing import MarkAt
from congthuong.core.document.readers.legacy import Encoding, to_unicode
from congthuong.core.document.readers.sheet import Raw

_GOES_IN: Final = w(
    "hyperlink",
    "ins",
    "moveTo",
    "smartTag",
    "sdt",
    "sdtContent",
    "fldSimple",
    "customXml",
    "dir",
    "bdo",
    "ruby",
    "rubyBase",
)
_TEXT: Final = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_PICTURES: Final = w("drawing", "pict", "object")
_NOTES: Final = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SYMBOLS: Final = {
    "F0B0": "°",
    "F0A3": "≤",
    "F0B3": "≥",
    "F0B1": "±",
    "F0B4": "×",
    "F02D": "-",
    "F0B7": "•",
    "F06D": "µ",
}
_BOX: Final = W + "txbxContent"


@dataclass(slots=True)
class Inline:
    """What stands in one paragraph: stretches of letters, marks among them, boxes and notes to read after it."""

    stretches: list[tuple[str, Encoding | None]] = field(default_factory=list)
    marks: list[tuple[int, str]] = field(
        default_factory=list
    )  # (number of the stretch that is the mark, number)
    notes: list[tuple[str, str, str]] = field(default_factory=list)  # (kind, id, number as printed)
    boxes: list[Element] = field(default_factory=list)
    page_breaks: int = 0
    breaks_before: int = 0

    def raw(self) -> Raw:
        """The letters in Unicode, with the marks' places."""
        called = dict(self.marks)
        text: list[str] = []
        marks: list[MarkAt] = []
        length = at = 0
        while at < len(self.stretches):
            words, encoding = self.stretches[at]
            begun = at
            while encoding and at + 1 < len(self.stretches) and self.stretches[at + 1][1] == encoding:
                at += 1
                words += self.stretches[at][0]
            words = to_unicode(words, encoding) if encoding else words
            if begun in called:
                marks.append(MarkAt(length, length + len(words), called[begun]))
            text.append(words)
            length += len(words)
            at += 1
        return Raw("".join(text), tuple(marks))


class InlineReader:
    """Reads the paragraphs of one part; `print_note` gives a note's number when its mark is met."""

    def __init__(self, styles: Styles, print_note: Callable[[str, str], str]) -> None:
        self._styles = styles
        self._print_note = print_note
        self._fields: list[list[str]] = []  # open fields: [instruction, "" until the result begins]

    def read(self, paragraph: Element, style: Style, into: Inline | None = None) -> Inline:
        inline = into or Inline()
        self._children(paragraph, style, inline)
        return inline

    def _children(self, element: Element, style: Style, inline: Inline) -> None:
        for child in element:
            tag = child.tag
            if tag == W + "r":
                self._run(child, style, inline)
            elif tag in _GOES_IN:
                self._children(child, style, inline)
            elif tag == MC + "AlternateContent":
                self._children(_chosen(child), style, inline)
            elif isinstance(tag, str) and tag.startswith(_MATH):
                words = "".join(text.text or "" for text in child.iter(_MATH + "t"))
                inline.stretches.append((words, None))

    def _run(self, run: Element, style: Style, inline: Inline) -> None:
        properties = run.find(W + "rPr")
        hidden, encoding = self._look(properties, style)
        for child in run:
            tag = child.tag
            if tag == W + "fldChar":
                self._field(child)
            elif tag == W + "instrText":
                if self._fields and not self._fields[-1][1]:
                    self._fields[-1][0] += child.text or ""
            elif tag == W + "lastRenderedPageBreak":
                inline.page_breaks += 1
                inline.breaks_before += not inline.stretches
            elif tag == MC + "AlternateContent":
                inline.boxes += _boxes(_chosen(child))
            elif tag in _PICTURES:
                inline.boxes += _boxes(child)
            elif not hidden and not self._in_instruction():
                self._letters(child, encoding, inline)

    def _look(self, properties: Element | None, style: Style) -> tuple[bool, Encoding | None]:
        """Whether a run is hidden, and the old encoding of its font."""
        if properties is None:
            return style.hidden, encoding_named(style.font)
        named = value(properties, "rStyle")
        own = self._styles.style(named) if named else None
        hidden = style.hidden or (own.hidden if own else False)
        if properties.find(W + "vanish") is not None:
            hidden = is_on(properties, "vanish")
        font = font_of(properties.find(W + "rFonts")) or (own.font if own and own.font else style.font)
        return hidden, encoding_named(font)

    def _letters(self, child: Element, encoding: Encoding | None, inline: Inline) -> None:
        tag = child.tag
        if tag == W + "t":
            if child.text:
                self._add(child.text, encoding, inline)
        elif tag in _TEXT:
            inline.stretches.append((_TEXT[tag], None))
        elif tag in _NOTES:
            self._note(child, _NOTES[tag], inline)
        elif tag == W + "sym":
            inline.stretches.append((_symbol(child), None))

    def _add(self, text: str, encoding: Encoding | None, inline: Inline) -> None:
        # A second mark of a note is a field that repeats the first one's number.
        if (
            any(opened[0].lstrip().startswith("NOTEREF") and opened[1] for opened in self._fields)
            and text.strip().isdigit()
        ):
            inline.marks.append((len(inline.stretches), text.strip()))
        inline.stretches.append((text, encoding))

    def _note(self, reference: Element, kind: str, inline: Inline) -> None:
        identifier = reference.get(W + "id", "")
        printed = self._print_note(kind, identifier)
        if reference.get(W + "customMarkFollows") not in (None, "0", "false"):
            printed = ""
        inline.notes.append((kind, identifier, printed))
        if printed:
            inline.marks.append((len(inline.stretches), printed))
            inline.stretches.append((printed, None))

    def _field(self, mark: Element) -> None:
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(["", ""])
        elif kind == "separate" and self._fields:
            self._fields[-1][1] = "result"
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _in_instruction(self) -> bool:
        return any(not result for _, result in self._fields)


def _chosen(alternate: Element) -> Element:
    """The one of the alternatives that holds words: the same box stands in both."""
    options = [child for child in alternate if child.tag in (MC + "Choice", MC + "Fallback")]
    for option in options:
        if option.find(f".//{W}t") is not None:
            return option
    return options[0] if options else alternate


def _boxes(element: Element) -> list[Element]:
    """The outermost text boxes in a drawing, each once."""
    found: list[Element] = []
    waiting: list[Element] = [element]
    while waiting:
        here = waiting.pop()
        if here.tag == _BOX:
            found.append(here)
        elif here.tag == MC + "AlternateContent":
            waiting.append(_chosen(here))
        else:
            waiting.extend(reversed(list(here)))
    return found


def _symbol(element: Element) -> str:
    code = element.get(W + "char", "").upper()
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    try:
        sign = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ue000" <= sign <= "\uf8ff" or not sign.isprintable() else sign


def split_at_breaks(raw: Raw, begins: Callable[[str], bool]) -> Iterator[Raw]:
    """A paragraph typed with line breaks inside, parted where a line begins with a list's mark."""
    start = at = 0
    while (at := raw.text.find("\n", at)) >= 0:
        at += 1
        if begins(raw.text[at : at + 40].lstrip()):
            yield _part(raw, start, at - 1)
            start = at
    yield _part(raw, start, len(raw.text)) if start else raw


def _part(raw: Raw, start: int, end: int) -> Raw:
    marks = (one for one in raw.marks if start <= one.start and one.end <= end)
    return Raw(raw.text[start:end], tuple(MarkAt(m.start - start, m.end - start, m.number) for m in marks))
