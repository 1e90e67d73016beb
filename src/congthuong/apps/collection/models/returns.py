"""Returns: what one organisation hands in for one round."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from django.db import models
from django.utils.translation import gettext_noop


class State(models.TextChoices):
    """open: nothing typed; draft; handed in; returned to the unit with a reason; approved; revised: re-opened after
    approval, some cells only."""

    OPEN = "open", gettext_noop("chưa điền")
    DRAFT = "draft", gettext_noop("đang điền")
    HANDED_IN = "handed_in", gettext_noop("đã nộp")
    RETURNED = "returned", gettext_noop("trả lại")
    APPROVED = "approved", gettext_noop("đã duyệt")
    REVISED = "revised", gettext_noop("điều chỉnh")


FILLING = (State.OPEN, State.DRAFT, State.RETURNED, State.REVISED)
"""States in which cells may be changed."""
OUTSTANDING = (State.OPEN, State.DRAFT, State.RETURNED)
"""States in which the unit still owes the return."""


LedgerState = tuple[int | None, int | None]
"""The last observation, and the last change of the catalogue."""


class Last(NamedTuple):
    """The numbers of the last comment or explanation and of the last file, None where there is none; and the state of
    the ledger."""

    note: int | None
    file: int | None
    ledger: LedgerState


class Return(models.Model):
    """`place` is the unit that the figures are about, by its code on the period's last day; it never follows a merger.

    `version` counts every change of cells or state. `reopened` are the cells [row, column] that may be changed after
    approval. `handed_in_at` is when it was last handed in, `first_handed_in_at` when for the first time.
    """

    round = models.ForeignKey(
        "collection.Round", verbose_name="kỳ báo cáo", on_delete=models.PROTECT, related_name="returns"
    )
    organisation = models.ForeignKey(
        "catalogue.Organisation",
        to_field="code",
        db_column="organisation",
        verbose_name="đơn vị",
        on_delete=models.PROTECT,
        related_name="returns",
    )
    place = models.CharField("địa bàn", max_length=10)
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.OPEN)
    version = models.PositiveIntegerField("lần ghi", default=0)
    reopened = models.JSONField("ô được mở lại", default=list)
    first_handed_in_at = models.DateTimeField("nộp lần đầu lúc", null=True, blank=True)
    handed_in_at = models.DateTimeField("nộp lúc", null=True, blank=True)
    approved_at = models.DateTimeField("duyệt lúc", null=True, blank=True)
    # Who may decide about it opened it since it was handed in: from then on the unit cannot take it back by itself.
    looked_at = models.DateTimeField("người duyệt mở xem lúc", null=True, blank=True)
    looked_by = models.ForeignKey(
        "accounts.User", verbose_name="người mở xem", null=True, on_delete=models.PROTECT, related_name="+"
    )

    last: Last | None = None  # where it was read with the return (queries/reading.py)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "organisation"], name="return_once_a_round"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "state"], name="return_of_organisation"),
            models.Index(fields=["state"], name="return_state"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.organisation_id}"

    @property
    def reopened_cells(self) -> frozenset[tuple[str, str]]:
        return frozenset((row, column) for row, column in self.reopened)
