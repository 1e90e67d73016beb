"""How a run and a paragraph really look: defaults, styles, numbering and direct formatting put together.

Source: ISO/IEC 29500-1, 17.7.2 (style hierarchy), 17.7.3 (toggle properties), 17.9 (numbering).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from congthuong.core.document.layout_check.archive import Archive, Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OFF = frozenset({"0", "false", "off", "none"})
_DEEPEST_CHAIN = 30  # styles based on styles; a file may make them a circle
_LARGEST = Decimal(10**9)
_TWIPS_PER_MM = Decimal(1440) / Decimal("25.4")


def number(text: str | None) -> Decimal | None:
    """A length in its own unit; None when absent, no number ("12pt" is not read) or beyond all paper."""
    if text is None:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) <= _LARGEST else None


def twips_to_mm(twips: Decimal) -> Decimal:
    return (twips / _TWIPS_PER_MM).quantize(Decimal("0.1"))


def child(element: Element | None, name: str) -> Element | None:
    return None if element is None else element.find(W + name)


def value(element: Element | None, name: str, attribute: str = "val") -> str | None:
    found = child(element, name)
    return None if found is None else found.get(W + attribute)


def _switch(element: Element | None, name: str) -> bool | None:
    """An on/off property: None when not stated."""
    found = child(element, name)
    return None if found is None else found.get(W + "val", "1") not in _OFF


@dataclass(frozen=True, slots=True)
class RunLook:
    """`size` in points; `color` six hexadecimal digits or "auto"."""

    font: str = "Times New Roman"
    size: Decimal = Decimal(10)
    bold: bool = False
    italic: bool = False
    color: str = "auto"
    caps: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """Indents in mm, spacing in points; `line` is lines when `exact` is False, points when True."""

    align: str = "left"
    left: Decimal = Decimal(0)
    right: Decimal = Decimal(0)
    first_line: Decimal = Decimal(0)
    before: Decimal = Decimal(0)
    after: Decimal = Decimal(0)
    line: Decimal = Decimal(1)
    exact: bool = False
    contextual: bool = False
    ruled: bool = False
    style: str = ""


@dataclass(frozen=True)
class _Style:
    id: str
    name: str
    based_on: str
    paragraph: Element | None
    run: Element | None


@dataclass
class Formatting:
    """The styles, numbering and theme of one file."""

    styles: dict[str, _Style] = field(default_factory=dict)
    default_paragraph: str = ""
    run_defaults: Element | None = None
    paragraph_defaults: Element | None = None
    levels: dict[tuple[str, str], Element] = field(default_factory=dict)
    theme: dict[str, str] = field(default_factory=dict)

    def chain(self, id: str) -> list[_Style]:
        """The style and those it is based on, the most general first."""
        found: list[_Style] = []
        while id in self.styles and len(found) < _DEEPEST_CHAIN:
            found.append(self.styles[id])
            id = found[-1].based_on
        return found[::-1]

    def run_look(self, run: Element | None, paragraph: Element, table_style: str = "") -> RunLook:
        """How the text of a run looks; without a run, how the paragraph's own mark would."""
        style_id = value(paragraph.find(W + "pPr"), "pStyle") or self.default_paragraph
        properties = child(run, "rPr")
        look = self._with_run(RunLook(), self.run_defaults)
        for id in (table_style, style_id):
            for style in self.chain(id):
                look = self._with_run(look, style.run)
        character = self.chain(value(properties, "rStyle") or "")
        for style in character:
            look = self._toggled(look, self._with_run(look, style.run), style.run)
        return self._with_run(look, properties)

    @staticmethod
    def _toggled(before: RunLook, after: RunLook, properties: Element | None) -> RunLook:
        """A character style that states bold in a bold paragraph turns it off again."""
        bold, italic = _switch(properties, "b"), _switch(properties, "i")
        if bold and before.bold:
            after = replace(after, bold=False)
        if italic and before.italic:
            after = replace(after, italic=False)
        return after

    def _font(self, properties: Element | None) -> str | None:
        fonts = child(properties, "rFonts")
        if fonts is None:
            return None
        theme = fonts.get(W + "hAnsiTheme") or fonts.get(W + "asciiTheme")
        if theme:
            return self.theme.get("major" if theme.startswith("major") else "minor", theme)
        return fonts.get(W + "hAnsi") or fonts.get(W + "ascii")

    def _with_run(self, look: RunLook, properties: Element | None) -> RunLook:
        if properties is None:
            return look
        size = number(value(properties, "sz"))
        bold, italic, caps = (_switch(properties, name) for name in ("b", "i", "caps"))
        hidden = _switch(properties, "vanish")
        return RunLook(
            font=self._font(properties) or look.font,
            size=look.size if size is None else size / 2,
            bold=look.bold if bold is None else bold,
            italic=look.italic if italic is None else italic,
            color=(value(properties, "color") or look.color).upper(),
            caps=look.caps if caps is None else caps,
            hidden=look.hidden if hidden is None else hidden,
        )

    def paragraph_look(self, paragraph: Element, table_style: str = "") -> ParagraphLook:
        direct = paragraph.find(W + "pPr")
        style_id = value(direct, "pStyle") or self.default_paragraph
        look = _with_paragraph(ParagraphLook(), self.paragraph_defaults)
        for id in (table_style, style_id):
            for style in self.chain(id):
                look = _with_paragraph(look, self._numbered(style.paragraph))
                look = _with_paragraph(look, style.paragraph)
        look = _with_paragraph(look, self._numbered(direct))
        look = _with_paragraph(look, direct)
        name = self.styles[style_id].name if style_id in self.styles else ""
        return replace(look, style=name)

    def _numbered(self, properties: Element | None) -> Element | None:
        """The paragraph properties that a list gives to its items."""
        listed = child(properties, "numPr")
        if listed is None:
            return None
        key = (value(listed, "numId") or "", value(listed, "ilvl") or "0")
        return child(self.levels.get(key), "pPr")


