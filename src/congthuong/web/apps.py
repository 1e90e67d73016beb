from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "congthuong.web"
    label = "web"
