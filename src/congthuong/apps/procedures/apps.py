from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceduresConfig(AppConfig):
    name = "congthuong.apps.procedures"
    label = "procedures"
    verbose_name = "Thủ tục hành chính"

    def ready(self) -> None:
        from congthuong.web.rooms import Room, announce

        announce(Room("dossiers", _("Hồ sơ"), "dossiers", "dossiers", 45, "procedures.view"))
