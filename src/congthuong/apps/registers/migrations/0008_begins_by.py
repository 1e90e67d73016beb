"""A file that does not say since when its rows hold is asked; the answer is kept with it."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("registers", "0007_entry_changed"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="rowimport",
            name="begins_by",
            field=models.CharField(blank=True, default="", max_length=40, verbose_name="ngày bắt đầu theo"),
            preserve_default=False,
        ),
    ]
