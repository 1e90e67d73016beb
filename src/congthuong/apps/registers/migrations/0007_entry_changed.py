"""Whether any row was otherwise on a day is asked by an index of the few states that took the place of others."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("registers", "0006_entry_known"),
    ]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("supersedes__isnull", False)),
                fields=["register", "state_from"],
                name="entry_changed",
            ),
        ),
    ]
