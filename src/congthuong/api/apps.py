from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "congthuong.api"
    label = "api"
    verbose_name = "Giao diện cho chương trình"
