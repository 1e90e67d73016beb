"""Who applies: personal data in a table of its own, kept for a purpose and a time (Nghị định 13/2023/NĐ-CP)."""

from __future__ import annotations

from django.db import models

from congthuong.apps.procedures.models.searching import SearchText


class ApplicantKind(models.TextChoices):
    PERSON = "person", "cá nhân"
    HOUSEHOLD = "household", "hộ kinh doanh"
    ORGANISATION = "organisation", "tổ chức, doanh nghiệp"


class Applicant(models.Model):
    """One applicant of one dossier. `search` holds the dossier's words and the name; erased, the words only."""

    dossier = models.OneToOneField(
        "procedures.Dossier", primary_key=True, on_delete=models.CASCADE, related_name="applicant"
    )
    kind = models.CharField("loại", max_length=12, choices=ApplicantKind.choices)
    name = models.CharField("họ tên, tên đơn vị", max_length=200, blank=True)
    identity = models.CharField("số định danh, mã số thuế", max_length=30, blank=True)
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    email = models.CharField("thư điện tử", max_length=120, blank=True)
    address = models.CharField("địa chỉ", max_length=300, blank=True)
    request = models.TextField("nội dung đề nghị", blank=True)
    purpose = models.CharField("mục đích", max_length=200)
    consented_at = models.DateTimeField("đồng ý lúc", null=True)
    keep_until = models.DateField("giữ đến hết ngày", null=True)
    erased_at = models.DateTimeField("xóa lúc", null=True)
    search = SearchText("để tìm")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.dossier_id}"
