"""Which tables come from whom, what their headings and lines were said to mean, and every file as it was received."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop

from congthuong.apps.ledger.append_only import AppendOnlyModel
from congthuong.web import clock


class SourceTable(models.Model):
    """A table that somebody sends again and again. `kind` is one of core.intake.kinds, `place` the code of a place."""

    sender = models.ForeignKey(
        "catalogue.Organisation",
        verbose_name="bên gửi",
        to_field="code",
        db_column="sender",
        on_delete=models.PROTECT,
        related_name="source_tables",
    )
    name = models.CharField("tên bảng", max_length=200)
    kind = models.CharField("loại bảng", max_length=20)
    place = models.CharField("địa bàn", max_length=10)
    made_at = models.DateTimeField("lúc lập", default=clock.now)
    made_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sender", "name"], name="source_table_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Mapping(AppendOnlyModel):
    """What people decided about a table's headings and lines; a later version holds, the earlier ones are kept.

    `columns`: heading with its months told from the one reported on -> meaning; `rows`: line -> code of what it is about.
    """

    table = models.ForeignKey("intake.SourceTable", on_delete=models.PROTECT, related_name="mappings")
    version = models.PositiveIntegerField("lần")
    columns = models.JSONField("nghĩa của cột", default=dict)
    rows = models.JSONField("nghĩa của dòng", default=dict)
    unit = models.CharField("đơn vị của bảng", max_length=60, blank=True)
    at = models.DateTimeField("lúc", default=clock.now)
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(AppendOnlyModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["table", "version"], name="mapping_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.table_id} v{self.version}"


class Delivery(models.Model):
    """A file as it was received, byte for byte, and what became of it.

    `month` is what a person chose (first day of the month reported on; empty: as the file says), `sheet` and `number`
    which of its tables. `answers` are figures that a person wrote for single cells. `kept` is what was shown when it was
    accepted, as JSON: what was known before changes with the ledger.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", gettext_noop("chờ xem")
        CONFIRMED = "confirmed", gettext_noop("đã xem cột, chờ nhận")
        ACCEPTED = "accepted", gettext_noop("đã nhận vào sổ")
        WITHDRAWN = "withdrawn", gettext_noop("đã bỏ")

    table = models.ForeignKey("intake.SourceTable", on_delete=models.PROTECT, related_name="deliveries")
    name = models.CharField("tên tệp", max_length=200)
    sha256 = models.CharField("mã băm", max_length=64)
    data = models.BinaryField("tệp gốc")
    size = models.PositiveIntegerField("cỡ tệp")
    received_on = models.DateField("ngày nhận")
    received_at = models.DateTimeField("lúc đưa lên", default=clock.now)
    received_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.PROPOSED)
    month = models.DateField("tháng báo cáo", null=True)
    sheet = models.CharField("trang tính", max_length=100, blank=True)
    number = models.PositiveSmallIntegerField("bảng thứ", default=0)
    answers = models.JSONField("số ghi lại", default=dict)
    changed_at = models.DateTimeField("đổi lần cuối", default=clock.now)
    mapping = models.ForeignKey("intake.Mapping", null=True, on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey("ledger.ImportBatch", null=True, on_delete=models.PROTECT, related_name="+")
    kept = models.TextField("như lúc nhận", blank=True)
    closed_at = models.DateTimeField("lúc nhận hoặc bỏ", null=True)
    closed_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("lý do bỏ", max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            # The same file again is the same delivery, until somebody withdraws it.
            models.UniqueConstraint(
                fields=["table", "sha256"], condition=~Q(state="withdrawn"), name="delivery_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["table", "-received_at"], name="delivery_of_table")]

    def __str__(self) -> str:
        return self.name

    @property
    def open(self) -> bool:
        return self.state in (self.State.PROPOSED, self.State.CONFIRMED)
