from django.apps import AppConfig


class WorkdaysConfig(AppConfig):
    name = "congthuong.apps.workdays"
    label = "workdays"
    verbose_name = "Lịch làm việc"
