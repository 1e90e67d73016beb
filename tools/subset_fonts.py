"""Cut Tinos down: to Vietnamese and Latin letters for the HTML page, with Greek and signs for the Word file.

A page is only read; a Word file is typed on, so its letters are more. Writes fonts.css and fonts/word/*.ttf.
Run after a change of the fonts: python tools/subset_fonts.py
"""

from __future__ import annotations

import base64
import io
from pathlib import Path

from fontTools import subset

ROOT = Path(__file__).resolve().parent.parent / "src/congthuong/core/document"
CSS = ROOT / "writers/html_assets/fonts.css"
WORD = ROOT / "fonts/word"
STYLES = (
    ("Regular", 400, "normal"),
    ("Bold", 700, "normal"),
    ("Italic", 400, "italic"),
    ("BoldItalic", 700, "italic"),
)
READ = (
    "U+20-7E,U+A0-FF,U+102-103,U+110-111,U+128-129,U+168-169,U+1A0-1A1,U+1AF-1B0,U+300-303,U+309,U+323,"
    "U+1EA0-1EF9,U+2010-2014,U+2018-201D,U+2022,U+2026,U+2030,U+20AB,U+2190-2193,U+2212,U+2264-2265,U+2248,"
    "U+2260"
)
TYPED = (
    "U+20-7E,U+A0-24F,U+300-304,U+306-30C,U+309,U+31B,U+323,U+370-3FF,U+1E00-1EFF,U+2000-20CF,U+2100-214F,"
    "U+2190-21FF,U+2200-226F,U+25A0-25FF"
)
NOTE = """/* Tinos (SIL Open Font License 1.1, see ../../fonts/OFL.txt), cut down to Vietnamese and Latin letters
   by tools/subset_fonts.py; embedded so that a report reads the same where no such font is installed. */
"""


def cut(style: str, letters: str, **options: object) -> bytes:
    """Without hinting: screens of today and printers draw the outlines."""
    how = subset.Options(hinting=False, **options)
    font = subset.load_font(str(ROOT / f"fonts/Tinos-{style}.ttf"), how)
    cutter = subset.Subsetter(how)
    cutter.populate(unicodes=subset.parse_unicodes(letters))
    cutter.subset(font)
    out = io.BytesIO()
    subset.save_font(font, out, how)
    return out.getvalue()


def face(style: str, weight: int, slant: str) -> str:
    data = base64.b64encode(cut(style, READ, flavor="woff", layout_features=["kern", "ccmp"])).decode()
    return (
        f'@font-face {{\n  font-family: "Tinos";\n  font-weight: {weight};\n  font-style: {slant};\n'
        f'  src: url("data:font/woff;base64,{data}") format("woff");\n}}\n'
    )


if __name__ == "__main__":
    CSS.write_text(NOTE + "".join(face(*style) for style in STYLES), encoding="utf-8")
    WORD.mkdir(exist_ok=True)
    for style, *_ in STYLES:
        (WORD / f"Tinos-{style}.ttf").write_bytes(cut(style, TYPED, name_IDs=["*"]))
