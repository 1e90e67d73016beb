from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_documents_in_and_out")]

    operations = [
        migrations.AddField(
            model_name="indicator",
            name="rows",
            field=models.JSONField(blank=True, null=True, verbose_name="đếm từ sổ"),
        ),
    ]
