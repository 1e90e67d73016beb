"""What belongs to a document and names a person. The documents themselves are the catalogue's table."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from congthuong.web.files import kept_files


class DocumentFile(models.Model):
    """A file of a document, its size and kind checked (web/files.py). The last one is the one in use."""

    document = models.ForeignKey(
        "catalogue.LegalDocument", verbose_name="văn bản", on_delete=models.PROTECT, related_name="files"
    )
    name = models.CharField("tên tệp", max_length=200)
    kind = models.CharField("loại tệp", max_length=8)
    size = models.PositiveIntegerField("số byte")
    sha256 = models.CharField("mã băm", max_length=64)
    file = models.FileField("tệp", storage=kept_files, max_length=200)
    at = models.DateTimeField("lúc", default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người gửi",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    def __str__(self) -> str:
        return self.name
