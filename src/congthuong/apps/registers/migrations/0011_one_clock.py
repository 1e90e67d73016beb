"""The moments of the working day are asked of its clock. The state of the models alone changes: no table is altered, and
the triggers of the history stay."""

from django.db import migrations, models

import congthuong.web.clock


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0010_move_begins"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="attachment",
                    name="at",
                    field=models.DateTimeField(default=congthuong.web.clock.now, verbose_name="lúc"),
                ),
                migrations.AlterField(
                    model_name="entry",
                    name="recorded_at",
                    field=models.DateTimeField(
                        default=congthuong.web.clock.now, verbose_name="lúc ghi vào sổ"
                    ),
                ),
                migrations.AlterField(
                    model_name="rowimport",
                    name="changed_at",
                    field=models.DateTimeField(default=congthuong.web.clock.now, verbose_name="đổi lần cuối"),
                ),
                migrations.AlterField(
                    model_name="rowimport",
                    name="received_at",
                    field=models.DateTimeField(default=congthuong.web.clock.now, verbose_name="lúc đưa lên"),
                ),
            ]
        )
    ]
