from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceduresConfig(AppConfig):
    name = "congthuong.apps.procedures"
    label = "procedures"
    verbose_name = "Thủ tục hành chính"

    def ready(self) -> None:
        from congthuong.apps.ledger import sources
        from congthuong.apps.procedures import announced
        from congthuong.apps.procedures.logged import announce_names
        from congthuong.apps.procedures.source import ProcedureRegisters
        from congthuong.web import finding, rooms, today

        announce_names()
        sources.announce(ProcedureRegisters())
        rooms.announce(rooms.Room("dossiers", _("Hồ sơ"), "dossiers", "dossiers", 45, "procedures.view"))
        rooms.announce(rooms.Room("agency", _("Cơ quan"), "registers", "agency", 92, "agency.edit"))
        rooms.announce_open(rooms.OpenPage(_("Tra cứu hồ sơ"), "dossier-lookup", 10))
        rooms.announce_open(rooms.OpenPage(_("Nộp hồ sơ"), "dossier-hand-in", 20))
        today.announce(today.Block("dossiers", "procedures/today.html", announced.dossiers_today, 20))
        finding.announce(finding.Finder("dossiers", _("Hồ sơ"), announced.find_dossiers, 45))
        finding.announce(finding.Finder("procedures", _("Thủ tục hành chính"), announced.find_procedures, 46))
