from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "congthuong.apps.intake"
    label = "intake"
    verbose_name = "Bảng của cơ quan khác"

    def ready(self) -> None:
        from congthuong.apps.intake.logged import announce_names

        announce_names()
