"""WordprocessingML by hand: one function that makes an element, and exact lengths.

Source: ECMA-376 / ISO/IEC 29500-1, Part 1, WordprocessingML and DrawingML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = {
    "w": W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
_MAPS = {prefix: {prefix: uri} for prefix, uri in NAMESPACES.items() if prefix != "xml"}
# XML 1.0 has no way to write these, and no reader could see them.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Element = etree._Element


def clean(text: str) -> str:
    """`text` without the control characters that XML cannot hold."""
    return _UNWRITABLE.sub("", text)


def _attribute_name(key: str, prefix: str) -> str:
    for known in ("r", "xml"):
        if key.startswith(known + "_"):
            return f"{{{NAMESPACES[known]}}}{key[len(known) + 1 :]}"
    return f"{{{W}}}{key}" if prefix == "w" else key


def el(tag: str, /, *children: Element | None, **attributes: str | int | None) -> Element:
    """An element such as `el("w:jc", val="center")`.

    Attributes of a `w:` element are in its namespace, those of others in none; `r_id` is `r:id`. Children and
    attributes that are None are left out.
    """
    prefix, _, name = tag.partition(":")
    made = etree.Element(f"{{{NAMESPACES[prefix]}}}{name}", nsmap=_MAPS[prefix])
    for key, value in attributes.items():
        if value is not None:
            made.set(_attribute_name(key, prefix), clean(str(value)))
    for child in children:
        if child is not None:
            made.append(child)
    return made


def root(tag: str, children: Iterable[Element] = ()) -> Element:
    """The root of a part; it declares every namespace once, which some readers demand of footnotes."""
    prefix, _, name = tag.partition(":")
    declared = {key: uri for key, uri in NAMESPACES.items() if key != "xml"}
    made = etree.Element(f"{{{NAMESPACES[prefix]}}}{name}", nsmap=declared)
    made.extend(children)
    return made


def serialise(element: Element) -> bytes:
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)


def _whole(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def mm(length: Decimal) -> int:
    """Millimetres in twips (1/1440 inch)."""
    return _whole(length * 1440 / Decimal("25.4"))


def pt(length: Decimal | int) -> int:
    """Points in twips."""
    return _whole(Decimal(length) * 20)


def half_points(size: Decimal) -> int:
    return _whole(size * 2)
