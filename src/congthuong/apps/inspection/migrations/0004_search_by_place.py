"""Rows are found by the names of their places, and with the marks that were typed: what search reads is written anew."""

from django.db import migrations

from congthuong.apps.registers.refilling import refilled


class Migration(migrations.Migration):
    dependencies = [
        ("inspection", "0003_petition_accepted"),
        ("catalogue", "0005_organisation_closed"),
        ("registers", "0010_move_begins"),
    ]

    operations = [
        migrations.RunPython(
            refilled(
                "inspection",
                "fine",
                "inspection",
                "inspectionplan",
                "lawwork",
                "petition",
                "reception",
                "sample",
                "visit",
            ),
            migrations.RunPython.noop,
            elidable=True,
        ),
    ]
