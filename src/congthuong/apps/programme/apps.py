from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "congthuong.apps.programme"
    label = "programme"
    verbose_name = "Nhiệm vụ"

    def ready(self) -> None:
        from congthuong.apps.catalogue import citations
        from congthuong.apps.ledger import sources
        from congthuong.apps.programme.citing import cited_in_tasks
        from congthuong.apps.programme.source import TaskSource

        citations.announce("programme", cited_in_tasks)
        sources.announce(TaskSource())
