"""Rows are found by the names of their places, and with the marks that were typed: what search reads is written anew."""

from django.db import migrations

from congthuong.apps.registers.refilling import refilled


class Migration(migrations.Migration):
    dependencies = [
        ("industry", "0003_of_household"),
        ("catalogue", "0005_organisation_closed"),
        ("registers", "0010_move_begins"),
    ]

    operations = [
        migrations.RunPython(
            refilled(
                "industry",
                "cluster",
                "contest",
                "contestentry",
                "enterprise",
                "establishmentcount",
                "ocopproduct",
                "productionplan",
                "suspension",
            ),
            migrations.RunPython.noop,
            elidable=True,
        ),
    ]
