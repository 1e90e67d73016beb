"""Households that were advised on their marks, and those whose products were shown, are households' in their rows too."""

from django.db import migrations, models

from congthuong.apps.registers.households import marked
from congthuong.apps.registers.refilling import refilled


class Migration(migrations.Migration):
    dependencies = [
        ("promotion", "0003_search_by_place"),
        ("registers", "0010_move_begins"),
    ]

    operations = [
        migrations.AddField(
            model_name="trademarkadvice",
            name="of_household",
            field=models.BooleanField(default=False, editable=False, verbose_name="của hộ kinh doanh"),
        ),
        migrations.AddField(
            model_name="display",
            name="of_household",
            field=models.BooleanField(default=False, editable=False, verbose_name="của hộ kinh doanh"),
        ),
        migrations.RunPython(
            marked("promotion", "trademarkadvice", "kc_nhan_hieu", ("ten", "ap"), every=True),
            migrations.RunPython.noop,
            elidable=True,
        ),
        migrations.RunPython(
            marked("promotion", "display", "trung_bay_san_pham", ("co_so",)),
            migrations.RunPython.noop,
            elidable=True,
        ),
        migrations.RunPython(
            refilled("promotion", "display", "trademarkadvice"), migrations.RunPython.noop, elidable=True
        ),
    ]
