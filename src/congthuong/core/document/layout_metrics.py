"""How long a line of text is, from the widths inside the font we ship.

The decree measures the rules under the motto, the agency and the abstract by the text above them. Tinos is
exactly as wide as Times New Roman, so its widths hold for the reader's font too.
Source: OpenType specification, tables `head`, `hhea`, `hmtx` and `cmap` format 4.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from congthuong.core.document.fonts import FONT_DIRECTORY


@dataclass(frozen=True)
class _Widths:
    per_em: int
    advances: tuple[int, ...]
    glyphs: dict[int, int]

    def of(self, character: str) -> int:
        glyph = self.glyphs.get(ord(character), 0)
        return self.advances[min(glyph, len(self.advances) - 1)]


def _tables(data: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack_from(">H", data, 4)
    found = {}
    for index in range(count):
        tag, _, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
        found[tag.decode("ascii")] = data[offset : offset + length]
    return found


def _format_4(table: bytes) -> dict[int, int]:
    """Code point to glyph, from the segments of a `cmap` subtable of format 4."""
    (double,) = struct.unpack_from(">H", table, 6)
    count = double // 2
    shape = f">{count}H"
    ends = struct.unpack_from(shape, table, 14)
    starts = struct.unpack_from(shape, table, 16 + double)
    deltas = struct.unpack_from(shape, table, 16 + 2 * double)
    base = 16 + 3 * double
    glyphs = {}
    for index, (start, end, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        at = base + 2 * index
        (offset,) = struct.unpack_from(">H", table, at)
        for code in range(start, end + 1 if end < 0xFFFF else end):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", table, at + offset + 2 * (code - start))
            glyphs[code] = (glyph + delta) & 0xFFFF if glyph or not offset else 0
    return glyphs


def _character_map(table: bytes) -> dict[int, int]:
    (count,) = struct.unpack_from(">H", table, 2)
    for index in range(count):
        _, _, offset = struct.unpack_from(">HHL", table, 4 + 8 * index)
        if struct.unpack_from(">H", table, offset)[0] == 4:
            return _format_4(table[offset:])
    raise ValueError("the font has no cmap of format 4")


@cache
def _widths(style: str) -> _Widths:
    tables = _tables((FONT_DIRECTORY / f"Tinos-{style}.ttf").read_bytes())
    (per_em,) = struct.unpack_from(">H", tables["head"], 18)
    (count,) = struct.unpack_from(">H", tables["hhea"], 34)
    advances = struct.unpack_from(">" + "Hh" * count, tables["hmtx"])[::2]
    return _Widths(per_em, advances, _character_map(tables["cmap"]))


def text_width(text: str, size: Decimal, *, bold: bool = False, italic: bool = False) -> int:
    """The length of `text` on one line, in twips, at `size` points."""
    style = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic"}.get(
        (bold, italic), "BoldItalic"
    )
    widths = _widths(style)
    units = sum(widths.of(character) for character in text)
    return int((size * 20 * units / widths.per_em).quantize(Decimal(1), ROUND_HALF_UP))
