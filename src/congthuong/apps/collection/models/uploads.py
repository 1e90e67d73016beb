"""Workbooks that were handed in and are being looked at."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from congthuong.web import clock


class WorkbookUpload(models.Model):
    """What a workbook would change in a return, kept until its sender accepts it or sends another one.

    `content` is the preview itself (queries/uploads.py), emptied when it is closed; the file is not kept, its name and
    hash are.
    """

    class State(models.TextChoices):
        OPEN = "open", "đang xem"
        ACCEPTED = "accepted", "đã nhận"

    ret = models.ForeignKey(
        "collection.Return", verbose_name="phiếu", on_delete=models.PROTECT, related_name="uploads"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người gửi", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField("tên tệp", max_length=200)
    sha256 = models.CharField("mã băm", max_length=64)
    at = models.DateTimeField("lúc", default=clock.now)
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.OPEN)
    closed_at = models.DateTimeField("nhận lúc", null=True, blank=True)
    content = models.BinaryField("bản xem trước")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ret", "by"], condition=models.Q(state="open"), name="one_open_upload"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ret_id} {self.name}"
