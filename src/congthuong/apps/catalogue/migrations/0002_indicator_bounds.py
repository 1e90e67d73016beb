from django.db import migrations, models


def _bound(called: str) -> models.DecimalField:
    return models.DecimalField(blank=True, decimal_places=10, max_digits=40, null=True, verbose_name=called)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="indicator",
            name="negative",
            field=models.BooleanField(default=False, verbose_name="có thể âm"),
        ),
        migrations.AddField("indicator", "lowest", _bound("mức thấp nhất")),
        migrations.AddField("indicator", "highest", _bound("mức cao nhất")),
    ]
