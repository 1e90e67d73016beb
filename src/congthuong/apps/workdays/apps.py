from django.apps import AppConfig


class WorkdaysConfig(AppConfig):
    name = "congthuong.apps.workdays"
    label = "workdays"
    verbose_name = "Lịch làm việc"

    def ready(self) -> None:
        from congthuong.apps.workdays.finding import announce_finder

        announce_finder()
