"""Since when the room's registers are complete: before that day nothing can be counted."""

from __future__ import annotations

from django.db import models


class RegisterKept(models.Model):
    """A register that the ledger knows, once rows of it were taken in or its first dossier came."""

    code = models.CharField("mã", max_length=32, unique=True)
    since = models.DateField("đủ từ ngày", null=True)

    def __str__(self) -> str:
        return self.code