def _with_paragraph(look: ParagraphLook, properties: Element | None) -> ParagraphLook:
    if properties is None:
        return look
    spacing = child(properties, "spacing")
    if spacing is not None:
        look = _with_spacing(look, spacing)
    indent = child(properties, "ind")
    if indent is not None:
        look = _with_indent(look, indent)
    contextual = _switch(properties, "contextualSpacing")
    border = child(properties, "pBdr")
    drawn = border is not None and any(
        value(border, side) not in (None, "nil", "none") for side in ("top", "bottom")
    )
    return replace(
        look,
        align=value(properties, "jc") or look.align,
        contextual=look.contextual if contextual is None else contextual,
        ruled=drawn if border is not None else look.ruled,
    )


def _with_spacing(look: ParagraphLook, spacing: Element) -> ParagraphLook:
    before, after = number(spacing.get(W + "before")), number(spacing.get(W + "after"))
    line = number(spacing.get(W + "line"))
    if before is not None:
        look = replace(look, before=before / 20)
    if after is not None:
        look = replace(look, after=after / 20)
    if line is not None:
        exact = spacing.get(W + "lineRule", "auto") != "auto"
        look = replace(look, line=line / 20 if exact else line / 240, exact=exact)
    return look


def _with_indent(look: ParagraphLook, indent: Element) -> ParagraphLook:
    left = number(indent.get(W + "left") or indent.get(W + "start"))
    right = number(indent.get(W + "right") or indent.get(W + "end"))
    first, hanging = number(indent.get(W + "firstLine")), number(indent.get(W + "hanging"))
    if left is not None:
        look = replace(look, left=twips_to_mm(left))
    if right is not None:
        look = replace(look, right=twips_to_mm(right))
    if hanging is not None:
        look = replace(look, first_line=-twips_to_mm(hanging))
    elif first is not None:
        look = replace(look, first_line=twips_to_mm(first))
    return look


def formatting_of(archive: Archive) -> Formatting:
    made = Formatting(
        theme=_theme_fonts(archive.related("theme")), levels=_levels(archive.related("numbering"))
    )
    styles = archive.related("styles")
    if styles is None:
        return made
    defaults = child(styles, "docDefaults")
    made.run_defaults = child(child(defaults, "rPrDefault"), "rPr")
    made.paragraph_defaults = child(child(defaults, "pPrDefault"), "pPr")
    for style in styles.findall(W + "style"):
        id = style.get(W + "styleId", "")
        made.styles[id] = _Style(
            id,
            value(style, "name") or id,
            value(style, "basedOn") or "",
            child(style, "pPr"),
            child(style, "rPr"),
        )
        if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true"):
            made.default_paragraph = id
    return made


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    found = {}
    for key in ("major", "minor"):
        latin = None if theme is None else theme.find(f".//{A}{key}Font/{A}latin")
        if latin is not None:
            found[key] = latin.get("typeface", "")
    return found


def _levels(numbering: Element | None) -> dict[tuple[str, str], Element]:
    if numbering is None:
        return {}
    abstract = {
        one.get(W + "abstractNumId", ""): {
            level.get(W + "ilvl", "0"): level for level in one.findall(W + "lvl")
        }
        for one in numbering.findall(W + "abstractNum")
    }
    found = {}
    for one in numbering.findall(W + "num"):
        levels = abstract.get(value(one, "abstractNumId") or "", {})
        for depth, level in levels.items():
            found[(one.get(W + "numId", ""), depth)] = level
    return found
