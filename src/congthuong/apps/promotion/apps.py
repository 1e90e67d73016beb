"""Promotion of industry and trade: projects, events, links, broadcasts (the report's section 2.4)."""

from django.apps import AppConfig


class PromotionConfig(AppConfig):
    name = "congthuong.apps.promotion"
    label = "promotion"
    verbose_name = "Sổ khuyến công, xúc tiến thương mại"

    def ready(self) -> None:
        from congthuong.apps.promotion.kinds import KINDS
        from congthuong.apps.registers.kinds import announce_kind

        for kind in KINDS:
            announce_kind(kind)
