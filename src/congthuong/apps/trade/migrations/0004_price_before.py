"""The survey before of the same goods at the same place is found by an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("trade", "0003_household_members")]

    operations = [
        migrations.AddIndex(
            model_name="price",
            index=models.Index(fields=["mat_hang", "noi", "-effective_from"], name="price_before"),
        ),
    ]
