from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "congthuong.apps.reports"
    label = "reports"
    verbose_name = "Báo cáo"

    def ready(self) -> None:
        from congthuong.apps.catalogue import citations
        from congthuong.apps.reports.citing import cited_in_reports
        from congthuong.apps.reports.logged import announce_names

        announce_names()
        citations.announce("reports", cited_in_reports)
