"""The font table with Tinos inside, for a machine that lacks Times New Roman.

The text names Times New Roman, as Decree 30/2020/NĐ-CP prescribes and as the people who go on writing have it.
Where it is missing an office program takes the letters that lie in the file; without them it would take any font,
and lines and pages would end elsewhere. Font embedding: ECMA-376-1, 17.8.1 (obfuscation) and 17.8.3.
"""

from __future__ import annotations

import uuid
from functools import cache

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from congthuong.core.document.fonts import FONT_DIRECTORY
from congthuong.core.document.writers.docx.xml import el, root, serialise

EXTENSION = "odttf"
OBFUSCATED = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_STYLES = ("Regular", "Bold", "Italic", "BoldItalic")
_OBFUSCATED_BYTES = 32


def font_table(family: str) -> Part:
    """The part that names the family of the text and, related to it, the four files of its styles."""
    embedded = [(f"rId{number}", style, *_obfuscated(style)) for number, style in enumerate(_STYLES, start=1)]
    faces = [
        el(f"w:embed{style}", r_id=relation, fontKey=f"{{{key}}}") for relation, style, key, _ in embedded
    ]
    table = Part(
        PackURI("/word/fontTable.xml"),
        CT.WML_FONT_TABLE,
        serialise(root("w:fonts", [el("w:font", *faces, name=family)])),
    )
    for relation, style, _, data in embedded:
        table.load_rel(RT.FONT, Part(PackURI(f"/word/fonts/{style}.{EXTENSION}"), OBFUSCATED, data), relation)
    return table


@cache
def _obfuscated(style: str) -> tuple[str, bytes]:
    """(key, data): the first 32 bytes XORed with the key's bytes from its end (ECMA-376-1, 17.8.1)."""
    key = str(uuid.uuid5(uuid.NAMESPACE_URL, f"congthuong:tinos:{style}")).upper()
    mask = uuid.UUID(key).bytes[::-1] * 2
    data = (FONT_DIRECTORY / "word" / f"Tinos-{style}.ttf").read_bytes()
    hidden = bytes(one ^ other for one, other in zip(data[:_OBFUSCATED_BYTES], mask, strict=True))
    return key, hidden + data[_OBFUSCATED_BYTES:]
