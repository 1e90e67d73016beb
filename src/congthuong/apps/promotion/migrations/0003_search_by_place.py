"""Rows are found by the names of their places, and with the marks that were typed: what search reads is written anew."""

from django.db import migrations

from congthuong.apps.registers.refilling import refilled


class Migration(migrations.Migration):
    dependencies = [
        ("promotion", "0002_of_household"),
        ("catalogue", "0005_organisation_closed"),
        ("registers", "0010_move_begins"),
    ]

    operations = [
        migrations.RunPython(
            refilled(
                "promotion",
                "broadcast",
                "countrymarket",
                "display",
                "fairelsewhere",
                "project",
                "publication",
                "supplylink",
                "trademarkadvice",
                "websitehelp",
            ),
            migrations.RunPython.noop,
            elidable=True,
        ),
    ]
