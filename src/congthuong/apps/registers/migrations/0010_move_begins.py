"""A file may say since when rows that are known hold."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("registers", "0009_fills"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="rowimport",
            name="move_begins",
            field=models.BooleanField(default=False, verbose_name="sửa ngày bắt đầu của dòng cũ"),
        ),
    ]
