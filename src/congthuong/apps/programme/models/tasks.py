"""A task: who does what by when, out of which document."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class State(models.TextChoices):
    """proposed: read out of a directive, nobody confirmed it; blocked: waits for another document or office; done: the
    owner says so; closed: the chief agrees."""

    PROPOSED = "proposed", "đề xuất"
    OPEN = "open", "chưa làm"
    STARTED = "started", "đang làm"
    BLOCKED = "blocked", "phải chờ"
    DONE = "done", "báo xong"
    CLOSED = "closed", "đã đóng"
    CANCELLED = "cancelled", "đã hủy"
    DROPPED = "dropped", "không phải nhiệm vụ"


OPEN = (State.OPEN, State.STARTED, State.BLOCKED)
"""States in which the work is still owed."""
WORKED = (*OPEN, State.DONE, State.CLOSED, State.CANCELLED)
"""States of what a person confirmed."""


class Task(models.Model):
    """`first_due_on` is the term as it was given first; extensions change `due_on` and stay in the steps.

    `sentence` stands in `reading.text[start:end]`. `rule` (core.programme.rules) says how the task comes back; each
    occurrence is a task of its own, and `series` is the first of them, which keeps when it was said that none comes any
    more. `version` counts every change.
    """

    key = models.CharField("khóa", max_length=40, unique=True)
    title = models.CharField("nội dung", max_length=600)
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.OPEN)
    document = models.ForeignKey(
        "catalogue.LegalDocument",
        verbose_name="văn bản giao",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tasks",
    )
    reading = models.ForeignKey(
        "programme.DirectiveText", null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    sentence = models.TextField("câu trong văn bản", blank=True)
    start = models.PositiveIntegerField("từ ký tự", default=0)
    end = models.PositiveIntegerField("đến ký tự", default=0)
    actor = models.CharField("văn bản giao cho", max_length=300, blank=True)
    owner = models.ForeignKey(
        "catalogue.Organisation",
        to_field="code",
        db_column="owner",
        verbose_name="đơn vị chủ trì",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tasks_owned",
    )
    helpers = models.ManyToManyField(
        "catalogue.Organisation", verbose_name="đơn vị phối hợp", blank=True, related_name="tasks_helped"
    )
    helpers_told = models.CharField("phối hợp như văn bản ghi", max_length=600, blank=True)
    area = models.CharField("lĩnh vực", max_length=40, blank=True)
    group = models.CharField("nhóm nhiệm vụ", max_length=10, blank=True)
    order = models.PositiveIntegerField("thứ tự", default=0)
    due_on = models.DateField("hạn", null=True, blank=True)
    first_due_on = models.DateField("hạn ban đầu", null=True, blank=True)
    due_words = models.CharField("hạn như văn bản ghi", max_length=200, blank=True)
    working_days = models.PositiveIntegerField("số ngày làm việc", null=True, blank=True)
    rule = models.CharField("lặp lại", max_length=12, blank=True)
    series = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="occurrences"
    )
    series_ended_on = models.DateField("thôi lặp lại từ ngày", null=True, blank=True)
    products = models.TextField("sản phẩm", blank=True)
    waits_for = models.CharField("chờ gì", max_length=400, blank=True)
    waits_for_document = models.ForeignKey(
        "catalogue.LegalDocument", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_due_on = models.DateField("hạn xin gia hạn", null=True, blank=True)
    asked_reason = models.CharField("lý do xin gia hạn", max_length=1000, blank=True)
    outcome = models.TextField("kết quả", blank=True)
    done_on = models.DateField("ngày xong", null=True, blank=True)
    closed_on = models.DateField("ngày đóng", null=True, blank=True)
    source = models.TextField("nguồn", blank=True)
    folded = models.TextField("chữ để tìm", blank=True, editable=False)
    recorded_on = models.DateField("ngày ghi nhận")
    created_at = models.DateTimeField("lúc lập", default=timezone.now)
    version = models.PositiveIntegerField("lần ghi", default=0)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "due_on"], name="task_due"),
            models.Index(fields=["owner", "state"], name="task_owner"),
        ]

    def __str__(self) -> str:
        return self.title
