from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "congthuong.apps.documents"
    label = "documents"
    verbose_name = "Văn bản"

    def ready(self) -> None:
        from congthuong.web.rooms import Room, announce

        announce(Room("documents", _("Văn bản"), "reports", "documents", 42, "documents.view"))
