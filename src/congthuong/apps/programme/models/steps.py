"""What happened to a task, written once; its evidence; the reminders that were sent."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from congthuong.apps.accounts.append_only import AppendOnlyModel
from congthuong.web.kept import KeptFile


class TaskStep(AppendOnlyModel):
    """One step. `row` is the task's row of the register as it was then, so that any past day can be asked for it."""

    class Kind(models.TextChoices):
        LOADED = "loaded", "nạp từ dữ liệu"
        ASSIGNED = "assigned", "giao"
        CHANGED = "changed", "sửa"
        STARTED = "started", "bắt đầu"
        NOTE = "note", "ghi tiến độ"
        FILE = "file", "gửi minh chứng"
        BLOCKED = "blocked", "báo phải chờ"
        UNBLOCKED = "unblocked", "hết phải chờ"
        ASKED = "asked", "xin gia hạn"
        GRANTED = "granted", "cho gia hạn"
        REFUSED = "refused", "không cho gia hạn"
        DONE = "done", "báo xong"
        REOPENED = "reopened", "mở lại"
        CLOSED = "closed", "đóng"
        CANCELLED = "cancelled", "hủy"
        ENDED = "ended", "thôi lặp lại"
        RESUMED = "resumed", "lặp lại tiếp"
        CHASED = "chased", "đôn đốc"

    task = models.ForeignKey("programme.Task", on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField("việc", max_length=10, choices=Kind.choices)
    text = models.TextField("nội dung", blank=True)
    due_before = models.DateField("hạn trước", null=True)
    due_after = models.DateField("hạn sau", null=True)
    state = models.CharField("trạng thái", max_length=10)
    row = models.JSONField("dòng sổ", default=dict)
    recorded_on = models.DateField("ngày ghi nhận")
    at = models.DateTimeField("lúc", default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người làm",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta(AppendOnlyModel.Meta):
        indexes: ClassVar = [models.Index(fields=["task", "-recorded_on", "-id"], name="task_step_as_of")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.kind}"


class TaskFile(KeptFile):
    """Evidence of a task, its size and kind checked (web/files.py)."""

    task = models.ForeignKey("programme.Task", on_delete=models.PROTECT, related_name="files")


class TaskReminder(AppendOnlyModel):
    """A digest of tasks that was sent to a person: at most one a day."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người nhận", on_delete=models.PROTECT, related_name="+"
    )
    day = models.DateField("ngày")
    address = models.EmailField("địa chỉ")
    tasks = models.JSONField("các nhiệm vụ", default=list)
    sent_at = models.DateTimeField("gửi lúc", default=timezone.now)

    class Meta(AppendOnlyModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "day"], name="task_reminder_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day}"
