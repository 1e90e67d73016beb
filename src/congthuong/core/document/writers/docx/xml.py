"""WordprocessingML by hand: one function that makes an element, and exact lengths.

Source: ECMA-376 / ISO/IEC 29500-1, Part 1, WordprocessingML and DrawingML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from xml.etree import ElementTree

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
_DECLARATION = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
# XML 1.0 has no way to write these, and no reader could see them.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# The standard library's elements, their names written with the prefix ("w:p"): a report has thousands, and an
# element of a library that resolves namespaces takes ten times as long to make.
Element = ElementTree.Element


def clean(text: str) -> str:
    """`text` without the control characters that XML cannot hold."""
    return text if text.isprintable() else _UNWRITABLE.sub("", text)


@cache
def _attribute_name(key: str, tag: str) -> str:
    for known in ("r", "xml"):
        if key.startswith(known + "_"):
            return f"{known}:{key[len(known) + 1 :]}"
    return f"w:{key}" if tag.startswith("w:") else key


def el(tag: str, /, *children: Element | None, **attributes: str | int | None) -> Element:
    """An element such as `el("w:jc", val="center")`.

    Attributes of a `w:` element are in its namespace, those of others in none; `r_id` is `r:id`. Children and
    attributes that are None are left out.
    """
    made = Element(tag)
    for key, value in attributes.items():
        if value is not None:
            made.set(_attribute_name(key, tag), clean(value) if isinstance(value, str) else str(value))
    for child in children:
        if child is not None:
            made.append(child)
    return made


def root(tag: str, children: Iterable[Element] = (), *, names: Mapping[str, str] = NAMESPACES) -> Element:
    """The root of a part; it declares every namespace once. `names`: prefix ("" for none) -> namespace."""
    made = Element(tag, {f"xmlns:{prefix}" if prefix else "xmlns": uri for prefix, uri in names.items()})
    made.extend(children)
    return made


def serialise(element: Element) -> bytes:
    """The bytes that the standard library would write, in a third of the time: it looks for namespaces, and every name
    here has its prefix already."""
    pieces: list[str] = []
    _write(element, pieces.append)
    return _DECLARATION + "".join(pieces).encode()


def _write(element: Element, add: Callable[[str], object]) -> None:
    add(f"<{element.tag}")
    for name, value in element.items():
        add(f' {name}="{value if _PLAIN(value) else value.translate(_IN_ATTRIBUTE)}"')
    text = element.text
    if not text and not len(element):
        add(" />")
        return
    add(">")
    if text:
        add(text if _PLAIN(text) else text.translate(_IN_TEXT))
    for child in element:
        _write(child, add)
    add(f"</{element.tag}>")


_PLAIN = re.compile('[^&<>"\r\n\t]*').fullmatch
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_IN_ATTRIBUTE = _IN_TEXT | str.maketrans({'"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#09;"})


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
