from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "congthuong.apps.registers"
    label = "registers"
    verbose_name = "Các sổ"

    def ready(self) -> None:
        from congthuong.apps.ledger.sources import announce
        from congthuong.apps.registers.source import GenericRegisters

        announce(GenericRegisters(), fallback=True)
