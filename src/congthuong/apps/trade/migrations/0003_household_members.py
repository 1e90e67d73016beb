"""Members of the trading floor that are households' say so in their rows."""

from django.db import migrations, models

from congthuong.apps.registers.households import marked
from congthuong.apps.registers.refilling import refilled


class Migration(migrations.Migration):
    dependencies = [
        ("trade", "0002_search_by_place"),
        ("registers", "0010_move_begins"),
    ]

    operations = [
        migrations.AddField(
            model_name="floormember",
            name="of_household",
            field=models.BooleanField(default=False, editable=False, verbose_name="của hộ kinh doanh"),
        ),
        migrations.RunPython(
            marked("trade", "floormember", "san_tmdt", ("ten", "gian_hang", "dia_chi_web")),
            migrations.RunPython.noop,
            elidable=True,
        ),
        migrations.RunPython(refilled("trade", "floormember"), migrations.RunPython.noop, elidable=True),
    ]
