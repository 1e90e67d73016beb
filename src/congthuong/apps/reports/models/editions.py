"""Reports as they were issued: written once, whatever the ledger learns afterwards."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from congthuong.apps.accounts.append_only import AppendOnlyModel
from congthuong.core.quantities import Period
from congthuong.web import clock


class Edition(AppendOnlyModel):
    """A report with its number and date, frozen as of the moment it was issued.

    `content` is the canonical text of everything that was issued, the hash of each file in it; `sha256` its hash, which
    stands in the sealed event log too. `check_code` is printed on the paper. `accepted` says why it was issued although
    the check found what it names in `findings`; both are "" for a report that nothing contradicts.
    """

    report = models.ForeignKey(
        "reports.ReportDefinition", verbose_name="báo cáo", on_delete=models.PROTECT, related_name="editions"
    )
    number = models.CharField("số, ký hiệu", max_length=80)
    dated = models.DateField("ngày ban hành")
    year = models.PositiveSmallIntegerField("năm ban hành")
    as_of = models.DateField("số liệu chốt ngày")
    place = models.CharField("địa bàn", max_length=10)
    period = models.CharField("kỳ", max_length=24)
    kind = models.CharField("loại văn bản", max_length=60)
    title = models.TextField("trích yếu")
    signer = models.CharField("người ký", max_length=200)
    figures = models.PositiveIntegerField("số liệu")
    findings = models.TextField("mâu thuẫn đã biết", blank=True)
    accepted = models.TextField("lý do vẫn phát hành", blank=True)
    check_code = models.CharField("mã kiểm tra", max_length=20, unique=True)
    replaces = models.OneToOneField(
        "self", verbose_name="thay cho", null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    content = models.TextField("nội dung đã phát hành")
    sha256 = models.CharField("mã băm", max_length=64)
    at = models.DateTimeField("lúc phát hành", default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người phát hành",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta(AppendOnlyModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["number", "year"], name="edition_number_once_a_year")
        ]
        indexes: ClassVar = [models.Index(fields=["report", "-id"], name="edition_of_report")]

    def __str__(self) -> str:
        return self.number

    @property
    def heading(self) -> str:
        """ "Báo cáo 6 tháng đầu năm 2020"."""
        return f"{self.kind.capitalize()} {Period.of(self.period).name}"


class EditionFile(AppendOnlyModel):
    """One file of an edition, byte for byte as it was issued."""

    edition = models.ForeignKey(
        Edition, verbose_name="bản phát hành", on_delete=models.PROTECT, related_name="files"
    )
    form = models.CharField("dạng tệp", max_length=8)
    size = models.PositiveIntegerField("cỡ tệp")
    sha256 = models.CharField("mã băm", max_length=64, db_index=True)
    data = models.BinaryField("tệp")

    class Meta(AppendOnlyModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "form"], name="edition_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.form}"


class Publication(AppendOnlyModel):
    """Whether everybody may read an edition: the last row holds."""

    edition = models.ForeignKey(
        Edition, verbose_name="bản phát hành", on_delete=models.PROTECT, related_name="publications"
    )
    public = models.BooleanField("công khai")
    reason = models.CharField("lý do", max_length=500, blank=True)
    at = models.DateTimeField("lúc", default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người quyết định",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta(AppendOnlyModel.Meta):
        indexes: ClassVar = [models.Index(fields=["edition", "-id"], name="publication_of_edition")]

    def __str__(self) -> str:
        return f"{self.edition_id} {'public' if self.public else 'withdrawn'}"
