"""What pages count for all processes of the server together."""

from __future__ import annotations

from django.db import models


class Tally(models.Model):
    """How often something happened until the moment `until`, from which it is counted anew."""

    key = models.CharField("đếm gì", max_length=200, primary_key=True)
    count = models.PositiveIntegerField("số lần")
    until = models.DateTimeField("đến lúc", db_index=True)

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"
