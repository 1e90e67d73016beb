"""Contests and campaigns on saving energy have states."""

from django.db import migrations

import congthuong.apps.registers.columns


class Migration(migrations.Migration):
    dependencies = [
        ("power", "0002_search_by_place"),
    ]

    operations = [
        migrations.AddField(
            model_name="energyevent",
            name="trang_thai",
            field=congthuong.apps.registers.columns.Text(
                blank=True, max_length=40, verbose_name="trạng thái"
            ),
        ),
    ]
