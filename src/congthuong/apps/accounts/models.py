"""Who works with the system, as what, for whom, and what they did. The user model is our own from the first migration
on, because exchanging it later means rewriting every foreign key."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from congthuong.apps.accounts.append_only import AppendOnlyModel


class User(AbstractUser):
    """A person. Vietnamese names are written whole (họ, tên đệm, tên), so there is one name field.

    `organisation` is where they work; what they may do there or elsewhere stands in their assignments.
    """

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField("họ và tên", max_length=150)
    organisation = models.ForeignKey(
        "catalogue.Organisation",
        to_field="code",
        verbose_name="tổ chức",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="people",
    )
    # Somebody else made the password and knows it: it is changed before anything else is done.
    password_temporary = models.BooleanField("mật khẩu tạm", default=False)
    # Who asks for a reset may have lost more than a password: keys for programs made before it no longer hold.
    password_reset_at = models.DateTimeField("lúc đặt lại mật khẩu", null=True, blank=True)

    REQUIRED_FIELDS: ClassVar = ["full_name"]

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        """The given name stands last in a Vietnamese name."""
        return self.full_name.split()[-1] if self.full_name.split() else self.username


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", gettext_noop("quản trị")
    SYNTHESIS = "synthesis", gettext_noop("cán bộ tổng hợp")
    DIVISION = "division", gettext_noop("cán bộ phòng nghiệp vụ")
    RESPONDENT = "respondent", gettext_noop("đơn vị báo cáo")
    LEADER = "leader", gettext_noop("lãnh đạo")
    CLERK = "clerk", gettext_noop("cán bộ một cửa")
    AUDITOR = "auditor", gettext_noop("kiểm tra, giám sát")
    PUBLIC = "public", gettext_noop("người xem")


ROLES_OF_A_UNIT = (Role.DIVISION, Role.RESPONDENT)
"""Whose work is that of their unit: without one they see nothing to do."""


class Assignment(models.Model):
    """A person is something for an organisation, from a day to a day (both included). A person may have several.

    `kinds` are the kinds of data of the forms (lĩnh vực) that it is about; [] means all. It is never deleted: it ends.
    """

    user = models.ForeignKey(
        "accounts.User", verbose_name="người dùng", on_delete=models.PROTECT, related_name="assignments"
    )
    role = models.CharField("vai trò", max_length=20, choices=Role.choices)
    organisation = models.ForeignKey(
        "catalogue.Organisation",
        to_field="code",
        verbose_name="tổ chức",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="assignments",
    )
    kinds = models.JSONField("lĩnh vực", default=list, blank=True)
    valid_from = models.DateField("từ ngày", default=timezone.localdate)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    given_by = models.ForeignKey(
        "accounts.User", verbose_name="người giao", null=True, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField("lúc giao", default=timezone.now)
    ended_at = models.DateTimeField("lúc chấm dứt", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="assignment_ends_after_it_begins",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["user", "valid_from"], name="assignment_of_user")]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.organisation_id or '–'}"

    def holds_on(self, day: date) -> bool:
        within = self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
        return within and self.ended_at is None


class Delegation(models.Model):
    """On leave, a person lets another one do their work, from a day to a day (both included); it ends by itself."""

    giver = models.ForeignKey(
        "accounts.User",
        verbose_name="người ủy quyền",
        on_delete=models.PROTECT,
        related_name="delegations_given",
    )
    taker = models.ForeignKey(
        "accounts.User",
        verbose_name="người được ủy quyền",
        on_delete=models.PROTECT,
        related_name="delegations_taken",
    )
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày")
    reason = models.CharField("lý do", max_length=300)
    given_at = models.DateTimeField("lúc ủy quyền", default=timezone.now)
    withdrawn_at = models.DateTimeField("lúc rút lại", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")), name="delegation_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="delegation_to_another"),
        ]
        indexes: ClassVar = [models.Index(fields=["taker", "valid_to"], name="delegation_to_taker")]

    def __str__(self) -> str:
        return f"{self.giver_id} → {self.taker_id}"


class FailedLogins(models.Model):
    """Wrong passwords of one person, or from one address for names that nobody has (services/failing.py).

    `recent` of the `count` came since `since`, within one lock-out's time."""

    key = models.CharField("ai", max_length=80, unique=True)
    since = models.DateTimeField("tính từ lúc")
    recent = models.PositiveIntegerField("lần gần đây", default=0)
    count = models.PositiveIntegerField("số lần", default=0)
    last_at = models.DateTimeField("lần cuối", default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"


class Event(AppendOnlyModel):
    """Something that was done. Its seal covers all of it and the seal before, so that no event can be changed, left out
    or put in between without breaking every seal after it (events.py)."""

    # The number is the key, so that the triggers that refuse a second row of the same key hold the numbers too.
    id = models.BigIntegerField("số", primary_key=True)
    at = models.DateTimeField("lúc", db_index=True)
    by = models.ForeignKey(
        "accounts.User", verbose_name="người làm", null=True, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField("tên đăng nhập lúc ấy", max_length=150, blank=True)
    action = models.CharField("việc", max_length=60, db_index=True)
    subject = models.CharField("đối tượng", max_length=200, db_index=True)
    data = models.JSONField("chi tiết", default=dict)
    method = models.CharField("cách niêm", max_length=12)
    previous = models.CharField("dấu trước", max_length=64, blank=True)
    seal = models.CharField("dấu niêm", max_length=64)

    class Meta(AppendOnlyModel.Meta):
        # Named here, not on the field: adding it so leaves the table, and the triggers on it, as they are.
        indexes: ClassVar = [models.Index(fields=["by_name", "-id"], name="event_by_name")]

    def __str__(self) -> str:
        return f"{self.id} {self.action} {self.subject}"

    @property
    def number(self) -> int:
        return self.id

    @property
    def words(self) -> str:
        """What was done, as people read it."""
        from congthuong.apps.accounts.words import action_name  # it names the roles, which stand here

        return action_name(self.action)
