"""One value may stand for a column that a file lacks."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("registers", "0008_begins_by"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="rowimport",
            name="fills",
            field=models.JSONField(default=dict, verbose_name="cho mọi dòng"),
        ),
    ]
