"""Checking a report from Python, under the names of the command: `congthuong.check`.

import congthuong

audit = congthuong.check("bao-cao.docx")
for finding in audit.findings:
    print(finding.severity, finding.message, finding.arithmetic)
"""

from __future__ import annotations

from pathlib import Path

from congthuong.command.files import read_file
from congthuong.core.audit.check import check as check_reading
from congthuong.core.audit.model import Audit
from congthuong.core.document.reading import Reading

Source = str | Path | bytes
"""A path, or the bytes of a file."""


def check(source: Source, *, name: str = "") -> Audit:
    """What a report states, how its figures hang together, and what cannot be true.

    `source` is a path or the file's bytes; of bytes, `name` says the kind by its ending ("bao-cao.docx").
    Raises Problem when the file cannot be read.
    """
    return check_reading(read(source, name))


def read(source: Source, name: str = "") -> Reading:
    """The file as read. Raises Problem."""
    from congthuong.core.document.readers import read_any

    if isinstance(source, bytes):
        return read_any(name or "bao-cao.txt", source)
    path = Path(source)
    return read_any(name or path.name, read_file(path))
