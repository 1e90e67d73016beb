"""The moments of the working day are asked of its clock. The state of the models alone changes: no table is altered, and
the triggers of those that are written once stay."""

from django.db import migrations, models

import congthuong.web.clock


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_append_only"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="importbatch",
                    name="at",
                    field=models.DateTimeField(default=congthuong.web.clock.now, verbose_name="lúc"),
                ),
                migrations.AlterField(
                    model_name="observation",
                    name="recorded_at",
                    field=models.DateTimeField(
                        default=congthuong.web.clock.now, verbose_name="lúc ghi vào sổ"
                    ),
                ),
            ]
        )
    ]
