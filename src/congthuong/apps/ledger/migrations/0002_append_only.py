"""Triggers that refuse to change or delete what was written, on SQLite and PostgreSQL."""

from django.db import migrations

from congthuong.apps.ledger.append_only import protect


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        protect("ledger", "ImportBatch"),
        protect("ledger", "Observation"),
    ]
