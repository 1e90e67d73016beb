"""Triggers that refuse to change versions and steps; on PostgreSQL the index by which words are found."""

from django.db import migrations

from congthuong.apps.accounts.append_only import protect

INDEXES = {"procedures_dossier": "dossier_words", "procedures_applicant": "applicant_words"}


def add_indexes(apps, editor):
    if editor.connection.vendor == "postgresql":
        for table, name in INDEXES.items():
            editor.execute(
                f'CREATE INDEX "{name}" ON "{table}" USING gin '
                "(array_to_tsvector(string_to_array(\"search\", ' ')))"
            )


def drop_indexes(apps, editor):
    if editor.connection.vendor == "postgresql":
        for name in INDEXES.values():
            editor.execute(f'DROP INDEX IF EXISTS "{name}"')


class Migration(migrations.Migration):
    dependencies = [("procedures", "0001_initial")]

    operations = [
        protect("procedures", "ProcedureVersion"),
        protect("procedures", "Step"),
        migrations.RunPython(add_indexes, drop_indexes),
    ]
