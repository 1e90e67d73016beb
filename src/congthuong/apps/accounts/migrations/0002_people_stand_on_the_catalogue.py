"""A person's organisation becomes a foreign key to the catalogue. Codes that the catalogue does not know become
organisations of that code, so that nobody loses their unit."""

import django.db.models.deletion
from django.db import migrations, models


def point(apps, editor):
    User = apps.get_model("accounts", "User")
    Organisation = apps.get_model("catalogue", "Organisation")
    known = set(Organisation.objects.values_list("code", flat=True))
    for code in (
        User.objects.exclude(organisation_code="").values_list("organisation_code", flat=True).distinct()
    ):
        if code not in known:
            Organisation.objects.create(code=code, name=code)
        User.objects.filter(organisation_code=code).update(organisation_id=code)
    _settle(editor)


def name(apps, editor):
    User = apps.get_model("accounts", "User")
    for user in User.objects.exclude(organisation=None).only("organisation_id"):
        User.objects.filter(pk=user.pk).update(organisation_code=user.organisation_id)
    _settle(editor)


def _settle(editor):
    """PostgreSQL alters no table that still has foreign keys to check."""
    if editor.connection.vendor == "postgresql":
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial"), ("accounts", "0001_initial")]

    operations = [
        migrations.RenameField("user", "organisation", "organisation_code"),
        migrations.AddField(
            "user",
            "organisation",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="people",
                to="catalogue.organisation",
                to_field="code",
                verbose_name="tổ chức",
            ),
        ),
        migrations.RunPython(point, name),
        migrations.RemoveField("user", "organisation_code"),
    ]
