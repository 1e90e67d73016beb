"""Any report, whatever its format: the kind told by the bytes first, by the name second."""

from __future__ import annotations

from typing import Final, Literal

import regex

from congthuong.core.document.readers.decoding import decoded
from congthuong.core.document.readers.plain import read_plain
from congthuong.core.document.readers.sheet import MOST_CHARACTERS
from congthuong.core.document.readers.troubles import (
    EmptyFile,
    NeedsConverting,
    Protected,
    TooLarge,
    WrongKind,
)
from congthuong.core.document.reading import Reading

LARGEST_FILE: Final = 128 * 1024 * 1024
Kind = Literal["zip", "pdf", "ole", "rtf", "html", "md", "txt"]

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams inside old office files are UTF-16.
_OLE_STREAMS: Final = (
    ("EncryptedPackage", "locked"),
    ("WordDocument", "doc"),
    ("Workbook", "bảng tính Excel"),
    ("PowerPoint Document", "tệp trình chiếu PowerPoint"),
)
_FOREIGN: Final = (
    (b"\x89PNG", "hình ảnh PNG"),
    (b"\xff\xd8\xff", "hình ảnh JPEG"),
    (b"GIF8", "hình ảnh GIF"),
    (b"II*\x00", "hình ảnh TIFF"),
    (b"MM\x00*", "hình ảnh TIFF"),
    (b"BM", ""),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén GZIP"),
    (b"MZ", ""),
    (b"\x7fELF", "chương trình"),
)
_HTML: Final = regex.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    regex.IGNORECASE | regex.DOTALL,
)
_NAMED: Final = {"htm": "html", "html": "html", "xhtml": "html", "md": "md", "markdown": "md"}


def read_any(name: str, data: bytes) -> Reading:
    """The reading of a file's bytes. `name` serves messages, and tells the kind where the bytes do not.

    Raises Problem, and nothing else, for whatever cannot be read. Old `.doc` and `.rtf` files end in
    `NeedsConverting`: who may start other programs converts them first (`congthuong.conversion`).
    """
    if not data or not data.strip(b"\x00 \t\r\n"):
        raise EmptyFile(name=name)
    if len(data) > LARGEST_FILE:
        raise TooLarge(
            name=name, what=f"{len(data) // 1024 // 1024} MB", limit=f"{LARGEST_FILE // 1024 // 1024} MB"
        )
    kind = kind_of(name, data)
    if kind == "zip":
        from congthuong.core.document.readers.docx import read_docx

        return read_docx(name, data)
    if kind == "pdf":
        from congthuong.core.document.readers.pdf import read_pdf

        return read_pdf(name, data)
    if kind in ("ole", "rtf"):
        raise _old(name, data, kind)
    return _read_text(name, data, kind)


def kind_of(name: str, data: bytes) -> Kind:
    """What the bytes are; the name decides only between kinds of text. Raises WrongKind."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLE):
        return "ole"
    if data.lstrip()[:5] == b"{\\rtf":
        return "rtf"
    for start, what in _FOREIGN:
        if data.startswith(start) and (what or b"\x00" in data[:512]):
            raise WrongKind(name=name, what=what or "tệp nhị phân")
    if _HTML.match(data[:8192]):
        return "html"
    return _NAMED.get(name.rpartition(".")[2].lower(), "txt")  # type: ignore[return-value]


def _old(name: str, data: bytes, kind: Kind) -> Protected | WrongKind | NeedsConverting:
    if kind == "rtf":
        return NeedsConverting(name=name, what="tệp RTF")
    for stream, what in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            if what == "locked":
                return Protected(name=name)
            if what == "doc":
                return NeedsConverting(name=name, what="tệp Word đời cũ (.doc)")
            return WrongKind(name=name, what=what)
    return WrongKind(name=name, what="tệp Office đời cũ không rõ loại")


def _read_text(name: str, data: bytes, kind: Kind) -> Reading:
    text, notices = decoded(name, data)
    if len(text) > MOST_CHARACTERS:
        limit = f"{MOST_CHARACTERS // 1_000_000} triệu chữ"
        raise TooLarge(name=name, what=f"{len(text) // 1_000_000} triệu chữ", limit=limit)
    if kind == "html":
        from congthuong.core.document.readers.html import read_html

        reading = read_html(name, text, notices)
    elif kind == "md":
        from congthuong.core.document.readers.md import read_md

        reading = read_md(name, text, notices)
    else:
        reading = read_plain(name, text, notices)
    if not reading.pieces:
        raise EmptyFile(name=name)
    return reading
