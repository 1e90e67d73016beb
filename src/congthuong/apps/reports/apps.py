from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "congthuong.apps.reports"
    label = "reports"
    verbose_name = "Báo cáo"
