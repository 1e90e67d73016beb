"""Files of a dossier: what the applicant handed in for each component, and the result."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from congthuong.web.files import kept_files


class FilePurpose(models.TextChoices):
    COMPONENT = "component", "thành phần hồ sơ"
    RESULT = "result", "kết quả giải quyết"


class DossierFile(models.Model):
    """Told by its content, its size and kind checked (web/files.py). `component` is the line of the procedure's list for
    which it was handed in, "" for another paper; `by` None: the applicant sent it without a login."""

    dossier = models.ForeignKey(
        "procedures.Dossier", verbose_name="hồ sơ", on_delete=models.PROTECT, related_name="files"
    )
    purpose = models.CharField("là", max_length=10, choices=FilePurpose.choices)
    component = models.CharField("thành phần", max_length=500, blank=True)
    name = models.CharField("tên tệp", max_length=200)
    kind = models.CharField("loại tệp", max_length=8)
    size = models.PositiveIntegerField("số byte")
    sha256 = models.CharField("mã băm", max_length=64)
    file = models.FileField("tệp", storage=kept_files, max_length=200)
    at = models.DateTimeField("lúc", default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người gửi", null=True, on_delete=models.PROTECT, related_name="+"
    )  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            # Sent twice, it is kept once.
            models.UniqueConstraint(fields=["dossier", "purpose", "component", "sha256"], name="dossier_file_once"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name
