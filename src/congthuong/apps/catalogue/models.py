"""The catalogue's tables. Codes are text everywhere: the code "01" keeps its zero.

Parents are named by code, not by foreign key: a code means another unit on another day, so only code and
day together find it (`queries.place_at`).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Place(models.Model):
    """A territory while it stood. `valid_to` is the first day on which it no longer did.

    An empty `valid_from` says that the source does not tell since when, an empty `valid_to` that it stands.
    Source of the codes: the statistical office's list of administrative units.
    """

    class Level(models.TextChoices):
        PROVINCE = "province", "tỉnh"
        DISTRICT = "district", "huyện"
        COMMUNE = "commune", "xã"

    code = models.CharField("mã", max_length=10)
    name = models.CharField("tên", max_length=120)
    kind = models.CharField("loại", max_length=40)
    level = models.CharField("cấp", max_length=10, choices=Level.choices)
    parent = models.CharField("thuộc", max_length=10, blank=True)
    valid_from = models.DateField("có từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="place_code_from"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_from__isnull=True), name="place_code_from_ever"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["parent", "level"])]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class PlaceChange(models.Model):
    """Which unit became (part of) which, on what day, by which law."""

    class Kind(models.TextChoices):
        MERGE = "merge", "nhập"
        SPLIT = "split", "chia"
        RENAME = "rename", "đổi tên"
        TRANSFER = "transfer", "chuyển cấp trên"

    old_code = models.CharField("mã cũ", max_length=10)
    old_valid_from = models.DateField("đơn vị cũ có từ", null=True, blank=True)
    new_code = models.CharField("mã mới", max_length=10)
    new_valid_from = models.DateField("đơn vị mới có từ", null=True, blank=True)
    date = models.DateField("ngày hiệu lực")
    kind = models.CharField("hình thức", max_length=10, choices=Kind.choices)
    law = models.CharField("văn bản", max_length=80, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["old_code", "new_code", "date"], name="place_change_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["new_code", "date"])]

    def __str__(self) -> str:
        return f"{self.old_code} → {self.new_code} ({self.date})"


class Organisation(models.Model):
    """The department, its divisions and centres, other agencies, enterprises.

    One that is closed (merged, dissolved) keeps everything that is its own; nothing new is asked of it.
    """

    code = models.CharField("mã", max_length=40, unique=True)
    name = models.CharField("tên", max_length=200)
    kind = models.CharField("loại", max_length=40, blank=True)
    parent = models.CharField("thuộc", max_length=40, blank=True)
    place = models.CharField("địa bàn", max_length=10, blank=True)
    closed_on = models.DateField("đóng từ ngày", null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class CodeList(models.Model):
    """A dimension by which an indicator may be broken down (phân tổ)."""

    code = models.CharField("mã", max_length=32, unique=True)
    name = models.CharField("tên", max_length=200)

    def __str__(self) -> str:
        return self.name


class CodeItem(models.Model):
    codelist = models.ForeignKey(
        "catalogue.CodeList",
        to_field="code",
        db_column="codelist",
        on_delete=models.CASCADE,
        related_name="items",
    )
    code = models.CharField("mã", max_length=40)
    name = models.CharField("tên", max_length=200)
    order = models.PositiveIntegerField("thứ tự", default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["codelist", "code"], name="code_item_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Classification(models.Model):
    """One version of a classification: VSIC 2018 and VSIC 2025 are two, and share codes."""

    version = models.CharField("phiên bản", max_length=40, unique=True)

    def __str__(self) -> str:
        return self.version


class ClassItem(models.Model):
    """A class. Its key is version and code: 3512 is transmission in 2018, another industry in 2025."""

    version = models.ForeignKey(
        "catalogue.Classification",
        to_field="version",
        db_column="version",
        on_delete=models.CASCADE,
        related_name="classes",
    )
    code = models.CharField("mã", max_length=20)
    parent = models.CharField("thuộc", max_length=20, blank=True)
    level = models.PositiveSmallIntegerField("cấp")
    name_vi = models.CharField("tên", max_length=300)
    name_en = models.CharField("tên tiếng Anh", max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "code"], name="class_item_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name_vi}"


class Indicator(models.Model):
    """What is counted; the fields are those of core.ledger.model.Indicator."""

    code = models.CharField("mã", max_length=32, unique=True)
    name = models.CharField("tên", max_length=300)
    name_en = models.CharField("tên tiếng Anh", max_length=300, blank=True)
    unit = models.CharField("đơn vị", max_length=60)
    decimals = models.PositiveSmallIntegerField("số lẻ", default=0)
    kind = models.CharField("loại", max_length=10)
    over_time = models.CharField("cộng theo thời gian", max_length=10)
    over_places = models.CharField("cộng theo địa bàn", max_length=10)
    calendar = models.CharField("lịch", max_length=12)
    groups = models.JSONField("nhóm", default=list)
    order = models.IntegerField("thứ tự", default=0)
    breakdowns = models.JSONField("phân tổ", default=list)
    formula = models.TextField("công thức", blank=True)
    display = models.JSONField("đơn vị in khác", default=dict)
    note = models.TextField("ghi chú", blank=True)
    negative = models.BooleanField("có thể âm", default=False)
    lowest = models.DecimalField("mức thấp nhất", max_digits=40, decimal_places=10, null=True, blank=True)
    highest = models.DecimalField("mức cao nhất", max_digits=40, decimal_places=10, null=True, blank=True)
    rows = models.JSONField("đếm từ sổ", null=True, blank=True)
    position = models.PositiveIntegerField("vị trí trong danh mục", default=0)

    def __str__(self) -> str:
        return self.name


class LegalDocument(models.Model):
    """A document that is cited, kept once so that it has one date everywhere.

    Number and issuer name it (two offices may give out one number). `version` counts the changes of people.
    """

    class Direction(models.TextChoices):
        NONE = "", "không ghi"
        IN = "in", "đến"
        OUT = "out", "đi"

    number = models.CharField("số, ký hiệu", max_length=80)
    kind = models.CharField("loại", max_length=60)
    issuer = models.CharField("cơ quan ban hành", max_length=200)
    date = models.DateField("ngày", null=True, blank=True)
    abstract = models.TextField("trích yếu", blank=True)
    topics = models.JSONField("chủ đề", default=list)
    note = models.TextField("ghi chú", blank=True)
    order = models.PositiveIntegerField("thứ tự", default=0)
    direction = models.CharField(
        "đến hay đi", max_length=3, choices=Direction.choices, default=Direction.NONE, blank=True
    )
    area = models.CharField("lĩnh vực", max_length=40, blank=True)
    asks = models.TextField("yêu cầu đối với Sở", blank=True)
    folded = models.TextField("chữ để tìm", blank=True, editable=False)
    version = models.PositiveIntegerField("lần ghi", default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["number", "issuer"], name="legal_document_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["date"], name="legal_document_date")]

    def __str__(self) -> str:
        return self.number


class DocumentLink(models.Model):
    """What a document does to an earlier one."""

    class Kind(models.TextChoices):
        REPLACES = "replaces", "thay thế"
        AMENDS = "amends", "sửa đổi, bổ sung"
        REPEALS = "repeals", "bãi bỏ"
        IMPLEMENTS = "implements", "triển khai, thực hiện"

    document = models.ForeignKey("catalogue.LegalDocument", on_delete=models.CASCADE, related_name="links")
    kind = models.CharField("quan hệ", max_length=10, choices=Kind.choices)
    other = models.ForeignKey("catalogue.LegalDocument", on_delete=models.PROTECT, related_name="linked_from")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "kind", "other"], name="document_link_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.kind} {self.other_id}"
