"""Rows are found by the names of their places, and with the marks that were typed: what search reads is written anew."""

from django.db import migrations

from congthuong.apps.registers.refilling import refilled


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0001_initial"),
        ("catalogue", "0005_organisation_closed"),
        ("registers", "0010_move_begins"),
    ]

    operations = [
        migrations.RunPython(
            refilled("office", "attendee", "award", "course", "duty", "post", "recruitment", "workinggroup"),
            migrations.RunPython.noop,
            elidable=True,
        ),
    ]
