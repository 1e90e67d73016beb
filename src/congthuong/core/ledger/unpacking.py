"""How much a zip file really holds, found out by unpacking it, not by what it says of itself.

A file may say that a part has a hundred bytes where a hundred megabytes come out, and Python's own `zipfile` believes
it: it stops at the size that was said. The library that reads workbooks goes on, so it is measured before.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
_LOCAL: Final = struct.Struct(
    "<4s22xHH"
)  # a part's own header: signature, lengths of its name and of its extras
_STEP: Final = 1 << 20
BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
)


def unpacked_size(data: bytes, limit: int) -> int:
    """The bytes that all parts come to; counting stops beyond `limit`. Raises `BROKEN`.

    Parts that share the same packed bytes count each, as they are read each. Nothing is kept.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    total = 0
    for entry in entries:
        total += _size(data, entry, limit - total)
        if total > limit:
            break
    return total


def _size(data: bytes, entry: zipfile.ZipInfo, limit: int) -> int:
    size = 0
    for piece in unpacked(data, entry):
        size += len(piece)
        if size > limit:
            break
    return max(size, entry.file_size) if entry.compress_type == _STORED else size


def unpacked(data: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """What a part really holds, piece by piece, whatever size it says it has. Raises `BROKEN`."""
    signature, name, extras = _LOCAL.unpack_from(data, entry.header_offset)
    if signature != b"PK\x03\x04":
        raise zipfile.BadZipFile("no part where the directory says one is")
    first = entry.header_offset + _LOCAL.size + name + extras
    packed = memoryview(data)[first : first + entry.compress_size]
    if entry.compress_type == _STORED:
        yield from (bytes(packed[at : at + _STEP]) for at in range(0, len(packed), _STEP))
        return
    if entry.compress_type != _DEFLATED:
        raise zipfile.BadZipFile("packed in a way that no workbook is")
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    for at in range(0, len(packed), _STEP):
        waiting = bytes(packed[at : at + _STEP])
        while waiting:
            yield inflating.decompress(waiting, _STEP)
            if inflating.eof:
                return
            waiting = inflating.unconsumed_tail
