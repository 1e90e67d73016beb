"""The text of a directive as it was read, kept so that every sentence of a task can be shown where it stands."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from congthuong.apps.accounts.append_only import AppendOnlyModel


class DirectiveText(AppendOnlyModel):
    document = models.ForeignKey(
        "catalogue.LegalDocument", verbose_name="văn bản", on_delete=models.PROTECT, related_name="readings"
    )
    text = models.TextField("nội dung")
    name = models.CharField("tên tệp", max_length=200, blank=True)
    sha256 = models.CharField("mã băm", max_length=64)
    at = models.DateTimeField("lúc", default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người đọc", on_delete=models.PROTECT, related_name="+"
    )

    class Meta(AppendOnlyModel.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.document_id} {self.name}"
