"""Issued editions of reports, their files, and whether everybody may read them; none is ever changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import congthuong.web.clock
from congthuong.apps.accounts.append_only import protect


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0003_checks_compared"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=80, verbose_name="số, ký hiệu")),
                ("dated", models.DateField(verbose_name="ngày ban hành")),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm ban hành")),
                ("as_of", models.DateField(verbose_name="số liệu chốt ngày")),
                ("place", models.CharField(max_length=10, verbose_name="địa bàn")),
                ("period", models.CharField(max_length=24, verbose_name="kỳ")),
                ("kind", models.CharField(max_length=60, verbose_name="loại văn bản")),
                ("title", models.TextField(verbose_name="trích yếu")),
                ("signer", models.CharField(max_length=200, verbose_name="người ký")),
                ("figures", models.PositiveIntegerField(verbose_name="số liệu")),
                ("findings", models.TextField(blank=True, verbose_name="mâu thuẫn đã biết")),
                ("accepted", models.TextField(blank=True, verbose_name="lý do vẫn phát hành")),
                ("check_code", models.CharField(max_length=20, unique=True, verbose_name="mã kiểm tra")),
                ("content", models.TextField(verbose_name="nội dung đã phát hành")),
                ("sha256", models.CharField(max_length=64, verbose_name="mã băm")),
                ("at", models.DateTimeField(default=congthuong.web.clock.now, verbose_name="lúc phát hành")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người phát hành",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="reports.edition",
                        verbose_name="thay cho",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="reports.reportdefinition",
                        verbose_name="báo cáo",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="EditionFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form", models.CharField(max_length=8, verbose_name="dạng tệp")),
                ("size", models.PositiveIntegerField(verbose_name="cỡ tệp")),
                ("sha256", models.CharField(db_index=True, max_length=64, verbose_name="mã băm")),
                ("data", models.BinaryField(verbose_name="tệp")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="reports.edition",
                        verbose_name="bản phát hành",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public", models.BooleanField(verbose_name="công khai")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="lý do")),
                ("at", models.DateTimeField(default=congthuong.web.clock.now, verbose_name="lúc")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người quyết định",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="reports.edition",
                        verbose_name="bản phát hành",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["report", "-id"], name="edition_of_report"),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(fields=("number", "year"), name="edition_number_once_a_year"),
        ),
        migrations.AddConstraint(
            model_name="editionfile",
            constraint=models.UniqueConstraint(fields=("edition", "form"), name="edition_file_once"),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(fields=["edition", "-id"], name="publication_of_edition"),
        ),
        protect("reports", "Edition"),
        protect("reports", "EditionFile"),
        protect("reports", "Publication"),
    ]
