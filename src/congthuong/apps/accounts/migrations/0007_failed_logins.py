"""Wrong passwords are counted in a table of their own, and sealed once a lock-out."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_password_reset_at_and_event_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="FailedLogins",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=80, unique=True, verbose_name="ai")),
                ("since", models.DateTimeField(verbose_name="tính từ lúc")),
                ("recent", models.PositiveIntegerField(default=0, verbose_name="lần gần đây")),
                ("count", models.PositiveIntegerField(default=0, verbose_name="số lần")),
                (
                    "last_at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="lần cuối"
                    ),
                ),
            ],
        ),
    ]
