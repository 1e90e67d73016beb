"""Cells that show an error of a formula (#DIV/0!): the reader gives them as empty, which they are not."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from congthuong.core.intake.cells import Spot, column_number
from congthuong.core.ledger.tables import ZIP_MAGIC
from congthuong.core.ledger.unpacking import BROKEN, unpacked

_ERROR: Final = re.compile(rb'<(?:\w+:)?c\s+r="([A-Za-z]{1,3})([0-9]{1,7})"[^>]*\st="e"')
_MARK: Final = b't="e"'


def error_spots(data: bytes) -> frozenset[Spot]:
    """The spots of all sheets together. The file has been through the guards."""
    if not data.startswith(ZIP_MAGIC):
        return frozenset()
    found: set[Spot] = set()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [one for one in archive.infolist() if "worksheets/" in one.filename]
        for part in parts:
            rest = b""
            for piece in unpacked(data, part):
                text = rest + piece
                if _MARK in text:
                    found |= {
                        (int(row) - 1, column_number(letters.decode()))
                        for letters, row in _ERROR.findall(text)
                    }
                rest = text[-200:]  # a cell's tag may be cut in two
    except BROKEN:
        return frozenset(found)
    return frozenset(found)
