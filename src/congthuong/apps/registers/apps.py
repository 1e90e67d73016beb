"""The department's registers."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "congthuong.apps.registers"
    label = "registers"
    verbose_name = "Các sổ"

    def ready(self) -> None:
        from congthuong.apps.accounts import logged, naming
        from congthuong.apps.catalogue import citations
        from congthuong.apps.ledger.sources import announce
        from congthuong.apps.registers.finding import announce_finder
        from congthuong.apps.registers.logged import events_of_rows, told_of_rows
        from congthuong.apps.registers.queries.cited import cited_in_rows
        from congthuong.apps.registers.queries.cited_generic import cited_in_generic_rows
        from congthuong.apps.registers.source import GenericRegisters
        from congthuong.apps.registers.typed_source import TypedRegisters

        announce(TypedRegisters())
        announce(GenericRegisters(), fallback=True)
        announce_finder()
        citations.announce("registers", cited_in_rows)
        citations.announce("registers without tables", cited_in_generic_rows)
        logged.announce("registers.", told_of_rows)
        naming.announce_seeker("registers", events_of_rows)
