from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "congthuong.apps.programme"
    label = "programme"
    verbose_name = "Nhiệm vụ"

    def ready(self) -> None:
        from congthuong.apps.catalogue import citations
        from congthuong.apps.ledger import sources
        from congthuong.apps.programme.announced import announce_block
        from congthuong.apps.programme.citing import cited_in_tasks
        from congthuong.apps.programme.finding import announce_finder
        from congthuong.apps.programme.logged import announce_names
        from congthuong.apps.programme.source import TaskSource
        from congthuong.web.rooms import Room, announce

        announce(Room("tasks", _("Nhiệm vụ"), "tasks", "tasks", 45, "tasks.view"))
        announce_finder()
        announce_block()
        announce_names()
        citations.announce("programme", cited_in_tasks)
        sources.announce(TaskSource())
