"""The same form sent twice is one dossier: the database says so, whatever a session remembers."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procedures", "0006_attached_files")]
    operations = [
        migrations.AddField(
            model_name="dossier",
            name="hand_in_key",
            field=models.CharField(max_length=40, null=True, unique=True, verbose_name="khóa của lần nộp"),
        ),
    ]
