"""Courses and awards have states; who was sent and working groups cite their documents."""

from django.db import migrations

import congthuong.apps.registers.columns
from congthuong.apps.registers.documenting import documented


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0002_search_by_place"),
        ("catalogue", "0005_organisation_closed"),
        ("registers", "0011_one_clock"),
    ]

    operations = [
        migrations.AddField(
            model_name="award",
            name="trang_thai",
            field=congthuong.apps.registers.columns.Text(
                blank=True, max_length=40, verbose_name="trạng thái"
            ),
        ),
        migrations.AddField(
            model_name="course",
            name="trang_thai",
            field=congthuong.apps.registers.columns.Text(
                blank=True, max_length=40, verbose_name="trạng thái"
            ),
        ),
        migrations.AlterField(
            model_name="duty",
            name="van_ban",
            field=congthuong.apps.registers.columns.DocumentNumber(
                blank=True, max_length=80, verbose_name="văn bản cử"
            ),
        ),
        migrations.AlterField(
            model_name="workinggroup",
            name="quyet_dinh",
            field=congthuong.apps.registers.columns.DocumentNumber(
                blank=True, max_length=80, verbose_name="quyết định thành lập"
            ),
        ),
        migrations.RunPython(
            documented("office", "duty", "phan_cong", "van_ban"), migrations.RunPython.noop, elidable=True
        ),
        migrations.RunPython(
            documented("office", "workinggroup", "to_tham_muu", "quyet_dinh"),
            migrations.RunPython.noop,
            elidable=True,
        ),
    ]
