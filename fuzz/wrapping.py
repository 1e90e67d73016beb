"""The files around what is fuzzed: bytes inside a Word package or on a PDF page that is otherwise in order.

A fuzzer that changes bytes of a zip file meets its checksums and little else, so only what lies inside is given to it.
"""

from __future__ import annotations

import io
import zipfile
from typing import Final

BETWEEN: Final = b"\n\x1e\n"
_PARTS: Final = ("document", "footnotes", "numbering", "styles")
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NEVER: Final = (1980, 1, 1, 0, 0, 0)


def word_file(inside: bytes) -> bytes:
    """A .docx whose parts are the pieces of `inside`: what stands in the body, the footnotes, the lists, the styles."""
    pieces = dict(zip(_PARTS, inside.split(BETWEEN), strict=False))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, data in _package(pieces).items():
            archive.writestr(zipfile.ZipInfo(path, _NEVER), data)
    return out.getvalue()


def _package(pieces: dict[str, bytes]) -> dict[str, bytes]:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{"document.main" if name == "document" else name}+xml"/>'
        for name in pieces
    )
    links = "".join(
        f'<Relationship Id="r{name}" Type="{_RELATIONS}/{name}" Target="{name}.xml"/>'
        for name in pieces
        if name != "document"
    )
    spaces = "http://schemas.openxmlformats.org/package/2006"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{spaces}/content-types">{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{spaces}/relationships"><Relationship Id="r1" '
        f'Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{spaces}/relationships">{links}</Relationships>',
    }
    made = {path: text.encode() for path, text in files.items()}
    for name, piece in pieces.items():
        made[f"word/{name}.xml"] = _part(name, piece)
    return made


def _part(name: str, piece: bytes) -> bytes:
    around = {
        "document": (f'<w:document xmlns:w="{_W}"><w:body>', "</w:body></w:document>"),
        "footnotes": (f'<w:footnotes xmlns:w="{_W}">', "</w:footnotes>"),
        "numbering": (f'<w:numbering xmlns:w="{_W}">', "</w:numbering>"),
        "styles": (f'<w:styles xmlns:w="{_W}">', "</w:styles>"),
    }
    before, after = around[name]
    return before.encode() + piece + after.encode()


def pdf_file(inside: bytes) -> bytes:
    """A PDF of one page that draws `inside`, with two fonts, Latin letters only."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(inside), inside),
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Bold/Encoding/WinAnsiEncoding>>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)
