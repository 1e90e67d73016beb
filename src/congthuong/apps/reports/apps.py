from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "congthuong.apps.reports"
    label = "reports"
    verbose_name = "Báo cáo"

    def ready(self) -> None:
        from congthuong.apps.catalogue import citations
        from congthuong.apps.reports.citing import cited_in_reports

        citations.announce("reports", cited_in_reports)
