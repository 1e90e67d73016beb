"""What happened to a dossier, step by step: written once."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from congthuong.apps.accounts.append_only import AppendOnlyModel
from congthuong.apps.procedures.models.dossiers import State


class Action(models.TextChoices):
    REGISTER = "register", "nộp hồ sơ"
    RECEIVE = "receive", "tiếp nhận"
    REFUSE = "refuse", "từ chối tiếp nhận"
    TAKE = "take", "nhận xử lý"
    PASS = "pass", "chuyển người xử lý"
    SUPPLEMENT = "supplement", "yêu cầu bổ sung"
    PAYMENT = "payment", "yêu cầu nộp phí, lệ phí"
    SUPPLY = "supply", "gửi giấy tờ bổ sung"
    RESUME = "resume", "xử lý tiếp"
    STOP = "stop", "dừng giải quyết"
    WITHDRAW = "withdraw", "công dân rút hồ sơ"
    APOLOGISE = "apologise", "xin lỗi và hẹn lại"
    SUBMIT = "submit", "trình ký"
    SETTLE = "settle", "có kết quả"
    RETURN = "return", "trả kết quả"


class Step(AppendOnlyModel):
    """`data` holds what the step's form prints: papers asked for, reasons, the appointment before and after."""

    dossier = models.ForeignKey("procedures.Dossier", on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField("bước")
    action = models.CharField("việc", max_length=12, choices=Action.choices)
    state = models.PositiveSmallIntegerField("trạng thái sau bước", choices=State.choices)
    at = models.DateTimeField("lúc")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người làm", null=True, on_delete=models.PROTECT, related_name="+"
    )  # fmt: skip
    by_name = models.CharField("tên lúc ấy", max_length=200, blank=True)
    note = models.TextField("nội dung", blank=True)
    data = models.JSONField("chi tiết", default=dict)

    class Meta(AppendOnlyModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier", "number"], name="step_once"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.number} {self.action}"
