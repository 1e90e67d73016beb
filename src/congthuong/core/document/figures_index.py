"""Where each figure of a document stands, and every figure its figures were calculated from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from congthuong.core.document.layout import annex_label, plain_text
from congthuong.core.document.model import (
    Block,
    Chart,
    Document,
    Figure,
    FootnoteMark,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    Table,
)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One printing of a figure. `place` is what a reader calls the spot: "I.2.1", "chú thích 3", "Phụ lục I"."""

    figure: Figure
    place: str


@dataclass(frozen=True)
class FigureIndex:
    """Every figure of a document: `occurrences` in reading order (notes where they are called)."""

    occurrences: tuple[Occurrence, ...]

    @classmethod
    def of(cls, document: Document) -> FigureIndex:
        return cls(tuple(_Walk().document(document)))

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Printed figures in reading order, then the inputs that are not printed, nearest first.

        Raises ValueError when two figures of one id differ in value or unit: a bug of whoever made them.
        """
        known: dict[str, Figure] = {}
        wave: Sequence[Figure] = [one.figure for one in self.occurrences]
        seen: set[int] = set()  # by identity: an equal origin would be hashed with all it was made from
        while wave:
            following: list[Figure] = []
            for figure in wave:
                _require_same(known.setdefault(figure.id, figure), figure)
                if id(figure.origin) not in seen:
                    seen.add(id(figure.origin))
                    following.extend(figure.origin.inputs)
            wave = following
        return known

    @cached_property
    def printed(self) -> frozenset[str]:
        return frozenset(one.figure.id for one in self.occurrences)

    def places(self, figure_id: str) -> tuple[str, ...]:
        """The spots where a figure is printed, each once, in reading order."""
        return tuple(dict.fromkeys(one.place for one in self.occurrences if one.figure.id == figure_id))


def _require_same(first: Figure, second: Figure) -> None:
    if (first.value, first.unit) != (second.value, second.unit):
        raise ValueError(
            f"figure id {first.id!r} stands for two values: "
            f"{first.value} {first.unit!r} and {second.value} {second.unit!r}"
        )


@dataclass(frozen=True, slots=True)
class _Section:
    """Numbers of the headings above a block."""

    numbers: tuple[str, str, str] = ("", "", "")

    def under(self, heading: Heading) -> _Section:
        own = heading.number or " ".join(plain_text(heading.inlines).split())
        kept = self.numbers[: heading.level - 1] + (own,) + ("",) * (3 - heading.level)
        return replace(self, numbers=(kept[0], kept[1], kept[2]))

    @property
    def label(self) -> str:
        """ "I.2.1" for "2.1" under "2" under "I": the third number already holds the second."""
        first, second, third = self.numbers
        if third.startswith(f"{second}."):
            second = ""
        return ".".join(part for part in (first, second, third) if part) or "Mở đầu"


@dataclass
class _Walk:
    notes: int = field(default=0)

    def document(self, document: Document) -> Iterator[Occurrence]:
        for basis in document.bases:
            yield from self.inlines(basis.inlines, "Căn cứ")
        yield from self.blocks(document.blocks, _Section(), "")
        for annex in document.annexes:
            yield from self.blocks(annex.blocks, _Section(), annex_label(annex))

    def blocks(self, blocks: Iterable[Block], section: _Section, annex: str) -> Iterator[Occurrence]:
        for block in blocks:
            if isinstance(block, Heading):
                section = section.under(block)
            yield from self.block(block, annex or section.label)

    def block(self, block: Block, place: str) -> Iterator[Occurrence]:
        match block:
            case Paragraph() | Heading():
                yield from self.inlines(block.inlines, place)
            case ListBlock():
                for item in block.items:
                    for inner in item:
                        yield from self.block(inner, place)
            case Table():
                yield from self.inlines(block.caption, f"{place}, bảng")
                for row in (*block.header, *block.rows):
                    for cell in row:
                        yield from self.inlines(cell.inlines, f"{place}, bảng")
            case Chart():
                yield from self.inlines(block.figures, f"{place}, biểu đồ")

    def inlines(self, inlines: Sequence[Inline], place: str) -> Iterator[Occurrence]:
        for inline in inlines:
            match inline:
                case Figure():
                    yield Occurrence(inline, place)
                case FootnoteMark():
                    self.notes += 1
                    yield from self.inlines(inline.note, f"chú thích {self.notes}")
