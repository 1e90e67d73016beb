"""What was written of households before their names were hidden can be erased, too."""

from django.db import migrations

from congthuong.apps.registers.keeping_apart import kept_apart


class Migration(migrations.Migration):
    dependencies = [
        ("promotion", "0004_households_advised"),
        ("registers", "0010_move_begins"),
    ]

    operations = [
        migrations.RunPython(
            kept_apart("kc_nhan_hieu", ("ten", "ap")), migrations.RunPython.noop, elidable=True
        ),
        migrations.RunPython(
            kept_apart("trung_bay_san_pham", ("co_so",)), migrations.RunPython.noop, elidable=True
        ),
    ]
