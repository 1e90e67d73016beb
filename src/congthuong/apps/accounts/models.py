"""Who works with the system. The user model is our own from the first migration on, because exchanging it
later means rewriting every foreign key."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A person. Vietnamese names are written whole (họ, tên đệm, tên), so there is one name field.

    `organisation` is the code of an Organisation of the catalogue; text, since accounts stands below it.
    """

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField("họ và tên", max_length=150)
    organisation = models.CharField("mã tổ chức", max_length=40, blank=True)

    REQUIRED_FIELDS: ClassVar = ["full_name"]

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        """The given name stands last in a Vietnamese name."""
        return self.full_name.split()[-1] if self.full_name.split() else self.username
