"""Files of a dossier, what the applicant sent afterwards, the agency's identifier code, terms of one day."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import congthuong.web.files
from congthuong.apps.accounts.append_only import protect


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0005_applicant_request"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="supplied_at",
            field=models.DateTimeField(null=True, verbose_name="gửi bổ sung lúc"),
        ),
        migrations.AlterField(
            model_name="procedureversion",
            name="term_kind",
            field=models.CharField(
                choices=[
                    ("working_days", "ngày làm việc"),
                    ("calendar_days", "ngày"),
                    ("working_hours", "giờ làm việc"),
                    ("same_day", "trong ngày"),
                ],
                max_length=15,
                verbose_name="cách tính hạn",
            ),
        ),
        migrations.AlterField(
            model_name="step",
            name="action",
            field=models.CharField(
                choices=[
                    ("register", "nộp hồ sơ"),
                    ("receive", "tiếp nhận"),
                    ("refuse", "từ chối tiếp nhận"),
                    ("take", "nhận xử lý"),
                    ("pass", "chuyển người xử lý"),
                    ("supplement", "yêu cầu bổ sung"),
                    ("payment", "yêu cầu nộp phí, lệ phí"),
                    ("supply", "gửi giấy tờ bổ sung"),
                    ("resume", "xử lý tiếp"),
                    ("stop", "dừng giải quyết"),
                    ("withdraw", "công dân rút hồ sơ"),
                    ("apologise", "xin lỗi và hẹn lại"),
                    ("submit", "trình ký"),
                    ("settle", "có kết quả"),
                    ("return", "trả kết quả"),
                ],
                max_length=12,
                verbose_name="việc",
            ),
        ),
        migrations.CreateModel(
            name="AgencyCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="mã định danh")),
                ("since", models.DateField(verbose_name="từ ngày")),
                ("decision", models.CharField(blank=True, max_length=200, verbose_name="văn bản cấp mã")),
                (
                    "recorded_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc ghi"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["-since", "-id"], name="agency_code_on")],
            },
        ),
        migrations.CreateModel(
            name="DossierFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[("component", "thành phần hồ sơ"), ("result", "kết quả giải quyết")],
                        max_length=10,
                        verbose_name="là",
                    ),
                ),
                ("component", models.CharField(blank=True, max_length=500, verbose_name="thành phần")),
                ("name", models.CharField(max_length=200, verbose_name="tên tệp")),
                ("kind", models.CharField(max_length=8, verbose_name="loại tệp")),
                ("size", models.PositiveIntegerField(verbose_name="số byte")),
                ("sha256", models.CharField(max_length=64, verbose_name="mã băm")),
                (
                    "file",
                    models.FileField(
                        max_length=200,
                        storage=congthuong.web.files.kept_files,
                        upload_to="",
                        verbose_name="tệp",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người gửi",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="procedures.dossier",
                        verbose_name="hồ sơ",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dossier", "purpose", "component", "sha256"), name="dossier_file_once"
                    )
                ],
            },
        ),
        protect("procedures", "AgencyCode"),
    ]
