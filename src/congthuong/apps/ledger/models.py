"""The ledger's tables: written once, superseded, never changed.

Two times are kept. `recorded_on` is the day on which a value was known, as its source says; every *as of*
question is asked of it. `recorded_at` is the moment at which this database received the row.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from congthuong.apps.ledger.append_only import AppendOnlyModel
from congthuong.apps.ledger.fields import StatedDecimalField
from congthuong.web import clock


class ImportBatch(AppendOnlyModel):
    """One file or folder that was taken in: what it was, who brought it, when, what came of it."""

    name = models.CharField("tên tệp", max_length=255)
    sha256 = models.CharField("mã băm", max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người nhập",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField("lúc", default=clock.now)
    rows = models.PositiveIntegerField("số dòng")
    added = models.PositiveIntegerField("số dòng mới")

    class Meta(AppendOnlyModel.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.name} ({self.rows})"


class Observation(AppendOnlyModel):
    """One value of an indicator; the columns are those of core.ledger.model.Observation.

    `items` is the breakdown written out ("khu_vuc_dien=chieu_sang;…", sorted), so that equal breakdowns are
    equal text. `supersedes` is the value of the same key that was the last known when this one was recorded.
    """

    indicator = models.ForeignKey(
        "catalogue.Indicator",
        verbose_name="chỉ tiêu",
        to_field="code",
        db_column="indicator",
        db_index=False,
        on_delete=models.PROTECT,
        related_name="observations",
    )
    place = models.CharField("địa bàn", max_length=10)
    period = models.CharField("kỳ", max_length=24)
    period_first = models.DateField("ngày đầu kỳ")
    period_last = models.DateField("ngày cuối kỳ")
    basis = models.CharField("loại số liệu", max_length=10)
    items = models.CharField("phân tổ", max_length=200, blank=True)
    value = StatedDecimalField("giá trị")
    unit = models.CharField("đơn vị", max_length=60)
    decimals = models.PositiveSmallIntegerField("số lẻ")
    qualifier = models.CharField("từ chỉ mức", max_length=10, blank=True)
    vintage = models.CharField("lần công bố", max_length=10, blank=True)
    status = models.CharField("trạng thái", max_length=10, blank=True)
    low = StatedDecimalField("cận dưới", null=True)
    high = StatedDecimalField("cận trên", null=True)
    counted_to = models.DateField("chốt đến ngày", null=True)
    source = models.TextField("nguồn", blank=True)
    note = models.TextField("ghi chú", blank=True)
    recorded_on = models.DateField("ngày ghi nhận")
    recorded_at = models.DateTimeField("lúc ghi vào sổ", default=clock.now)
    recorded_by = models.CharField("người ghi", max_length=150, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="tài khoản",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    batch = models.ForeignKey(
        "ledger.ImportBatch", null=True, on_delete=models.PROTECT, related_name="observations"
    )
    supersedes = models.ForeignKey(
        "self", verbose_name="thay cho", null=True, on_delete=models.PROTECT, related_name="superseded_by"
    )

    class Meta(AppendOnlyModel.Meta):
        indexes: ClassVar = [
            # The order of the as-of question: within a key the last known comes first.
            models.Index(
                fields=["indicator", "place", "period", "basis", "items", "-recorded_on", "-id"],
                name="observation_as_of",
            ),
            models.Index(fields=["place", "period_last"], name="observation_place_period"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.place} {self.period} {self.basis}"
