"""The catalogue of procedures: what was announced when, by which decision. A version is written once."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from congthuong.apps.accounts.append_only import AppendOnlyModel


class TermKind(models.TextChoices):
    WORKING_DAYS = "working_days", "ngày làm việc"
    CALENDAR_DAYS = "calendar_days", "ngày"
    WORKING_HOURS = "working_hours", "giờ làm việc"
    SAME_DAY = "same_day", "trong ngày"


class Change(models.TextChoices):
    ANNOUNCED = "announced", "công bố mới"
    AMENDED = "amended", "sửa đổi, bổ sung"
    ABOLISHED = "abolished", "bãi bỏ"


class OnlineLevel(models.TextChoices):
    """Levels 1 to 4 until Nghị định 42/2022/NĐ-CP, partly or wholly online since; history needs both."""

    ONE = "1", "mức độ 1"
    TWO = "2", "mức độ 2"
    THREE = "3", "mức độ 3"
    FOUR = "4", "mức độ 4"
    PARTLY = "mot_phan", "một phần"
    WHOLLY = "toan_trinh", "toàn trình"


def term_words(length: int, kind: str) -> str:
    """ "8 ngày làm việc", "4 giờ làm việc", "trong ngày"."""
    label = TermKind(kind).label
    return label if kind == TermKind.SAME_DAY else f"{length} {label}"


SUBMITTED_ONLINE = (OnlineLevel.THREE, OnlineLevel.FOUR, OnlineLevel.PARTLY, OnlineLevel.WHOLLY)
"""Levels at which a citizen may hand in a dossier online."""


class Procedure(models.Model):
    """A procedure under its national code, whatever its versions say."""

    code = models.CharField("mã", max_length=30, unique=True)

    def __str__(self) -> str:
        return self.code


class ProcedureVersion(AppendOnlyModel):
    """What holds of a procedure from a day on. `kind` is the kind of data by which rights are limited.

    `at_counter`: settled where it is received, while the citizen waits, by who receives it (Decree 61/2018/NĐ-CP as amended
    by 107/2021/NĐ-CP); all others are settled by the division and signed by the leader.

    `legal_term` is what the law gives, `reduced_term` what we promised instead, by `reduction_decision`.
    """

    procedure = models.ForeignKey(
        "procedures.Procedure", verbose_name="thủ tục", on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField("phiên bản")
    change = models.CharField("thay đổi", max_length=10, choices=Change.choices)
    name = models.CharField("tên", max_length=500)
    field = models.CharField("lĩnh vực", max_length=200)
    kind = models.CharField("nhóm", max_length=20)
    organisation = models.ForeignKey(
        "catalogue.Organisation",
        to_field="code",
        db_column="organisation",
        verbose_name="đơn vị giải quyết",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    term_kind = models.CharField("cách tính hạn", max_length=15, choices=TermKind.choices)
    legal_term = models.PositiveSmallIntegerField("thời hạn theo quy định")
    reduced_term = models.PositiveSmallIntegerField("thời hạn cắt giảm", null=True)
    reduction_decision = models.CharField("văn bản cắt giảm", max_length=120, blank=True)
    online_level = models.CharField("mức độ trực tuyến", max_length=12, choices=OnlineLevel.choices)
    national_portal = models.BooleanField("trên Cổng Dịch vụ công quốc gia", default=False)
    at_counter = models.BooleanField("giải quyết tại quầy", default=False)
    components = models.JSONField("thành phần hồ sơ", default=list)
    decision = models.CharField("quyết định công bố", max_length=120)
    valid_from = models.DateField("có hiệu lực từ")
    recorded_on = models.DateField("biết từ ngày")
    source = models.CharField("nguồn", max_length=300, blank=True)
    recorded_at = models.DateTimeField("lúc ghi", default=timezone.now)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="tài khoản",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta(AppendOnlyModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["procedure", "number"], name="procedure_version_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["valid_from"], name="procedure_version_from")]

    def __str__(self) -> str:
        return self.name

    @property
    def term(self) -> int:
        """The term that is kept: the reduced one where there is one."""
        return self.reduced_term if self.reduced_term is not None else self.legal_term

    @property
    def term_words(self) -> str:
        return term_words(self.term, self.term_kind)

    @property
    def cut(self) -> int:
        return self.legal_term - self.term

    @property
    def cut_percent(self) -> Decimal:
        return Decimal(100 * self.cut) / Decimal(self.legal_term)

    @property
    def in_force(self) -> bool:
        """Whether it says that the procedure exists; whether it holds on a day is the catalogue's question."""
        return self.change != Change.ABOLISHED

    @property
    def taken_online(self) -> bool:
        return self.online_level in SUBMITTED_ONLINE
