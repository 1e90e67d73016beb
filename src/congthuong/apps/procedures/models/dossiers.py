"""Dossiers: one application for one procedure, its clock and its state."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from congthuong.apps.procedures.models.catalogue import term_words
from congthuong.apps.procedures.models.searching import SearchText


class State(models.IntegerChoices):
    """The ten states of the national portal, with its numbers."""

    REGISTERED = 1, "Mới đăng ký"
    RECEIVED = 2, "Được tiếp nhận"
    NOT_RECEIVED = 3, "Không được tiếp nhận"
    PROCESSING = 4, "Đang xử lý"
    SUPPLEMENT = 5, "Yêu cầu bổ sung giấy tờ"
    PAYING = 6, "Yêu cầu thực hiện nghĩa vụ tài chính"
    WITHDRAWN = 7, "Công dân yêu cầu rút hồ sơ"
    STOPPED = 8, "Dừng xử lý"
    DONE = 9, "Đã xử lý xong"
    RETURNED = 10, "Đã trả kết quả"


RUNNING = (State.RECEIVED, State.PROCESSING)
"""The clock runs."""
PAUSED = (State.SUPPLEMENT, State.PAYING, State.STOPPED)
"""The clock stands still."""
CLOSED = (State.WITHDRAWN, State.DONE, State.RETURNED)


class Channel(models.IntegerChoices):
    DIRECT = 1, "trực tiếp"
    ONLINE = 2, "trực tuyến"
    POST = 3, "bưu chính công ích"


class Timeliness(models.TextChoices):
    """Judged when the result is ready (state 9): on an earlier day than the appointment, by it, after it."""

    EARLY = "early", "trước hạn"
    ON_TIME = "on_time", "đúng hạn"
    LATE = "late", "quá hạn"


class Result(models.TextChoices):
    GRANTED = "granted", "giải quyết"
    REFUSED = "refused", "từ chối giải quyết"


class Dossier(models.Model):
    """`version`, `term_kind`, `term` and `due_at` are those of the day of receipt: a changed catalogue moves nothing.

    `due_at` moves only when the clock stood still. `apology_due_at` is the new date of the apology; lateness is still
    judged by `due_at`. `supplied_at`: the applicant sent papers that were asked for; the clock goes on when the
    office has looked at them. `closed_at` is the moment of state 9, or of the withdrawal. `revision` counts every change.
    `hand_in_key` is that of the form by which a citizen handed it in: the same form sent twice is one dossier.
    """

    number = models.CharField("số hồ sơ", max_length=40, unique=True)
    lookup_code = models.CharField("mã tra cứu", max_length=12, unique=True)
    hand_in_key = models.CharField("khóa của lần nộp", max_length=40, unique=True, null=True)
    procedure = models.ForeignKey(
        "procedures.Procedure", verbose_name="thủ tục", on_delete=models.PROTECT, related_name="dossiers", db_index=False
    )  # fmt: skip
    version = models.ForeignKey(
        "procedures.ProcedureVersion", verbose_name="phiên bản", on_delete=models.PROTECT, related_name="+", db_index=False
    )  # fmt: skip
    kind = models.CharField("nhóm", max_length=20)
    organisation = models.ForeignKey(
        "catalogue.Organisation",
        to_field="code",
        db_column="organisation",
        verbose_name="đơn vị giải quyết",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người đang giữ",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    channel = models.PositiveSmallIntegerField("kênh nộp", choices=Channel.choices)
    return_channel = models.PositiveSmallIntegerField("kênh trả", choices=Channel.choices, null=True)
    state = models.PositiveSmallIntegerField("trạng thái", choices=State.choices)
    papers = models.JSONField("giấy tờ đã kiểm", default=list)
    term_kind = models.CharField("cách tính hạn", max_length=15)
    term = models.PositiveSmallIntegerField("thời hạn")
    registered_at = models.DateTimeField("nộp lúc")
    received_at = models.DateTimeField("tiếp nhận lúc", null=True)
    due_at = models.DateTimeField("hẹn trả", null=True)
    paused_at = models.DateTimeField("tạm dừng từ", null=True)
    supplement_at = models.DateTimeField("yêu cầu bổ sung lúc", null=True)
    supplied_at = models.DateTimeField("gửi bổ sung lúc", null=True)
    apology_due_at = models.DateTimeField("hẹn lại", null=True)
    submitted_at = models.DateTimeField("trình ký lúc", null=True)
    closed_at = models.DateTimeField("xử lý xong lúc", null=True)
    returned_at = models.DateTimeField("trả kết quả lúc", null=True)
    timeliness = models.CharField("so với hạn", max_length=8, choices=Timeliness.choices, blank=True)
    result = models.CharField("kết quả", max_length=8, choices=Result.choices, blank=True)
    result_number = models.CharField("số văn bản kết quả", max_length=80, blank=True)
    result_day = models.DateField("ngày văn bản kết quả", null=True)
    search = SearchText("để tìm")
    source = models.CharField("nguồn", max_length=200, blank=True)
    revision = models.PositiveIntegerField("lần ghi", default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(received_at__isnull=True) | models.Q(due_at__isnull=False),
                name="dossier_received_has_a_date",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["closed_at", "received_at"], name="dossier_open_at"),
            models.Index(fields=["received_at"], name="dossier_received"),
            models.Index(fields=["state", "due_at"], name="dossier_state_due"),
            models.Index(fields=["due_at"], name="dossier_due"),
            models.Index(fields=["procedure", "received_at"], name="dossier_procedure"),
            models.Index(fields=["organisation", "received_at"], name="dossier_organisation"),
            models.Index(fields=["kind", "state", "due_at"], name="dossier_kind"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def term_words(self) -> str:
        return term_words(self.term, self.term_kind)

    @property
    def running(self) -> bool:
        return self.state in RUNNING

    @property
    def paused(self) -> bool:
        return self.state in PAUSED

    @property
    def closed(self) -> bool:
        return self.state in CLOSED


class Pause(models.Model):
    """A time during which the clock stood still, and what the end of the term was before and after.

    `after` is when the dossier's pause before this one ended. So of any moment at most one pause says how things stood:
    the one that was not over by then while the one before it was.
    """

    dossier = models.ForeignKey("procedures.Dossier", on_delete=models.CASCADE, related_name="pauses")
    state = models.PositiveSmallIntegerField("trạng thái", choices=State.choices)
    since = models.DateTimeField("từ")
    until = models.DateTimeField("đến", null=True)
    after = models.DateTimeField("lần trước đến", null=True)
    due_before = models.DateTimeField("hẹn trả trước")
    due_after = models.DateTimeField("hẹn trả sau", null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(until__isnull=True), name="pause_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.since}"


class DayCounter(models.Model):
    """The last number given on a day: two clerks at once get two numbers."""

    day = models.DateField("ngày", unique=True)
    last = models.PositiveIntegerField("số cuối", default=0)

    def __str__(self) -> str:
        return f"{self.day}: {self.last}"
