"""Forms, their published versions, and the rounds in which they are filled in."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_noop

from congthuong.apps.accounts.append_only import AppendOnlyModel
from congthuong.web import clock


class Form(models.Model):
    """A form as a name: what it asks stands in its versions. The last published version is the current one."""

    code = models.CharField("mã", max_length=40, unique=True)
    name = models.CharField("tên", max_length=300)
    kind = models.CharField("lĩnh vực", max_length=40)
    period = models.CharField("loại kỳ", max_length=10)
    retired = models.BooleanField("thôi dùng", default=False)

    class Meta:
        ordering: ClassVar = ["kind", "code"]

    def __str__(self) -> str:
        return self.name


class FormVersion(AppendOnlyModel):
    """A definition as it was published, complete (core.forms.data). A return keeps the version it was made with."""

    form = models.ForeignKey(
        "collection.Form", verbose_name="biểu", on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField("phiên bản")
    definition = models.JSONField("định nghĩa")
    sha256 = models.CharField("mã băm", max_length=64)
    note = models.CharField("thay đổi", max_length=500, blank=True)
    published_at = models.DateTimeField("lúc công bố", default=clock.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người công bố",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta(AppendOnlyModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["form", "number"], name="form_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.form_id} v{self.number}"


class Round(models.Model):
    """A form for one period. The days are stored when it opens: a later change of a rule or a calendar moves none."""

    class State(models.TextChoices):
        OPEN = "open", gettext_noop("đang mở")
        CLOSED = "closed", gettext_noop("đã chốt")

    form = models.ForeignKey(
        "collection.Form", verbose_name="biểu", on_delete=models.PROTECT, related_name="rounds"
    )
    version = models.ForeignKey(
        "collection.FormVersion",
        verbose_name="phiên bản",
        on_delete=models.PROTECT,
        related_name="rounds",
    )
    period = models.CharField("kỳ", max_length=24)
    period_first = models.DateField("ngày đầu kỳ")
    period_last = models.DateField("ngày cuối kỳ")
    opens_on = models.DateField("mở từ ngày")
    cut_off = models.DateField("chốt số liệu đến ngày")
    due_on = models.DateField("hạn nộp", db_index=True)
    days_announced = models.BooleanField("lịch nghỉ đã có quyết định", default=True)
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField("lúc mở", default=clock.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người mở",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    closed_at = models.DateTimeField("lúc chốt", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["form", "period"], name="round_once_a_period"),
        ]
        indexes: ClassVar = [models.Index(fields=["form", "-period_last"], name="round_of_form")]

    def __str__(self) -> str:
        return f"{self.form_id} {self.period}"
