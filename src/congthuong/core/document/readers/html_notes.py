"""Footnotes of web pages: links with a raised number, and the blocks that they lead to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import regex
from lxml import etree

Element = etree._Element
_NUMBER: Final = regex.compile(r"\s*[\[(]?\s*(\d{1,3})\s*[\])]?\s*")
_BLOCKS: Final = frozenset({"li", "p", "div", "aside", "section", "td", "dd"})
_BACK: Final = regex.compile(r"\s*[↩↵⤴^↑\ufe0e]+\s*")


@dataclass(slots=True)
class Notes:
    """The page's notes: link -> (number, block), and everything that is read only as a note."""

    called: dict[Element, tuple[str, Element]] = field(default_factory=dict)
    blocks: set[Element] = field(default_factory=set)
    dropped: set[Element] = field(default_factory=set)  # numbers and links back inside the blocks


def notes_of(root: Element) -> Notes:
    """The links of a page that call a note, with the notes."""
    notes = Notes()
    targets = _targets(root)
    for link in root.iter("a"):
        number = _NUMBER.fullmatch(words_in(link))
        target = targets.get(link.get("href", "")[1:]) if link.get("href", "").startswith("#") else None
        if number is None or target is None or not _is_raised(link):
            continue
        block = _block(target)
        if block is None or link in block.iter() or block in link.iterancestors():
            continue
        if any(above in notes.blocks for above in link.iterancestors()):
            continue
        notes.called[link] = (number[1], block)
        notes.blocks.add(block)
    marks = {name for link in notes.called for name in _names(link)}
    for block in notes.blocks:
        _drop_returns(block, marks, notes)
    return notes


def words_in(element: Element) -> str:
    """All letters inside an element."""
    return "".join(str(text) for text in element.itertext())


def _targets(root: Element) -> dict[str, Element]:
    found: dict[str, Element] = {}
    for element in root.iter():
        if isinstance(element.tag, str):
            for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
                if name:
                    found.setdefault(name, element)
    return found


def _is_raised(link: Element) -> bool:
    if link.get("role") == "doc-noteref" or "footnote" in (link.get("class") or ""):
        return True
    if link.get("href", "").startswith(("#_ftn", "#_edn")) and "ref" not in link.get("href", ""):
        return True
    parent = link.getparent()
    return (parent is not None and parent.tag == "sup") or link.find(".//sup") is not None


def _block(target: Element) -> Element | None:
    """The block that a link leads to: the target, or what it stands in."""
    while target is not None and target.tag not in _BLOCKS:
        above = target.getparent()
        if above is None:
            return None
        target = above
    if target.tag == "p":
        above = target.getparent()
        if above is not None and above.get("id", "").startswith(("ftn", "edn")):
            return above
    return target


def _names(link: Element) -> list[str]:
    """The names under which a link, or what raises it, is led back to."""
    parent = link.getparent()
    holders = [link] if parent is None else [link, parent]
    return [name for one in holders for name in (one.get("id"), one.get("name")) if name]


def _drop_returns(block: Element, marks: set[str], notes: Notes) -> None:
    """Links from a note back to its mark, its own number among them, are no words of it."""
    for link in block.iter("a"):
        back = link.get("role") == "doc-backlink" or bool(_BACK.fullmatch(words_in(link)))
        if back or link.get("href", "#")[1:] in marks:
            notes.dropped.add(link)
