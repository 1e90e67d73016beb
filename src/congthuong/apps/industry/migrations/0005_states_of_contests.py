"""A round of the vote has a state."""

from django.db import migrations

import congthuong.apps.registers.columns


class Migration(migrations.Migration):
    dependencies = [
        ("industry", "0004_search_by_place"),
    ]

    operations = [
        migrations.AddField(
            model_name="contest",
            name="trang_thai",
            field=congthuong.apps.registers.columns.Text(
                blank=True, max_length=40, verbose_name="trạng thái"
            ),
        ),
    ]
