"""When the pause before ended, so that of any moment one pause at most says how things stood."""

from django.db import migrations, models


def fill(apps, editor):
    last = {}
    for pause in apps.get_model("procedures", "Pause").objects.order_by("dossier_id", "id"):
        pause.after = last.get(pause.dossier_id)
        pause.save(update_fields=["after"])
        last[pause.dossier_id] = pause.until


class Migration(migrations.Migration):
    dependencies = [("procedures", "0003_registers_kept")]

    operations = [
        migrations.AddField("Pause", "after", models.DateTimeField(null=True, verbose_name="lần trước đến")),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
