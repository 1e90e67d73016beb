"""Trade: markets, shops, petrol, fairs, goods, consumers (the report's section 2.3)."""

from django.apps import AppConfig


class TradeConfig(AppConfig):
    name = "congthuong.apps.trade"
    label = "trade"
    verbose_name = "Sổ thương mại"

    def ready(self) -> None:
        from congthuong.apps.registers.kinds import announce_kind
        from congthuong.apps.trade.kinds import KINDS

        for kind in KINDS:
            announce_kind(kind)
