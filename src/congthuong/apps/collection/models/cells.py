"""What stands in a return: cells, every change of them, notes, attachments."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.files.storage import Storage
from django.db import models

from congthuong.apps.accounts.append_only import AppendOnlyModel
from congthuong.apps.ledger.fields import StatedDecimalField
from congthuong.web import clock
from congthuong.web.files import kept_files
from congthuong.web.kept import KeptFile


class ReturnCell(models.Model):
    """What stands in a cell now. `revision` counts its changes: who saves says which one was seen."""

    ret = models.ForeignKey(
        "collection.Return", verbose_name="phiếu", on_delete=models.PROTECT, related_name="cells"
    )
    row = models.CharField("dòng", max_length=40)
    column = models.CharField("cột", max_length=40)
    value = StatedDecimalField("giá trị", null=True)
    text = models.CharField("như đã nhập", max_length=100, blank=True)
    revision = models.PositiveIntegerField("lần sửa")
    changed_at = models.DateTimeField("sửa lúc")
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người sửa",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ret", "row", "column"], name="cell_once"),
        ]

    def __str__(self) -> str:
        return f"{self.ret_id} {self.row} {self.column}"


class CellChange(AppendOnlyModel):
    """One change of a cell. `key` is the client's own name for it: sent twice, it is done once."""

    ret = models.ForeignKey(
        "collection.Return", verbose_name="phiếu", on_delete=models.PROTECT, related_name="changes"
    )
    row = models.CharField("dòng", max_length=40)
    column = models.CharField("cột", max_length=40)
    key = models.CharField("khóa của máy gửi", max_length=80)
    revision = models.PositiveIntegerField("lần sửa")
    old_value = StatedDecimalField("giá trị cũ", null=True)
    new_value = StatedDecimalField("giá trị mới", null=True)
    new_text = models.CharField("như đã nhập", max_length=100, blank=True)
    at = models.DateTimeField("lúc", default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người sửa",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta(AppendOnlyModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ret", "key"], name="cell_change_once"),
            models.UniqueConstraint(fields=["ret", "row", "column", "revision"], name="cell_revision_once"),
        ]

    def __str__(self) -> str:
        return f"{self.ret_id} {self.row} {self.column} #{self.revision}"


class CellNote(AppendOnlyModel):
    """A comment on a cell, or the explanation of a finding (`finding` is its print, `arithmetic` its figures)."""

    class Kind(models.TextChoices):
        COMMENT = "comment", "nhận xét"
        EXPLANATION = "explanation", "giải trình"

    ret = models.ForeignKey(
        "collection.Return", verbose_name="phiếu", on_delete=models.PROTECT, related_name="notes"
    )
    row = models.CharField("dòng", max_length=40)
    column = models.CharField("cột", max_length=40)
    kind = models.CharField("loại", max_length=12, choices=Kind.choices)
    text = models.TextField("nội dung")
    rule = models.CharField("quy tắc", max_length=40, blank=True)
    finding = models.CharField("dấu nhận", max_length=32, blank=True)
    arithmetic = models.TextField("phép tính", blank=True)
    at = models.DateTimeField("lúc", default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người ghi",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta(AppendOnlyModel.Meta):
        indexes: ClassVar = [models.Index(fields=["ret", "row", "column"], name="note_of_cell")]

    def __str__(self) -> str:
        return f"{self.ret_id} {self.row} {self.column}: {self.text[:40]}"


def attachment_storage() -> Storage:
    """Named here because a migration says so."""
    return kept_files()


class Attachment(KeptFile):
    """A file handed in with a return, its size and kind checked (services/attachments.py)."""

    ret = models.ForeignKey(
        "collection.Return", verbose_name="phiếu", on_delete=models.PROTECT, related_name="attachments"
    )
    file = models.FileField("tệp", storage=attachment_storage, max_length=200)
