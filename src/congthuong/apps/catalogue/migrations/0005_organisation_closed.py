from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0004_indicator_rows")]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="closed_on",
            field=models.DateField(blank=True, null=True, verbose_name="đóng từ ngày"),
        ),
    ]
