"""Staff, training, awards, working groups (the report's section 2.7)."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "congthuong.apps.office"
    label = "office"
    verbose_name = "Sổ văn phòng"

    def ready(self) -> None:
        from congthuong.apps.office.kinds import KINDS
        from congthuong.apps.registers.kinds import announce_kind

        for kind in KINDS:
            announce_kind(kind)
