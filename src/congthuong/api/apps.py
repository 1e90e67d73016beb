from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "congthuong.api"
    label = "api"
    verbose_name = "Giao diện cho chương trình"

    def ready(self) -> None:
        from congthuong.api.logged import announce_names

        announce_names()
