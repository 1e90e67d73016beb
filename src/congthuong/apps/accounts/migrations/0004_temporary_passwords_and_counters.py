"""Whether somebody else made a person's password; and the table in which all processes count failed logins."""

from django.core.management import call_command
from django.db import migrations, models

TABLE = "accounts_cache"


def make(apps, editor):
    call_command("createcachetable", TABLE, database=editor.connection.alias, verbosity=0)


def drop(apps, editor):
    editor.execute(f'DROP TABLE IF EXISTS "{TABLE}"')


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_assignments_delegations_events")]

    operations = [
        migrations.AddField(
            "user", "password_temporary", models.BooleanField(default=False, verbose_name="mật khẩu tạm")
        ),
        migrations.RunPython(make, drop),
    ]
