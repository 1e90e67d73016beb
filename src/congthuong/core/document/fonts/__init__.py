"""The one font family of every document: Tinos, as wide as Times New Roman, with every Vietnamese letter.

Used by path and never by what happens to be installed: a common system font of the same widths silently
lacks 93 Vietnamese letters. Licence: SIL Open Font License 1.1, see OFL.txt and ATTRIBUTION.md beside.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

FAMILY = "Tinos"
FONT_DIRECTORY = Path(__file__).resolve().parent
FONTCONFIG = FONT_DIRECTORY / "fonts.conf"  # for a program that looks fonts up by name, as LibreOffice does
FONT_FILES = tuple(
    FONT_DIRECTORY / f"Tinos-{style}.ttf" for style in ("Regular", "Bold", "Italic", "BoldItalic")
)

# Signs that set text without drawing anything; a font needs no glyph for them.
_INVISIBLE = frozenset("\n\t\u200b\u2060\ufeff")


@cache
def coverage() -> frozenset[str]:
    """Every character that all four fonts draw, from coverage.txt (ranges of code points, hexadecimal)."""
    characters: set[str] = set()
    for line in (FONT_DIRECTORY / "coverage.txt").read_text(encoding="ascii").split():
        first, _, last = line.partition("-")
        characters.update(chr(point) for point in range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(characters)


def missing_characters(text: str) -> str:
    """The characters of `text` that the fonts cannot draw, each once, in order; "" when all can be."""
    if _harmless().issuperset(text):  # as nearly always, and a report has thousands of texts
        return ""
    return "".join(dict.fromkeys(sign for sign in text if sign not in _harmless()))


@cache
def _harmless() -> frozenset[str]:
    return coverage() | _INVISIBLE
