"""What the log says of this room's rows and codes: a dossier by its number, never by who handed it in."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from congthuong.apps.accounts import naming
from congthuong.apps.accounts.naming import Named
from congthuong.apps.procedures.models import Dossier, Procedure, ProcedureVersion


def dossiers_named(keys: frozenset[int]) -> Mapping[int, Named]:
    rows = Dossier.objects.filter(pk__in=keys).values_list("pk", "number")
    return {key: Named(f"Hồ sơ {number}", reverse("dossier", args=[key])) for key, number in rows}


def procedures_named(keys: frozenset[int]) -> Mapping[int, Named]:
    codes = dict(Procedure.objects.filter(pk__in=keys).values_list("pk", "code"))
    names = codes_named(frozenset(codes.values()))
    return {
        key: Named(f"Thủ tục «{names.get(code, code)}» ({code})", reverse("procedure", args=[code]))
        for key, code in codes.items()
    }


def codes_named(codes: frozenset[str]) -> Mapping[str, str]:
    """As the last version calls them."""
    rows = ProcedureVersion.objects.filter(procedure__code__in=codes).order_by("pk")
    return dict(rows.values_list("procedure__code", "name"))


def announce_names() -> None:
    naming.announce_rows("procedures.dossier", dossiers_named)
    naming.announce_rows("procedures.procedure", procedures_named)
    naming.announce_codes("procedure", codes_named)
