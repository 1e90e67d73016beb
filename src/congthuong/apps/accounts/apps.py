from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "congthuong.apps.accounts"
    label = "accounts"
    verbose_name = "Người dùng"

    def ready(self) -> None:
        from congthuong.apps.accounts.signing.telling import connect

        connect()
