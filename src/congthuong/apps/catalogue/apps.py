from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "congthuong.apps.catalogue"
    label = "catalogue"
    verbose_name = "Danh mục"
