"""What the functions of the DOCX writer share while one document is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from congthuong.core.document.layout import Layout
from congthuong.core.document.model import Document
from congthuong.core.document.writers.docx.figures import FigureBook
from congthuong.core.document.writers.docx.numbering import ListBook
from congthuong.core.document.writers.docx.xml import Element


@dataclass
class Build:
    """`text_width` and `text_height` (twips) are those of the section being written.

    `pictures` are PNG files, each once; `drawings` counts the places where one is shown.
    """

    document: Document
    layout: Layout
    text_width: int
    text_height: int
    figures: FigureBook
    lists: ListBook = field(default_factory=ListBook)
    footnotes: list[Element] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)
    drawings: int = 0

    def picture(self, png: bytes) -> int:
        """The place of a PNG among the pictures, from 0; the same picture is kept once."""
        if png not in self.pictures:
            self.pictures.append(png)
        return self.pictures.index(png)


def picture_relation(index: int) -> str:
    """The relationship id of the picture at `index` (from 0)."""
    return f"rIdPicture{index + 1}"
