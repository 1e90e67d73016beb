"""Checked reports, and what was decided about their findings: decisions are only ever added."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from congthuong.apps.ledger.append_only import protect


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CheckedFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="tên tệp")),
                ("kind", models.CharField(max_length=8, verbose_name="loại tệp")),
                (
                    "stored_at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="lúc soát"
                    ),
                ),
                ("claims", models.PositiveIntegerField(verbose_name="số liệu")),
                ("confirmed", models.PositiveIntegerField(verbose_name="được đối chứng")),
                ("contradictions", models.PositiveIntegerField(verbose_name="mâu thuẫn")),
                ("marked", models.TextField(verbose_name="văn bản có đánh dấu")),
                ("result", models.TextField(verbose_name="kết quả")),
                ("word", models.BinaryField(null=True, verbose_name="tệp Word")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đưa lên",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["owner", "-stored_at"], name="checked_of_owner")],
            },
        ),
        migrations.CreateModel(
            name="FindingDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("print", models.CharField(max_length=32, verbose_name="dấu nhận")),
                ("dismissed", models.BooleanField(verbose_name="bỏ qua")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="lý do")),
                ("rule", models.CharField(max_length=60, verbose_name="quy tắc")),
                ("message", models.TextField(verbose_name="nội dung")),
                ("file_name", models.CharField(max_length=200, verbose_name="tệp")),
                (
                    "decided_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc quyết định"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người quyết định",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="báo cáo của",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["owner", "print", "-id"], name="decision_of_finding")],
            },
        ),
        protect("reports", "FindingDecision"),
    ]
