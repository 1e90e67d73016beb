"""An inspection has states with their days, and cites the decision that it stands on."""

from django.db import migrations

import congthuong.apps.registers.columns
from congthuong.apps.registers.documenting import documented


class Migration(migrations.Migration):
    dependencies = [
        ("inspection", "0004_search_by_place"),
        ("catalogue", "0005_organisation_closed"),
        ("registers", "0011_one_clock"),
    ]

    operations = [
        migrations.AddField(
            model_name="inspection",
            name="ly_do_huy",
            field=congthuong.apps.registers.columns.Text(
                blank=True, max_length=500, verbose_name="lý do hủy"
            ),
        ),
        migrations.AddField(
            model_name="inspection",
            name="ngay_bat_dau",
            field=congthuong.apps.registers.columns.Day(
                blank=True, null=True, verbose_name="ngày bắt đầu tại nơi được thanh tra, kiểm tra"
            ),
        ),
        migrations.AddField(
            model_name="inspection",
            name="ngay_cong_bo",
            field=congthuong.apps.registers.columns.Day(
                blank=True, null=True, verbose_name="ngày công bố quyết định"
            ),
        ),
        migrations.AddField(
            model_name="inspection",
            name="ngay_xong_theo_doi",
            field=congthuong.apps.registers.columns.Day(
                blank=True, null=True, verbose_name="ngày xong theo dõi sau kết luận"
            ),
        ),
        migrations.AddField(
            model_name="inspection",
            name="trang_thai",
            field=congthuong.apps.registers.columns.Text(
                blank=True, max_length=40, verbose_name="trạng thái"
            ),
        ),
        migrations.AlterField(
            model_name="inspection",
            name="quyet_dinh",
            field=congthuong.apps.registers.columns.DocumentNumber(
                blank=True, max_length=80, verbose_name="quyết định"
            ),
        ),
        migrations.RunPython(
            documented("inspection", "inspection", "cuoc_thanh_tra", "quyet_dinh"),
            migrations.RunPython.noop,
            elidable=True,
        ),
    ]
