from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardConfig(AppConfig):
    name = "congthuong.apps.dashboard"
    verbose_name = "Trang làm việc"

    def ready(self) -> None:
        from congthuong.apps.collection import printed
        from congthuong.apps.dashboard.counting import ReportCounter
        from congthuong.apps.dashboard.queries.printing import reports_that_print
        from congthuong.apps.registers.counting import announce_counter
        from congthuong.web.rooms import OpenPage, Room, announce, announce_open

        announce_counter(ReportCounter())
        printed.announce("reports", reports_that_print)

        announce_open(OpenPage(_("Báo cáo công khai"), "open-reports", 30))
        announce_open(OpenPage(_("Kiểm tra văn bản"), "open-verify", 40))
        announce(Room("today", _("Hôm nay"), "today", "today", 10))
        announce(Room("reports", _("Báo cáo"), "reports", "reports", 20, "reports.view"))
        announce(Room("indicators", _("Số liệu"), "indicators", "indicators", 30, "ledger.view"))
        announce(Room("registers", _("Sổ"), "registers", "registers", 40, "registers.view"))
        announce(Room("checks", _("Soát"), "checks", "checks", 50, "checks.use"))
