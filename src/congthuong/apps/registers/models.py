"""Registers and the history of their rows, written once and superseded (docs/decisions/0004 and 0020).

A typed register has a table of its own for what its rows say now (`rows.RegisterRow`); what they said, who said it and
why stands here for all of them, and for registers of any shape it is all there is.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from congthuong.apps.ledger.append_only import AppendOnlyModel
from congthuong.web import clock


class Register(models.Model):
    """A register and the columns it has. `fields`: [{code, name, type, unit, decimals, display}]."""

    code = models.CharField("mã", max_length=32, unique=True)
    name = models.CharField("tên", max_length=200)
    unit = models.CharField("danh từ đếm", max_length=60)
    fields = models.JSONField("các trường", default=list)
    since = models.DateField("đủ từ ngày", null=True, blank=True)
    large = models.BooleanField("sổ lớn", default=False)
    position = models.PositiveIntegerField("thứ tự", default=0)

    def __str__(self) -> str:
        return self.name


class Entry(AppendOnlyModel):
    """One state of one row. `data` holds text; numbers are written out in full, dates as 2020-06-08.

    `effective_*` say when the row was true, `recorded_on` since when we knew; `effective_to` is the first day on
    which it no longer was. `state_from` is the day from which the row was as `data` says: a change adds a state with a
    later one, a correction one with the same. A withdrawn row was never true.
    """

    class Action(models.TextChoices):
        ADD = "add", "ghi mới"
        CORRECT = "correct", "sửa"
        CHANGE = "change", "đổi"
        WITHDRAW = "withdraw", "bỏ"
        RESTORE = "restore", "khôi phục"
        MERGE = "merge", "gộp"
        LOAD = "load", "nạp"
        UNDO = "undo", "hoàn tác"

    register = models.ForeignKey(
        "registers.Register",
        to_field="code",
        db_column="register",
        db_index=False,
        on_delete=models.PROTECT,
        related_name="entries",
    )
    key = models.CharField("khóa", max_length=40)
    data = models.JSONField("nội dung")
    effective_from = models.DateField("đúng từ ngày", null=True)
    effective_to = models.DateField("đến trước ngày", null=True)
    source = models.TextField("nguồn", blank=True)
    state_from = models.DateField("như thế này từ ngày", null=True)
    withdrawn = models.BooleanField("đã bỏ", default=False)
    merged_into = models.CharField("gộp vào", max_length=40, blank=True)
    action = models.CharField("việc", max_length=10, choices=Action.choices, default=Action.LOAD)
    reason = models.TextField("lý do", blank=True)
    order = models.PositiveIntegerField("thứ tự", default=0)
    recorded_on = models.DateField("ngày ghi nhận")
    recorded_at = models.DateTimeField("lúc ghi vào sổ", default=clock.now)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="tài khoản",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    batch = models.ForeignKey(
        "ledger.ImportBatch", null=True, on_delete=models.PROTECT, related_name="entries"
    )
    supersedes = models.ForeignKey(
        "self", verbose_name="thay cho", null=True, on_delete=models.PROTECT, related_name="superseded_by"
    )

    class Meta(AppendOnlyModel.Meta):
        indexes: ClassVar = [
            models.Index(fields=["register", "key", "-recorded_on", "-id"], name="entry_as_of"),
            # What became known last, and whether anything did after a day.
            models.Index(fields=["register", "-recorded_on"], name="entry_known"),
            # Whether any row was otherwise on a day: few rows ever change.
            models.Index(
                fields=["register", "state_from"],
                condition=models.Q(supersedes__isnull=False),
                name="entry_changed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.register_id} {self.key}"


class PersonalValue(models.Model):
    """What a personal column says, apart from the history, which only points here: it can be erased on request.

    Source: Decree 13/2023/NĐ-CP on the protection of personal data, art. 16.
    """

    register = models.CharField("sổ", max_length=32)
    key = models.CharField("khóa", max_length=40)
    column = models.CharField("cột", max_length=40)
    value = models.TextField("nội dung", blank=True)
    erased_at = models.DateTimeField("xóa lúc", null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["register", "key"], name="personal_value_row")]

    def __str__(self) -> str:
        return f"{self.register} {self.key} {self.column}"


class Attachment(models.Model):
    """A file that goes with a row."""

    register = models.CharField("sổ", max_length=32)
    key = models.CharField("khóa", max_length=40)
    name = models.CharField("tên tệp", max_length=200)
    kind = models.CharField("loại tệp", max_length=10)
    size = models.PositiveIntegerField("cỡ")
    sha256 = models.CharField("mã băm", max_length=64)
    data = models.BinaryField("nội dung")
    note = models.CharField("ghi chú", max_length=300, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người đính kèm", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField("lúc", default=clock.now)
    removed_at = models.DateTimeField("gỡ lúc", null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["register", "key"], name="attachment_row")]

    def __str__(self) -> str:
        return self.name


class ColumnMapping(models.Model):
    """Which column of a register a heading of a handed-in file meant, as a person decided; remembered for the next file."""

    register = models.CharField("sổ", max_length=32)
    heading = models.CharField("tiêu đề trong tệp", max_length=200)
    column = models.CharField("cột của sổ", max_length=40, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["register", "heading"], name="column_mapping_once"),
        ]

    def __str__(self) -> str:
        return f"{self.heading} → {self.column}"


class RowImport(models.Model):
    """A file with rows of a register, byte for byte, what a person decided about it, and what became of it.

    `columns`: the sheet's column -> the register's column as decided; `answers`: row number -> what a doubtful row is.
    `begins_by`: what says since when new rows hold that do not say it themselves (`importing/beginning.py`): one day,
    `begins`; a column of the register; or nothing. `fills`: column -> what all new rows say in it, where the file has no
    column for it. `move_begins`: rows that are known are corrected to begin by that column too. `since`: changed rows are changed from that day on, without it
    corrected. `batch` is what was accepted.
    """

    class State(models.TextChoices):
        OPEN = "open", "chờ nhận"
        ACCEPTED = "accepted", "đã nhận"
        UNDONE = "undone", "đã hoàn tác"
        DROPPED = "dropped", "đã bỏ"

    register = models.CharField("sổ", max_length=32)
    name = models.CharField("tên tệp", max_length=200)
    sha256 = models.CharField("mã băm", max_length=64)
    data = models.BinaryField("tệp gốc")
    sheet = models.CharField("trang tính", max_length=200, blank=True)
    head = models.PositiveIntegerField("dòng tiêu đề", default=0)
    columns = models.JSONField("cột", default=dict)
    answers = models.JSONField("dòng nghi trùng", default=dict)
    fills = models.JSONField("cho mọi dòng", default=dict)
    doubtful = models.CharField("các dòng nghi trùng khác", max_length=10, blank=True)
    begins_by = models.CharField("ngày bắt đầu theo", max_length=40, blank=True)
    begins = models.DateField("dòng mới đúng từ ngày", null=True)
    move_begins = models.BooleanField("sửa ngày bắt đầu của dòng cũ", default=False)
    since = models.DateField("dòng cũ đổi từ ngày", null=True)
    leave_faulty = models.BooleanField("bỏ dòng lỗi", default=False)
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.OPEN)
    counts = models.JSONField("số dòng", default=dict)
    received_at = models.DateTimeField("lúc đưa lên", default=clock.now)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField("đổi lần cuối", default=clock.now)
    batch = models.ForeignKey("ledger.ImportBatch", null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField("lúc nhận hoặc bỏ", null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField("lý do", max_length=500, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["register", "-received_at"], name="row_import_of_register")]

    def __str__(self) -> str:
        return self.name
