"""Files that people hand in beside a row: told by their content, kept under names of ours, never shown in our pages.

A room's model keeps what `checked_file` found and the bytes in `kept_files()`; a view hands them out by `file_kept`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from congthuong.core.problems import Problem

LARGEST = 20 * 1024 * 1024
# The first bytes of each kind; DOCX and XLSX are ZIP archives. Text has none: it must decode and hold no zero byte.
KINDS: dict[str, bytes] = {
    "pdf": b"%PDF-",
    "docx": b"PK\x03\x04",
    "xlsx": b"PK\x03\x04",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
    "txt": b"",
}


class FileRefused(Problem):
    code: ClassVar[str] = "CT-711"
    text: ClassVar[str] = "Tệp «{name}» không nhận được: {why}. Hãy gửi tệp {kinds}, tối đa {megabytes} MB."


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be kept: `name` is what people see, `kind` its ending."""

    name: str
    kind: str
    data: bytes

    @property
    def size(self) -> int:
        return len(self.data)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def checked_file(
    name: str, data: bytes, *, kinds: Collection[str] = KINDS.keys(), largest: int = LARGEST
) -> CheckedFile:
    """Told by its content, never by its name alone; a room may take fewer kinds and less. Raises FileRefused."""
    shown = _shown(name)
    kind = PurePosixPath(shown).suffix.lower().lstrip(".")
    if kind not in kinds:
        raise refused(shown, "loại tệp này không dùng được", kinds, largest)
    if not data or len(data) > largest:
        raise refused(shown, "tệp quá lớn" if data else "tệp trống", kinds, largest)
    if not data.startswith(KINDS[kind]) or (kind == "txt" and b"\x00" in data):
        raise refused(shown, "nội dung tệp không đúng như đuôi tên", kinds, largest)
    return CheckedFile(shown, kind, data)


def file_of(request: HttpRequest, field: str = "tep") -> CheckedFile | None:
    """The file that a form sent; None when none was chosen. Raises FileRefused."""
    if getattr(request, "upload_too_large", False):
        raise refused("", "tệp quá lớn")
    upload: Any = request.FILES.get(field)
    return checked_file(upload.name, upload.read()) if upload is not None and upload.name else None


def files_of(
    request: HttpRequest, field: str, *, kinds: Collection[str] = KINDS.keys(), largest: int = LARGEST
) -> tuple[CheckedFile, ...]:
    """All files that a field of a form sent. Raises FileRefused."""
    if getattr(request, "upload_too_large", False):
        raise refused("", "các tệp gửi cùng lúc quá lớn", kinds, largest)
    uploads: list[Any] = request.FILES.getlist(field)
    return tuple(
        checked_file(one.name, one.read(), kinds=kinds, largest=largest) for one in uploads if one.name
    )


class KeptFiles(FileSystemStorage):
    """A folder of its own beside the database: no address serves it. The folder is asked for when a file is kept."""

    @property
    def base_location(self) -> str:
        return str(settings.HOME / "tep-dinh-kem")

    @property
    def location(self) -> str:
        return str(Path(self.base_location).absolute())


def kept_files() -> Storage:
    return KeptFiles(base_url=None)


def file_kept(name: str, data: bytes) -> HttpResponse:
    """Always to be kept, never shown in our pages: what is in it is the sender's."""
    response = HttpResponse(data, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _shown(name: str) -> str:
    printable = "".join(sign for sign in name if sign.isprintable() and sign not in "/\\")
    return printable[-200:] or "tep"


def refused(
    name: str, why: str, kinds: Collection[str] = KINDS.keys(), largest: int = LARGEST
) -> FileRefused:
    return FileRefused(name=name, why=why, kinds=", ".join(kinds), megabytes=largest // 1024**2)
