"""Reports that somebody had checked, and what was decided about what the check found."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from congthuong.apps.ledger.append_only import AppendOnlyModel


class CheckedFile(models.Model):
    """A report that somebody had checked: the answer and the text it is about, as they were on that day.

    `marked` is the marked document and `result` the JSON of the check, both as JSON text in plain letters, since a text
    from anywhere may hold what a database's own JSON refuses. `word` is the Word file itself, kept only to be given
    back with comments; it is never opened for anything else. `figures` are its levels and plans, again as JSON text,
    for comparing the next report with; `against` says what it was compared with itself, if with anything, and how many
    of its figures agreed with that and how many did not.
    """

    owner = models.ForeignKey(
        "accounts.User", verbose_name="người đưa lên", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField("tên tệp", max_length=200)
    kind = models.CharField("loại tệp", max_length=8)
    stored_at = models.DateTimeField("lúc soát", default=timezone.now, db_index=True)
    claims = models.PositiveIntegerField("số liệu")
    confirmed = models.PositiveIntegerField("được đối chứng")
    contradictions = models.PositiveIntegerField("mâu thuẫn")
    marked = models.TextField("văn bản có đánh dấu")
    result = models.TextField("kết quả")
    word = models.BinaryField("tệp Word", null=True)
    figures = models.TextField("số liệu để đối chiếu", blank=True)
    against = models.CharField("đã đối chiếu với", max_length=300, blank=True)
    agreeing = models.PositiveIntegerField("số liệu khớp", default=0)
    differing = models.PositiveIntegerField("số liệu khác", default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["owner", "-stored_at"], name="checked_of_owner")]

    def __str__(self) -> str:
        return self.name


class FindingDecision(AppendOnlyModel):
    """Somebody looked at a finding and found the figures right (`dismissed`), or took that back: the last one holds.

    `print` knows the finding again in the next version of the report; rule, message and file say what was decided
    about, since the file itself may be deleted.
    """

    owner = models.ForeignKey(
        "accounts.User", verbose_name="báo cáo của", on_delete=models.PROTECT, related_name="+"
    )
    print = models.CharField("dấu nhận", max_length=32)
    dismissed = models.BooleanField("bỏ qua")
    reason = models.CharField("lý do", max_length=500, blank=True)
    rule = models.CharField("quy tắc", max_length=60)
    message = models.TextField("nội dung")
    file_name = models.CharField("tệp", max_length=200)
    decided_at = models.DateTimeField("lúc quyết định", default=timezone.now)
    decided_by = models.ForeignKey(
        "accounts.User", verbose_name="người quyết định", on_delete=models.PROTECT, related_name="+"
    )

    class Meta(AppendOnlyModel.Meta):
        indexes: ClassVar = [models.Index(fields=["owner", "print", "-id"], name="decision_of_finding")]

    def __str__(self) -> str:
        return f"{self.rule} {self.print}"
