"""The moments of the working day are asked of its clock. The state of the models alone changes: no table is altered, and
the triggers of those that are written once stay."""

from django.db import migrations, models

import congthuong.web.clock


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0002_append_only"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="delivery",
                    name="changed_at",
                    field=models.DateTimeField(default=congthuong.web.clock.now, verbose_name="đổi lần cuối"),
                ),
                migrations.AlterField(
                    model_name="delivery",
                    name="received_at",
                    field=models.DateTimeField(default=congthuong.web.clock.now, verbose_name="lúc đưa lên"),
                ),
                migrations.AlterField(
                    model_name="mapping",
                    name="at",
                    field=models.DateTimeField(default=congthuong.web.clock.now, verbose_name="lúc"),
                ),
                migrations.AlterField(
                    model_name="sourcetable",
                    name="made_at",
                    field=models.DateTimeField(default=congthuong.web.clock.now, verbose_name="lúc lập"),
                ),
            ]
        )
    ]
