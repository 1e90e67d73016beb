"""Any report, whatever its format: the kind told by the bytes first, by the name second."""

from __future__ import annotations

from congthuong.core.document.readers.plain import read_plain
from congthuong.core.document.reading import Reading


def read_any(name: str, data: bytes) -> Reading:
    """The reading of a file's bytes. `name` is only for messages and where the bytes say too little."""
    return read_plain(name, data.decode("utf-8-sig"))
