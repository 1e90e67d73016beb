"""Inspections, fines, citizens, law (the report's section 2.6)."""

from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "congthuong.apps.inspection"
    label = "inspection"
    verbose_name = "Sổ thanh tra, pháp chế"

    def ready(self) -> None:
        from congthuong.apps.inspection.kinds import KINDS
        from congthuong.apps.inspection.today import announce_block
        from congthuong.apps.registers.kinds import announce_kind

        for kind in KINDS:
            announce_kind(kind)
        announce_block()
