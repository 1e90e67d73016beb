"""Whether a row is a household's, or once was, stands in the row."""

from django.db import migrations, models

from congthuong.apps.registers.households import marked


class Migration(migrations.Migration):
    dependencies = [
        ("industry", "0002_contests_clusters_counts"),
        ("registers", "0007_entry_changed"),
    ]

    operations = [
        migrations.AddField(
            model_name="contestentry",
            name="of_household",
            field=models.BooleanField(default=False, editable=False, verbose_name="của hộ kinh doanh"),
        ),
        migrations.AddField(
            model_name="enterprise",
            name="of_household",
            field=models.BooleanField(default=False, editable=False, verbose_name="của hộ kinh doanh"),
        ),
        migrations.AddField(
            model_name="ocopproduct",
            name="of_household",
            field=models.BooleanField(default=False, editable=False, verbose_name="của hộ kinh doanh"),
        ),
        migrations.RunPython(
            marked("industry", "contestentry", "sp_cnnt", ("co_so",)),
            migrations.RunPython.noop,
            elidable=True,
        ),
        migrations.RunPython(
            marked("industry", "enterprise", "doanh_nghiep_cn", ("ten", "dia_chi", "ma_so_thue")),
            migrations.RunPython.noop,
            elidable=True,
        ),
        migrations.RunPython(
            marked("industry", "ocopproduct", "san_pham_ocop", ("chu_the",)),
            migrations.RunPython.noop,
            elidable=True,
        ),
    ]
