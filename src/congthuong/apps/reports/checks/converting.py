"""Reading an upload. Old Word files go through a program of the machine, one at a time and not for long.

A page keeps one of the server's few threads while it waits, and whatever stands before the server gives up after a
minute; the command has more patience (`congthuong check`).
"""

from __future__ import annotations

from threading import BoundedSemaphore
from typing import ClassVar, Final

from congthuong.conversion import convert
from congthuong.core.document.readers.any import read_any
from congthuong.core.document.readers.troubles import NeedsConverting
from congthuong.core.document.reading import Reading
from congthuong.core.problems import Problem

SECONDS: Final = 45
_PATIENCE: Final = 5
_one = BoundedSemaphore()


class ConverterBusy(Problem):
    code: ClassVar[str] = "CT-463"
    text: ClassVar[str] = (
        "Máy chủ đang chuyển một tệp Word đời cũ khác. Hãy gửi lại «{name}» sau một phút, "
        "hoặc mở bằng Word và lưu thành .docx."
    )


def read_upload(name: str, data: bytes) -> Reading:
    """The reading of an upload's bytes. Raises ConverterBusy, and Problem for whatever cannot be read."""
    try:
        return read_any(name, data)
    except NeedsConverting as needed:
        if not _one.acquire(timeout=_PATIENCE):
            raise ConverterBusy(name=name) from None
        try:
            return convert(name, data, needed, SECONDS)
        finally:
            _one.release()
