"""numbering.xml: the two dashes of official prose and numbered lists, as real Word lists.

Official prose sets each item as a paragraph: first line indented as the body's, later lines at the margin,
whatever the depth.
"""

from __future__ import annotations

from congthuong.core.document.layout import Layout
from congthuong.core.document.model import ListBlock
from congthuong.core.document.writers.docx.styles import fonts
from congthuong.core.document.writers.docx.xml import Element, el, mm, root

_MARKERS = ("-", "+", "1.")
_DEEPEST = 8


def _level(layout: Layout, marker: str, depth: int) -> Element:
    numbered = marker == "1."
    return el(
        "w:lvl",
        el("w:start", val=1),
        el("w:numFmt", val="decimal" if numbered else "bullet"),
        el("w:suff", val="space"),
        el("w:lvlText", val=f"%{depth + 1}." if numbered else marker),
        el("w:lvlJc", val="left"),
        el("w:pPr", el("w:ind", left=0, firstLine=mm(layout.body.first_line_chosen))),
        el("w:rPr", fonts(layout)),
        ilvl=depth,
    )


def _abstract(layout: Layout, index: int, marker: str) -> Element:
    levels = [_level(layout, marker, depth) for depth in range(_DEEPEST + 1)]
    # Word takes two lists with the same nsid, or with none, for one: each has its own.
    nsid, kind = el("w:nsid", val=f"{0x3C710000 + index:08X}"), el("w:multiLevelType", val="hybridMultilevel")
    return el("w:abstractNum", nsid, kind, *levels, abstractNumId=index)


class ListBook:
    """The lists of one document; dashes share one list each, a numbered list counts for itself."""

    def __init__(self) -> None:
        self._numbered: list[tuple[int, int]] = []

    def number(self, block: ListBlock, depth: int) -> tuple[int, int]:
        """(numId, ilvl) of a list that stands `depth` lists deep."""
        level = min(depth, _DEEPEST)
        if block.marker != "1.":
            return _MARKERS.index(block.marker) + 1, level
        self._numbered.append((block.start, level))
        return len(_MARKERS) - 1 + len(self._numbered), level

    def part(self, layout: Layout) -> Element:
        abstract = [_abstract(layout, index, marker) for index, marker in enumerate(_MARKERS)]
        made = [el("w:num", el("w:abstractNumId", val=index), numId=index + 1) for index in range(2)]
        for index, (start, level) in enumerate(self._numbered):
            override = el("w:lvlOverride", el("w:startOverride", val=start), ilvl=level)
            made.append(el("w:num", el("w:abstractNumId", val=2), override, numId=index + 3))
        return root("w:numbering", [*abstract, *made])
