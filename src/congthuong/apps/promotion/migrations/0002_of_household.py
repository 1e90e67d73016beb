"""Whether a row is a household's, or once was, stands in the row."""

from django.db import migrations, models

from congthuong.apps.registers.households import marked


class Migration(migrations.Migration):
    dependencies = [
        ("promotion", "0001_initial"),
        ("registers", "0007_entry_changed"),
    ]

    operations = [
        migrations.AddField(
            model_name="project",
            name="of_household",
            field=models.BooleanField(default=False, editable=False, verbose_name="của hộ kinh doanh"),
        ),
        migrations.RunPython(
            marked("promotion", "project", "de_an_khuyen_cong", ("thu_huong",)),
            migrations.RunPython.noop,
            elidable=True,
        ),
    ]
