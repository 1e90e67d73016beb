"""Tokens of people's programs, and what was answered to calls that may be sent again."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class ApiToken(models.Model):
    """A key that a program shows in the name of a person. Only its hash is kept; it is shown once, when it is made."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người dùng",
        on_delete=models.PROTECT,
        related_name="api_tokens",
    )
    name = models.CharField("tên", max_length=80)
    start = models.CharField("mấy chữ đầu", max_length=12)
    sha256 = models.CharField("mã băm", max_length=64, unique=True)
    made_at = models.DateTimeField("lúc tạo", default=timezone.now)
    expires_on = models.DateField("hết hạn sau ngày")
    last_used_at = models.DateTimeField("dùng lần cuối", null=True, blank=True)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.start}… {self.name}"


class KeptAnswer(models.Model):
    """What a call with a key of its own was answered: sent again, it is not done again."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người dùng", on_delete=models.PROTECT, related_name="+"
    )
    key = models.CharField("khóa của lần gọi", max_length=80)
    print = models.CharField("dấu nhận của nội dung", max_length=64)
    status = models.PositiveSmallIntegerField("mã trả lời", default=0)
    answer = models.JSONField("câu trả lời", null=True)
    at = models.DateTimeField("lúc", default=timezone.now, db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "key"], name="answer_once_a_key")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.key}"
