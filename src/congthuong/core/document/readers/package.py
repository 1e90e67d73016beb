"""A zip file whose parts are XML, opened as if its sender were hostile.

Nothing is unpacked to disk, nothing is fetched; sizes are bounded by what is really read, not by what the file says.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Final

from lxml import etree

from congthuong.core.document.readers.troubles import Damaged, Protected, Suspicious, TooLarge

LARGEST_PART: Final = 96 * 1024 * 1024
_MOST_ENTRIES: Final = 20_000
_RATIO: Final = 250
_RATIO_COUNTS_FROM: Final = 8 * 1024 * 1024
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL: Final = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    struct.error,
    ValueError,
    IndexError,
    KeyError,
    OverflowError,
    UnicodeError,
)


class Package:
    """The parts of an office file; at most `LARGEST_PART` bytes of XML are read in all."""

    def __init__(self, name: str, data: bytes) -> None:
        self._file = name
        self._left = LARGEST_PART
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except _BROKEN as error:
            raise Damaged(name=name, what="không mở được gói nén") from error
        if len(entries) > _MOST_ENTRIES:
            raise Suspicious(name=name, what=f"{len(entries)} phần bên trong")
        self._entries = {entry.filename.lstrip("/").lower(): entry for entry in entries}

    def names(self) -> list[str]:
        """The parts' names, in small letters."""
        return list(self._entries)

    def has(self, part: str) -> bool:
        return part.lower() in self._entries

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises Damaged, Protected, Suspicious, TooLarge."""
        entry = self._entries.get(part.lower())
        if entry is None:
            raise Damaged(name=self._file, what=f"thiếu phần {part}")
        if entry.flag_bits & 0x1:
            raise Protected(name=self._file)
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(self._left + 1)
        except RuntimeError as error:
            raise Protected(name=self._file) from error
        except _BROKEN as error:
            raise Damaged(name=self._file, what=f"phần {part} bị hỏng") from error
        packed = max(1, entry.compress_size)
        if len(data) > _RATIO_COUNTS_FROM and len(data) > _RATIO * packed:
            raise Suspicious(name=self._file, what="nội dung nén quá mức bình thường")
        if len(data) > self._left:
            limit = f"{LARGEST_PART // 1024 // 1024} MB"
            raise TooLarge(name=self._file, what="nội dung bên trong sau khi giải nén", limit=limit)
        self._left -= len(data)
        return data

    def xml(self, part: str) -> etree._Element:
        """The tree of a part."""
        return parsed(self._file, part, self.read(part))


def parsed(name: str, part: str, data: bytes) -> etree._Element:
    """XML without entities, network or document types. Raises Damaged, Suspicious."""
    if _STRICT in data[:4096]:
        data = data.replace(_STRICT, _TRANSITIONAL)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Damaged(name=name, what=f"phần {part} không phải XML đúng") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Suspicious(name=name, what="khai báo thực thể XML")
    return root
