"""What a Word file's styles say of its paragraphs and runs: outline, list, font."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import regex

from congthuong.core.document.readers.docx_names import Element, W, is_on, number, value
from congthuong.core.document.readers.legacy import Encoding, encoding_of_font

_HEADING: Final = regex.compile(r"(?i:heading|tiêu đề)\s*([1-9])")
_TITLE: Final = regex.compile(r"(?i:title|subtitle|tiêu đề chính)")
_CAPTION: Final = regex.compile(r"(?i:caption|chú thích (?:hình|bảng))")
_DEEPEST: Final = 30


@dataclass(frozen=True, slots=True)
class Style:
    """One style with what it takes from the styles it is based on.

    `outline` from 1 for headings, 0 else; `lists` the list's id and level; `font` the name of its letters.
    """

    name: str = ""
    outline: int = 0
    lists: tuple[str, int] | None = None
    font: str = ""
    hidden: bool = False
    title: bool = False
    caption: bool = False


class Styles:
    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._known: dict[str, Style] = {}
        self._font = ""
        self._default = Style()
        if root is None:
            return
        fonts = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
        self._font = font_of(fonts)
        for style in root.iterchildren(W + "style"):
            name = style.get(W + "styleId", "")
            self._elements[name] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true"):
                self._default = self.style(name)

    @property
    def default(self) -> Style:
        return self._default

    def style(self, name: str | None) -> Style:
        """The style with this id; the default paragraph style for none, a plain one for an unknown id."""
        if name is None:
            return self._default
        if name not in self._known:
            self._known[name] = self._made(name, 0)
        return self._known[name]

    def _made(self, name: str, depth: int) -> Style:
        element = self._elements.get(name)
        if element is None or depth > _DEEPEST:
            return Style(font=self._font)
        based = value(element, "basedOn")
        above = self._made(based, depth + 1) if based else Style(font=self._font)
        shown = value(element, "name") or name
        heading = _HEADING.fullmatch(shown)
        paragraph = element.find(W + "pPr")
        outline = number(value(paragraph, "outlineLvl"))
        level = int(heading[1]) if heading else above.outline
        if outline is not None:
            level = outline + 1 if outline < 9 else 0
        run = element.find(W + "rPr")
        font = font_of(run.find(W + "rFonts")) if run is not None else ""
        return Style(
            shown,
            level,
            list_of(paragraph, above.lists),
            font or above.font,
            is_on(run, "vanish") if run is not None and run.find(W + "vanish") is not None else above.hidden,
            bool(_TITLE.fullmatch(shown)) or above.title,
            bool(_CAPTION.fullmatch(shown)) or above.caption,
        )


def list_of(paragraph: Element | None, inherited: tuple[str, int] | None) -> tuple[str, int] | None:
    """The list (id, level from 0) that a paragraph's properties put it in; id 0 takes it out of any."""
    if paragraph is None:
        return inherited
    properties = paragraph.find(W + "numPr")
    if properties is None:
        return inherited
    found = value(properties, "numId")
    level = number(value(properties, "ilvl"))
    if found is None:
        return (inherited[0], level or 0) if inherited else None
    return None if found == "0" else (found, level or 0)


def font_of(fonts: Element | None) -> str:
    return "" if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or ""


@cache
def encoding_named(font: str) -> Encoding | None:
    return encoding_of_font(font) if font else None
