"""What the office says about days and years: written once, superseded, never changed.

The days that come with the product are not here: they lie under these rows (`queries.calendar_on`), so that an
update brings new facts and never touches what an office entered.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from congthuong.apps.accounts.append_only import AppendOnlyModel

LONGEST: Mapping[str, int] = MappingProxyType({"reason": 200, "decision": 120, "source": 300})
"""Letters that each text takes."""


class Stated(AppendOnlyModel):
    """Who said it, on what ground, known since when; `recorded_at` is when this database received it."""

    decision = models.CharField("số văn bản", max_length=LONGEST["decision"], blank=True)
    source = models.CharField("nguồn", max_length=LONGEST["source"], blank=True)
    recorded_on = models.DateField("biết từ ngày")
    recorded_at = models.DateTimeField("lúc nhập", default=timezone.now)
    entered_by = models.CharField("người nhập", max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="tài khoản",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta(AppendOnlyModel.Meta):
        abstract = True


class DecidedDay(Stated):
    """A day that is off or worked unlike its weekday, or again as its weekday says ("usual")."""

    class Kind(models.TextChoices):
        OFF = "off", "nghỉ"
        WORK = "work", "làm bù"
        USUAL = "usual", "như thường lệ"

    day = models.DateField("ngày")
    kind = models.CharField("loại", max_length=5, choices=Kind.choices)
    reason = models.CharField("lý do", max_length=LONGEST["reason"], blank=True)

    class Meta(Stated.Meta):
        indexes: ClassVar = [models.Index(fields=["day"], name="decided_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.get_kind_display()}"


class DecidedYear(Stated):
    """Whether the days off of a year were announced."""

    year = models.PositiveSmallIntegerField("năm")
    announced = models.BooleanField("đã công bố")

    class Meta(Stated.Meta):
        indexes: ClassVar = [models.Index(fields=["year"], name="decided_year")]

    def __str__(self) -> str:
        return f"{self.year}: {'đã' if self.announced else 'chưa'} công bố"
