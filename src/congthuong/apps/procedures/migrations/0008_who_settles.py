"""Which procedures are settled at the counter; the day that a result bears."""

from django.db import migrations, models

from congthuong.apps.accounts.append_only import protect


class Migration(migrations.Migration):
    dependencies = [("procedures", "0007_hand_in_key")]
    operations = [
        migrations.AddField(
            model_name="procedureversion",
            name="at_counter",
            field=models.BooleanField(default=False, verbose_name="giải quyết tại quầy"),
        ),
        protect("procedures", "ProcedureVersion"),
        migrations.AddField(
            model_name="dossier",
            name="result_day",
            field=models.DateField(null=True, verbose_name="ngày văn bản kết quả"),
        ),
    ]
