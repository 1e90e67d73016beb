from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "congthuong.apps.ledger"
    label = "ledger"
    verbose_name = "Sổ số liệu"

    def ready(self) -> None:
        from congthuong.apps.ledger.logged import announce_names

        announce_names()
