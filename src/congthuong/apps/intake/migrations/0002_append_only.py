"""Triggers that refuse to change or delete what people decided about a table."""

from django.db import migrations

from congthuong.apps.ledger.append_only import protect


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]

    operations = [protect("intake", "Mapping")]
