"""Power, environment and chemicals (the report's section 2.2)."""

from django.apps import AppConfig


class PowerConfig(AppConfig):
    name = "congthuong.apps.power"
    label = "power"
    verbose_name = "Sổ điện, môi trường, hóa chất"

    def ready(self) -> None:
        from congthuong.apps.power.kinds import KINDS
        from congthuong.apps.registers.kinds import announce_kind

        for kind in KINDS:
            announce_kind(kind)
