"""The row that keeps a file which a person handed in; each room says beside it what the file belongs to."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone

from congthuong.web.files import CheckedFile, kept_files


class KeptFile(models.Model):
    """As `checked_file` found it (web/files.py). `by` None: it was sent without a login."""

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

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def keep(self, found: CheckedFile, folder: str) -> None:
        """Writes the bytes and the row. The stored name is ours: nothing of the sender's reaches the file system."""
        self.name, self.kind, self.size, self.sha256 = found.name, found.kind, found.size, found.sha256
        self.file.save(f"{folder}/{uuid.uuid4().hex}.{found.kind}", ContentFile(found.data), save=True)
