"""When an administrator reset a person's password; and the log's events found by who did them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_assignments_end")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="password_reset_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="lúc đặt lại mật khẩu"),
        ),
        migrations.AddIndex(
            model_name="event", index=models.Index(fields=["by_name", "-id"], name="event_by_name")
        ),
    ]
