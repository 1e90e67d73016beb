"""How a report is made: its settings and its template, as the folder gave them."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from congthuong.core.quantities import Period


class ReportDefinition(models.Model):
    """`settings` is bao-cao.toml, `templates` maps the path of every template file to its text."""

    code = models.CharField("mã", max_length=80, unique=True)
    title = models.TextField("tên", blank=True)
    place = models.CharField("địa bàn", max_length=10)
    period = models.CharField("kỳ", max_length=24)
    as_of = models.DateField("chốt số liệu ngày")
    settings = models.JSONField("cài đặt")
    templates = models.JSONField("mẫu")
    stored_at = models.DateTimeField("lúc lưu", default=timezone.now)
    stored_by = models.ForeignKey(
        "accounts.User", verbose_name="người lưu", null=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return self.code

    @property
    def heading(self) -> str:
        """What the declaration calls the report, without the figures that its title may ask for."""
        kind = str(self.settings.get("kind", "")).capitalize()
        return f"{kind} {Period.of(self.period).name}".strip()
