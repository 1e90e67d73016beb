"""Fairs elsewhere and markets in the country have states."""

from django.db import migrations

import congthuong.apps.registers.columns


class Migration(migrations.Migration):
    dependencies = [
        ("promotion", "0005_names_kept_apart"),
    ]

    operations = [
        migrations.AddField(
            model_name="countrymarket",
            name="trang_thai",
            field=congthuong.apps.registers.columns.Text(
                blank=True, max_length=40, verbose_name="trạng thái"
            ),
        ),
        migrations.AddField(
            model_name="fairelsewhere",
            name="trang_thai",
            field=congthuong.apps.registers.columns.Text(
                blank=True, max_length=40, verbose_name="trạng thái"
            ),
        ),
    ]
