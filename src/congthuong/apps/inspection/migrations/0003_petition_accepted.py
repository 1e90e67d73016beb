from django.db import migrations

import congthuong.apps.registers.columns


class Migration(migrations.Migration):
    dependencies = [("inspection", "0002_of_household")]

    operations = [
        migrations.AddField(
            model_name="petition",
            name="ngay_thu_ly",
            field=congthuong.apps.registers.columns.Day(blank=True, null=True, verbose_name="ngày thụ lý"),
        ),
    ]
