"""Triggers that refuse to change or delete what was read, done and sent."""

from django.db import migrations

from congthuong.apps.accounts.append_only import protect


class Migration(migrations.Migration):
    dependencies = [("programme", "0001_tasks")]

    operations = [
        protect("programme", "DirectiveText"),
        protect("programme", "TaskStep"),
        protect("programme", "TaskReminder"),
    ]
