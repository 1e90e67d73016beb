"""A fair cites the document that confirmed it."""

from django.db import migrations

import congthuong.apps.registers.columns
from congthuong.apps.registers.documenting import documented


class Migration(migrations.Migration):
    dependencies = [
        ("trade", "0005_names_kept_apart"),
        ("catalogue", "0005_organisation_closed"),
        ("registers", "0011_one_clock"),
    ]

    operations = [
        migrations.AlterField(
            model_name="fair",
            name="xac_nhan",
            field=congthuong.apps.registers.columns.DocumentNumber(
                blank=True, max_length=80, verbose_name="văn bản xác nhận"
            ),
        ),
        migrations.RunPython(
            documented("trade", "fair", "hoi_cho_xac_nhan", "xac_nhan"),
            migrations.RunPython.noop,
            elidable=True,
        ),
    ]
