"""Names of WordprocessingML as lxml spells them."""

from __future__ import annotations

from typing import Final

from lxml import etree

Element = etree._Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
VAL: Final = W + "val"


def w(*names: str) -> frozenset[str]:
    return frozenset(W + name for name in names)


def value(element: Element | None, path: str) -> str | None:
    """The w:val of the child at a path ("pPr/pStyle"), None when there is none."""
    for name in path.split("/"):
        if element is None:
            return None
        element = element.find(W + name)
    return None if element is None else element.get(VAL, "")


def number(text: str | None) -> int | None:
    """A whole number of the file, None for none or nonsense."""
    try:
        return int(text) if text is not None and len(text) < 10 else None
    except ValueError:
        return None


def is_on(element: Element | None, path: str) -> bool:
    """Whether a switch ("w:vanish", w:val absent or true) is on."""
    said = value(element, path)
    return said is not None and said not in ("0", "false", "off")
