"""Rules about the type of a component: size, weight and slant, capitals, alignment, the line below it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from congthuong.core.document.layout import Component, Layout, Range, TextRule
from congthuong.core.document.layout_check.parts import Parts
from congthuong.core.document.layout_check.reading import Line, Reading
from congthuong.core.document.layout_check.violation import (
    SLUGS,
    Aspect,
    LayoutViolation,
    violation,
)
from congthuong.core.document.layout_metrics import text_width

_ALIGN = {
    "center": "giữa",
    "left": "trái",
    "right": "phải",
    "both": "đều hai bên",
    "distribute": "đều hai bên",
}
_SAME_ALIGN = {"start": "left", "end": "right", "justify": "both", "distribute": "both"}
_RULE_TOLERANCE = Decimal("0.08")  # of the text's length: what an eye does not see
_CELL_PADDING = Decimal("3")  # mm, both sides, of an ordinary table cell
_LINES_BELOW = 2


def say(
    component: Component, layout: Layout, aspect: Aspect, found: str, expected: str, where: str = ""
) -> LayoutViolation:
    rule = layout.text[component]
    cell = f"ô số {rule.cell}" if rule.cell[:1].isdigit() else ""
    return violation(SLUGS[component], aspect, rule.name, cell, found, expected, where)


def plain(value: Decimal) -> str:
    """A number for a sentence: "12,7", "14"."""
    rounded = value.quantize(Decimal("0.01"))
    return format(rounded.normalize(), "f").replace(".", ",")


def _range_text(sizes: Range) -> str:
    return plain(sizes.low) if sizes.low == sizes.high else f"từ {plain(sizes.low)} đến {plain(sizes.high)}"


def style_text(bold: bool, italic: bool) -> str:
    return {
        (False, False): "chữ đứng, không đậm",
        (True, False): "chữ đứng, đậm",
        (False, True): "chữ nghiêng, không đậm",
        (True, True): "chữ nghiêng, đậm",
    }[bold, italic]


def check_sizes(component: Component, line: Line, layout: Layout) -> Iterator[LayoutViolation]:
    sizes = layout.text[component].size
    for text, look in line.runs:
        if text.strip() and not sizes.allows(look.size):
            yield say(component, layout, "co-chu", plain(look.size), _range_text(sizes), line.text)
            return


def check_style(component: Component, line: Line, layout: Layout) -> Iterator[LayoutViolation]:
    rule = layout.text[component]
    for text, look in line.runs:
        if text.strip() and (look.bold, look.italic) != (rule.bold, rule.italic):
            found, expected = style_text(look.bold, look.italic), style_text(rule.bold, rule.italic)
            yield say(component, layout, "kieu-chu", found, expected, line.text)
            return


def check_case(component: Component, line: Line, layout: Layout) -> Iterator[LayoutViolation]:
    shown = line.shown
    if layout.text[component].upper:
        if shown != shown.upper():
            yield say(component, layout, "chu-hoa", "chữ in thường", "chữ in hoa", line.text)
    elif len(shown) > 1 and shown == shown.upper() and shown != shown.lower():
        yield say(component, layout, "chu-hoa", "chữ in hoa", "chữ in thường", line.text)


def check_align(component: Component, line: Line, layout: Layout) -> Iterator[LayoutViolation]:
    align = layout.text[component].align
    wanted = "both" if align == "justify" else align
    found = _SAME_ALIGN.get(line.look.align, line.look.align)
    if found != wanted:
        yield say(component, layout, "canh", _ALIGN.get(found, found), _ALIGN[wanted], line.text)


def check_type(component: Component, line: Line, layout: Layout) -> Iterator[LayoutViolation]:
    yield from check_sizes(component, line, layout)
    yield from check_style(component, line, layout)
    yield from check_case(component, line, layout)
    yield from check_align(component, line, layout)


def _width_mm(line: Line, rule: TextRule) -> Decimal:
    size = line.runs[0][1].size if line.runs else rule.size.chosen
    twips = text_width(line.shown, size, bold=rule.bold, italic=rule.italic)
    return Decimal(twips) * Decimal("25.4") / 1440


def _room(line: Line, reading: Reading) -> Decimal:
    """The width (mm) that a line may use; 0 when the file does not say."""
    if line.place is None:
        return reading.text_width(line.section)
    return line.place.width - _CELL_PADDING if line.place.width else Decimal(0)


def _drawn_below(parts: Parts, index: int) -> Line | None:
    """The line itself or one of the next empty ones that draws a rule."""
    here = parts.lines[index]
    if here.look.ruled or here.drawn is not None:
        return here
    for line in parts.lines[index + 1 : index + 1 + _LINES_BELOW]:
        if line.text or line.place != here.place:
            return None
        if line.look.ruled or line.drawn is not None:
            return line
    return None


def check_rule_below(
    component: Component,
    index: int,
    parts: Parts,
    reading: Reading,
    layout: Layout,
    longest: int | None = None,
) -> Iterator[LayoutViolation]:
    """The solid line below a component and its length; a length the file does not state is not judged."""
    rule = layout.text[component]
    if rule.rule is None:
        return
    words = rule.rule
    expected = "dài bằng dòng chữ" if words.low == words.high else "dài từ 1/3 đến 1/2 dòng chữ, cân giữa"
    line = parts.lines[index]
    drawing = _drawn_below(parts, index)
    if drawing is None:
        yield say(component, layout, "ke-ngang", "không có", f"nét liền, {expected}", line.text)
        return
    room = _room(line, reading)
    length = drawing.drawn
    if length is None:
        length = room - drawing.look.left - drawing.look.right if room else Decimal(0)
    measured = parts.lines[longest if longest is not None else index]
    width = min(_width_mm(measured, rule), room or Decimal(1000))
    if length > 0 and width > 0 and not words.allows(length / width, _RULE_TOLERANCE):
        found = f"dài {plain(100 * length / width)}% dòng chữ"
        yield say(component, layout, "ke-ngang", found, f"nét liền, {expected}", line.text)
