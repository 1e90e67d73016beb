"""The agency's identifier code (mã định danh), the first part of a dossier's number: dated, written once."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from congthuong.apps.accounts.append_only import AppendOnlyModel


class AgencyCode(AppendOnlyModel):
    """In force from `since`; of two that begin on one day the later written one holds."""

    code = models.CharField("mã định danh", max_length=20)
    since = models.DateField("từ ngày")
    decision = models.CharField("văn bản cấp mã", max_length=200, blank=True)
    recorded_at = models.DateTimeField("lúc ghi", default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người ghi", null=True, on_delete=models.PROTECT, related_name="+"
    )  # fmt: skip

    class Meta(AppendOnlyModel.Meta):
        indexes: ClassVar = [models.Index(fields=["-since", "-id"], name="agency_code_on")]

    def __str__(self) -> str:
        return self.code
