"""Registers of any shape, their rows written once and superseded (docs/decisions/0004)."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from congthuong.apps.ledger.append_only import AppendOnlyModel


class Register(models.Model):
    """A register and the columns it has. `fields`: [{code, name, type, unit, decimals, display}]."""

    code = models.CharField("mã", max_length=32, unique=True)
    name = models.CharField("tên", max_length=200)
    unit = models.CharField("danh từ đếm", max_length=60)
    fields = models.JSONField("các trường", default=list)
    position = models.PositiveIntegerField("thứ tự", default=0)

    def __str__(self) -> str:
        return self.name


class Entry(AppendOnlyModel):
    """One state of one row. `data` holds text; numbers are written out in full, dates as 2020-06-08.

    `effective_*` say when it was true, `recorded_on` since when we knew; `effective_to` is the first day on
    which it no longer was.
    """

    register = models.ForeignKey(
        "registers.Register",
        to_field="code",
        db_column="register",
        db_index=False,
        on_delete=models.PROTECT,
        related_name="entries",
    )
    key = models.CharField("khóa", max_length=20)
    data = models.JSONField("nội dung")
    effective_from = models.DateField("đúng từ ngày", null=True)
    effective_to = models.DateField("đến trước ngày", null=True)
    source = models.TextField("nguồn", blank=True)
    order = models.PositiveIntegerField("thứ tự", default=0)
    recorded_on = models.DateField("ngày ghi nhận")
    recorded_at = models.DateTimeField("lúc ghi vào sổ", default=timezone.now)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="tài khoản",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    batch = models.ForeignKey(
        "ledger.ImportBatch", null=True, on_delete=models.PROTECT, related_name="entries"
    )
    supersedes = models.ForeignKey(
        "self", verbose_name="thay cho", null=True, on_delete=models.PROTECT, related_name="superseded_by"
    )

    class Meta(AppendOnlyModel.Meta):
        indexes: ClassVar = [
            models.Index(fields=["register", "key", "-recorded_on", "-id"], name="entry_as_of"),
        ]

    def __str__(self) -> str:
        return f"{self.register_id} {self.key}"
