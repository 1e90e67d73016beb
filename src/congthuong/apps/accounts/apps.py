from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "congthuong.apps.accounts"
    label = "accounts"
    verbose_name = "Người dùng"
