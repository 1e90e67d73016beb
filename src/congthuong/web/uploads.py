"""Uploads are cut off at a limit while they come in, before anything is kept of what is beyond."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

LARGEST = 20 * 1024 * 1024  # bytes of all the files of one request
AROUND = 64 * 1024  # what stands around the files of a request: names, borders, fields


def most_at_once() -> int:
    """`LARGEST`, or one scan of a dossier where the office takes larger ones."""
    return max(LARGEST, int(settings.SCAN_LARGEST))


class LimitedUpload(FileUploadHandler):
    """Stands before the handlers that keep a file. A file beyond the limit is left out of the request's files, and
    the request says so: `upload_too_large` is True."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.taken += len(raw_data)
        if self.taken > most_at_once():
            if self.request is not None:
                self.request.upload_too_large = True  # type: ignore[attr-defined]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> Any:
        return None  # the next handler has the file
