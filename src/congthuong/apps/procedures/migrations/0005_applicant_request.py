"""What a citizen writes when handing in online stands with their data: there it can be erased."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procedures", "0004_pause_after")]

    operations = [
        migrations.AddField(
            "Applicant",
            "request",
            models.TextField(blank=True, default="", verbose_name="nội dung đề nghị"),
            preserve_default=False,
        ),
    ]
