"""Triggers that refuse to change or delete what was published, changed, approved, estimated or sent."""

from django.db import migrations

from congthuong.apps.accounts.append_only import protect


class Migration(migrations.Migration):
    dependencies = [("collection", "0001_initial")]

    operations = [
        protect("collection", "FormVersion"),
        protect("collection", "CellChange"),
        protect("collection", "CellNote"),
        protect("collection", "ReturnStep"),
        protect("collection", "Approval"),
        protect("collection", "Estimate"),
        protect("collection", "Reminder"),
    ]
