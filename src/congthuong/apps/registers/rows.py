"""The table that every typed register has: what its rows say now. What they said before stands in `Entry`."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class RegisterRow(models.Model):
    """The present state of a row, for lists, search and figures; written by `services` only, together with its history.

    `effective_*` say when the row was true (half open: `effective_to` is the first day on which it no longer was),
    `state_from` since when it is as it stands here, `recorded_on` since when we know. `version` counts the changes, so
    that two people who change it at once are told. A withdrawn row was never true: it is kept, and counts nowhere.
    """

    key = models.CharField("mã số", max_length=40, unique=True, editable=False)
    effective_from = models.DateField("đúng từ ngày", null=True, blank=True, db_index=True)
    effective_to = models.DateField("đến trước ngày", null=True, blank=True, db_index=True)
    state_from = models.DateField("như thế này từ ngày", null=True, editable=False)
    source = models.TextField("nguồn", blank=True)
    order = models.PositiveIntegerField("thứ tự", default=0, editable=False)
    recorded_on = models.DateField("ngày ghi nhận", editable=False)
    changed_at = models.DateTimeField("sửa lần cuối", default=timezone.now, editable=False)
    version = models.PositiveIntegerField("lần sửa", default=1, editable=False)
    withdrawn = models.BooleanField("đã bỏ", default=False, editable=False)
    folded = models.TextField(editable=False)

    class Meta:
        abstract = True
        ordering: ClassVar = ["order", "key"]

    def __str__(self) -> str:
        return self.key


class HouseholdRow(RegisterRow):
    """A row that may be a household's, whose `private` columns then tell who a person is (`households.py`).

    What once was a household's is one for ever: who may not read its name does not come to it by what the row says later.
    """

    of_household = models.BooleanField("của hộ kinh doanh", default=False, editable=False)

    class Meta(RegisterRow.Meta):
        abstract = True
