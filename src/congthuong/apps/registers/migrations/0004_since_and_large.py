from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registers", "0003_typed_registers")]

    operations = [
        migrations.AddField(
            model_name="register",
            name="since",
            field=models.DateField(blank=True, null=True, verbose_name="đủ từ ngày"),
        ),
        migrations.AddField(
            model_name="register",
            name="large",
            field=models.BooleanField(default=False, verbose_name="sổ lớn"),
        ),
    ]
