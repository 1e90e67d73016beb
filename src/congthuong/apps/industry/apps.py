"""Industry: enterprises and establishments (the report's section 2.1)."""

from django.apps import AppConfig


class IndustryConfig(AppConfig):
    name = "congthuong.apps.industry"
    label = "industry"
    verbose_name = "Sổ công nghiệp"

    def ready(self) -> None:
        from congthuong.apps.industry.kinds import KINDS
        from congthuong.apps.registers.kinds import announce_kind

        for kind in KINDS:
            announce_kind(kind)
