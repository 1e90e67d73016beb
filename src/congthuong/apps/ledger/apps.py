from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "congthuong.apps.ledger"
    label = "ledger"
    verbose_name = "Sổ số liệu"
