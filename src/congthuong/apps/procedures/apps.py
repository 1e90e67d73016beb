from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "congthuong.apps.procedures"
    label = "procedures"
    verbose_name = "Thủ tục hành chính"
