"""Rows are found by the names of their places, and with the marks that were typed: what search reads is written anew."""

from django.db import migrations

from congthuong.apps.registers.refilling import refilled


class Migration(migrations.Migration):
    dependencies = [
        ("trade", "0001_initial"),
        ("catalogue", "0005_organisation_closed"),
        ("registers", "0010_move_begins"),
    ]

    operations = [
        migrations.RunPython(
            refilled(
                "trade",
                "agreementwork",
                "consumercampaign",
                "consumercomplaint",
                "depot",
                "fair",
                "floormember",
                "foreigntrade",
                "fueltrader",
                "gastrader",
                "market",
                "marketconversion",
                "outlet",
                "price",
                "reserve",
                "stabilisationloan",
                "station",
            ),
            migrations.RunPython.noop,
            elidable=True,
        ),
    ]
