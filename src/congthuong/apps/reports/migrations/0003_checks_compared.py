"""Checked reports keep their figures for comparing the next one with, and what they were compared with themselves."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_checks")]

    operations = [
        migrations.AddField(
            model_name="checkedfile",
            name="figures",
            field=models.TextField(blank=True, verbose_name="số liệu để đối chiếu"),
        ),
        migrations.AddField(
            model_name="checkedfile",
            name="against",
            field=models.CharField(blank=True, max_length=300, verbose_name="đã đối chiếu với"),
        ),
        migrations.AddField(
            model_name="checkedfile",
            name="agreeing",
            field=models.PositiveIntegerField(default=0, verbose_name="số liệu khớp"),
        ),
        migrations.AddField(
            model_name="checkedfile",
            name="differing",
            field=models.PositiveIntegerField(default=0, verbose_name="số liệu khác"),
        ),
    ]
