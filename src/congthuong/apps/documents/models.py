"""What belongs to a document and names a person. The documents themselves are the catalogue's table."""

from __future__ import annotations

from django.db import models

from congthuong.web.kept import KeptFile


class DocumentFile(KeptFile):
    """A file of a document, its size and kind checked (web/files.py). The last one is the one in use."""

    document = models.ForeignKey(
        "catalogue.LegalDocument", verbose_name="văn bản", on_delete=models.PROTECT, related_name="files"
    )
