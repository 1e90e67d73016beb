"""What happened to a return: its steps, the approvals that seal its values, estimates made in its stead."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from congthuong.apps.accounts.append_only import AppendOnlyModel
from congthuong.apps.collection.models.returns import State
from congthuong.web import clock


class ReturnStep(AppendOnlyModel):
    """A change of a return's state."""

    ret = models.ForeignKey(
        "collection.Return", verbose_name="phiếu", on_delete=models.PROTECT, related_name="steps"
    )
    before = models.CharField("từ", max_length=10, choices=State.choices)
    after = models.CharField("sang", max_length=10, choices=State.choices)
    reason = models.TextField("lý do", blank=True)
    at = models.DateTimeField("lúc", default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người làm",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta(AppendOnlyModel.Meta):
        indexes: ClassVar = [models.Index(fields=["ret", "-id"], name="step_of_return")]

    def __str__(self) -> str:
        return f"{self.ret_id} {self.before} → {self.after}"

    @property
    def taken_back(self) -> bool:
        """The unit took back what it had handed in: sending back always has its reason."""
        return self.before == State.HANDED_IN and self.after != State.APPROVED and not self.reason


class Approval(AppendOnlyModel):
    """The values that were approved. `content` is their canonical form, `sha256` its hash (records.py).

    The same hash stands in the sealed event log and, where figures went into the ledger, on their import batch.
    """

    ret = models.ForeignKey(
        "collection.Return", verbose_name="phiếu", on_delete=models.PROTECT, related_name="approvals"
    )
    number = models.PositiveIntegerField("lần duyệt")
    content = models.TextField("nội dung đã duyệt")
    sha256 = models.CharField("mã băm", max_length=64)
    recorded_on = models.DateField("ngày ghi nhận")
    batch = models.ForeignKey(
        "ledger.ImportBatch",
        verbose_name="lần ghi sổ",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    supersedes = models.ForeignKey(
        "self", verbose_name="thay cho", null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField("lúc", default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người duyệt",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta(AppendOnlyModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ret", "number"], name="approval_once"),
        ]

    def __str__(self) -> str:
        return f"{self.ret_id} #{self.number}"


class Estimate(AppendOnlyModel):
    """Values put in the place of a return that did not come, by a method that is named; an approval replaces them."""

    ret = models.ForeignKey(
        "collection.Return", verbose_name="phiếu", on_delete=models.PROTECT, related_name="estimates"
    )
    method = models.CharField("phương pháp", max_length=40)
    content = models.TextField("giá trị ước tính")
    batch = models.ForeignKey(
        "ledger.ImportBatch",
        verbose_name="lần ghi sổ",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField("lúc", default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người ước tính",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta(AppendOnlyModel.Meta):
        indexes: ClassVar = [models.Index(fields=["ret", "-id"], name="estimate_of_return")]

    def __str__(self) -> str:
        return f"{self.ret_id} {self.method}"
