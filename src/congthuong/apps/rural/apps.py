"""New rural areas: communes by criteria 4 and 7 (the report's section 2.5)."""

from django.apps import AppConfig


class RuralConfig(AppConfig):
    name = "congthuong.apps.rural"
    label = "rural"
    verbose_name = "Sổ nông thôn mới"

    def ready(self) -> None:
        from congthuong.apps.registers.kinds import announce_kind
        from congthuong.apps.rural.kinds import KINDS

        for kind in KINDS:
            announce_kind(kind)
