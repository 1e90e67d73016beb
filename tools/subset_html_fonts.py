"""Cut Tinos down to Vietnamese and Latin letters and write it as fonts.css for the HTML pages.

Run after a change of the fonts: python tools/subset_html_fonts.py
"""

from __future__ import annotations

import base64
import io
from pathlib import Path

from fontTools import subset

ROOT = Path(__file__).resolve().parent.parent / "src/congthuong/core/document"
TARGET = ROOT / "writers/html_assets/fonts.css"
STYLES = (
    ("Regular", 400, "normal"),
    ("Bold", 700, "normal"),
    ("Italic", 400, "italic"),
    ("BoldItalic", 700, "italic"),
)
LETTERS = (
    "U+20-7E,U+A0-FF,U+102-103,U+110-111,U+128-129,U+168-169,U+1A0-1A1,U+1AF-1B0,U+300-303,U+309,U+323,"
    "U+1EA0-1EF9,U+2010-2014,U+2018-201D,U+2022,U+2026,U+2030,U+20AB,U+2190-2193,U+2212,U+2264-2265,U+2248,"
    "U+2260"
)
NOTE = """/* Tinos (SIL Open Font License 1.1, see ../../fonts/OFL.txt), cut down to Vietnamese and Latin letters
   by tools/subset_html_fonts.py; embedded so that a report reads the same where no such font is installed. */
"""


def woff(style: str) -> bytes:
    options = subset.Options(flavor="woff", hinting=False, layout_features=["kern", "ccmp"])
    font = subset.load_font(str(ROOT / f"fonts/Tinos-{style}.ttf"), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(LETTERS))
    cutter.subset(font)
    out = io.BytesIO()
    subset.save_font(font, out, options)
    return out.getvalue()


def face(style: str, weight: int, slant: str) -> str:
    data = base64.b64encode(woff(style)).decode()
    return (
        f'@font-face {{\n  font-family: "Tinos";\n  font-weight: {weight};\n  font-style: {slant};\n'
        f'  src: url("data:font/woff;base64,{data}") format("woff");\n}}\n'
    )


if __name__ == "__main__":
    TARGET.write_text(NOTE + "".join(face(*style) for style in STYLES), encoding="utf-8")
