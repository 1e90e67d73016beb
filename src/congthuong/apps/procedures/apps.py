from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceduresConfig(AppConfig):
    name = "congthuong.apps.procedures"
    label = "procedures"
    verbose_name = "Thủ tục hành chính"

    def ready(self) -> None:
        from congthuong.apps.ledger.sources import announce as announce_source
        from congthuong.apps.procedures.source import ProcedureRegisters
        from congthuong.web.rooms import Room, announce

        announce_source(ProcedureRegisters())
        announce(Room("dossiers", _("Hồ sơ"), "dossiers", "dossiers", 45, "procedures.view"))
