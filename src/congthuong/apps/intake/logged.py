"""What the log says of this room's rows."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from congthuong.apps.accounts import naming
from congthuong.apps.accounts.naming import Named
from congthuong.apps.intake.models import Delivery, SourceTable


def deliveries_named(keys: frozenset[int]) -> Mapping[int, Named]:
    rows = Delivery.objects.filter(pk__in=keys).values_list(
        "pk", "name", "table__name", "table__sender__name"
    )
    return {
        key: Named(f"Tệp «{file}» của bảng «{table}», {sender}", reverse("delivery", args=[key]))
        for key, file, table, sender in rows
    }


def tables_named(keys: frozenset[int]) -> Mapping[int, Named]:
    rows = SourceTable.objects.filter(pk__in=keys).values_list("pk", "name", "sender__name")
    return {key: Named(f"Bảng «{name}» của {sender}") for key, name, sender in rows}


def announce_names() -> None:
    naming.announce_rows("intake.delivery", deliveries_named)
    naming.announce_rows("intake.sourcetable", tables_named)
