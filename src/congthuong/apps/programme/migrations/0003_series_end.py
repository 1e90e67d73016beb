"""That no occurrence comes any more is said of the series. Until now a cancelled last occurrence said it."""

from django.db import migrations, models


def say_ended(apps, editor):
    """What was over by a cancelled last occurrence stays over: it does not come back by an update."""
    tasks = apps.get_model("programme", "Task")
    last = {}
    for one in tasks.objects.exclude(rule="").exclude(due_on=None).order_by("due_on", "pk"):
        last[one.series_id or one.pk] = one
    for first, one in last.items():
        if one.state == "cancelled":
            step = one.steps.filter(kind="cancelled").order_by("-pk").first()
            day = step.recorded_on if step else one.recorded_on
            tasks.objects.filter(pk=first).update(series_ended_on=day)


class Migration(migrations.Migration):
    dependencies = [
        ("programme", "0002_append_only"),
    ]

    operations = [
        migrations.AddField(
            model_name="task",
            name="series_ended_on",
            field=models.DateField(blank=True, null=True, verbose_name="thôi lặp lại từ ngày"),
        ),
        migrations.AlterField(
            model_name="taskstep",
            name="kind",
            field=models.CharField(
                choices=[
                    ("loaded", "nạp từ dữ liệu"),
                    ("assigned", "giao"),
                    ("changed", "sửa"),
                    ("started", "bắt đầu"),
                    ("note", "ghi tiến độ"),
                    ("file", "gửi minh chứng"),
                    ("blocked", "báo phải chờ"),
                    ("unblocked", "hết phải chờ"),
                    ("asked", "xin gia hạn"),
                    ("granted", "cho gia hạn"),
                    ("refused", "không cho gia hạn"),
                    ("done", "báo xong"),
                    ("reopened", "mở lại"),
                    ("closed", "đóng"),
                    ("cancelled", "hủy"),
                    ("ended", "thôi lặp lại"),
                    ("resumed", "lặp lại tiếp"),
                    ("chased", "đôn đốc"),
                ],
                max_length=10,
                verbose_name="việc",
            ),
        ),
        migrations.RunPython(say_ended, migrations.RunPython.noop),
    ]
