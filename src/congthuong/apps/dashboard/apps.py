from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "congthuong.apps.dashboard"
    verbose_name = "Trang làm việc"
