"""What was written of members of the trading floor before households' names were hidden can be erased, too."""

from django.db import migrations

from congthuong.apps.registers.keeping_apart import kept_apart


class Migration(migrations.Migration):
    dependencies = [
        ("trade", "0004_price_before"),
        ("registers", "0010_move_begins"),
    ]

    operations = [
        migrations.RunPython(
            kept_apart("san_tmdt", ("ten", "gian_hang", "dia_chi_web")),
            migrations.RunPython.noop,
            elidable=True,
        ),
    ]
