"""Files of a dossier: what the applicant handed in for each component, and the result."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from congthuong.web.kept import KeptFile


class FilePurpose(models.TextChoices):
    COMPONENT = "component", "thành phần hồ sơ"
    RESULT = "result", "kết quả giải quyết"


class DossierFile(KeptFile):
    """Told by its content, its size and kind checked (web/files.py). `component` is the line of the procedure's list for
    which it was handed in, "" for another paper; `by` None: the applicant sent it without a login."""

    dossier = models.ForeignKey(
        "procedures.Dossier", verbose_name="hồ sơ", on_delete=models.PROTECT, related_name="files"
    )
    purpose = models.CharField("là", max_length=10, choices=FilePurpose.choices)
    component = models.CharField("thành phần", max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            # Sent twice, it is kept once.
            models.UniqueConstraint(fields=["dossier", "purpose", "component", "sha256"], name="dossier_file_once"),
        ]  # fmt: skip
