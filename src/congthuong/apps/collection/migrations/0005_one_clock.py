"""The moments of the working day are asked of its clock. The state of the models alone changes: no table is altered, and
the triggers of those that are written once stay."""

from django.db import migrations, models

import congthuong.web.clock


class Migration(migrations.Migration):
    dependencies = [
        ("collection", "0004_looked_at"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="approval",
                    name="at",
                    field=models.DateTimeField(default=congthuong.web.clock.now, verbose_name="lúc"),
                ),
                migrations.AlterField(
                    model_name="cellchange",
                    name="at",
                    field=models.DateTimeField(default=congthuong.web.clock.now, verbose_name="lúc"),
                ),
                migrations.AlterField(
                    model_name="cellnote",
                    name="at",
                    field=models.DateTimeField(default=congthuong.web.clock.now, verbose_name="lúc"),
                ),
                migrations.AlterField(
                    model_name="estimate",
                    name="at",
                    field=models.DateTimeField(default=congthuong.web.clock.now, verbose_name="lúc"),
                ),
                migrations.AlterField(
                    model_name="formversion",
                    name="published_at",
                    field=models.DateTimeField(default=congthuong.web.clock.now, verbose_name="lúc công bố"),
                ),
                migrations.AlterField(
                    model_name="reminder",
                    name="sent_at",
                    field=models.DateTimeField(default=congthuong.web.clock.now, verbose_name="gửi lúc"),
                ),
                migrations.AlterField(
                    model_name="returnstep",
                    name="at",
                    field=models.DateTimeField(default=congthuong.web.clock.now, verbose_name="lúc"),
                ),
                migrations.AlterField(
                    model_name="round",
                    name="opened_at",
                    field=models.DateTimeField(default=congthuong.web.clock.now, verbose_name="lúc mở"),
                ),
                migrations.AlterField(
                    model_name="workbookupload",
                    name="at",
                    field=models.DateTimeField(default=congthuong.web.clock.now, verbose_name="lúc"),
                ),
            ]
        )
    ]
