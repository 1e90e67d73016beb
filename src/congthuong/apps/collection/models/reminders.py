"""Which reminders were sent."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from congthuong.apps.accounts.append_only import AppendOnlyModel
from congthuong.web import clock


class Reminder(AppendOnlyModel):
    """A digest that was sent to a person: at most one a day."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người nhận", on_delete=models.PROTECT, related_name="+"
    )
    day = models.DateField("ngày")
    address = models.EmailField("địa chỉ")
    returns = models.JSONField("các phiếu", default=list)
    sent_at = models.DateTimeField("gửi lúc", default=clock.now)

    class Meta(AppendOnlyModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "day"], name="reminder_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day}"
