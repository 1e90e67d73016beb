from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CollectionConfig(AppConfig):
    name = "congthuong.apps.collection"
    label = "collection"
    verbose_name = "Thu thập số liệu"

    def ready(self) -> None:
        from congthuong.apps.collection.finding import announce_finder
        from congthuong.apps.collection.logged import announce_names
        from congthuong.web.rooms import Room, announce

        announce(Room("returns", _("Thu thập"), "returns", "returns", 15, "returns.view"))
        announce_finder()
        announce_names()
