"""Triggers that refuse to change or delete what was said about days."""

from django.db import migrations

from congthuong.apps.accounts.append_only import protect


class Migration(migrations.Migration):
    dependencies = [("workdays", "0001_initial")]

    operations = [
        protect("workdays", "DecidedDay"),
        protect("workdays", "DecidedYear"),
    ]
