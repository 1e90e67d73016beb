from django.apps import AppConfig


class CollectionConfig(AppConfig):
    name = "congthuong.apps.collection"
    label = "collection"
    verbose_name = "Thu thập số liệu"
