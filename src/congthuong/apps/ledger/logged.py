"""What the log says of this room's rows."""

from __future__ import annotations

from collections.abc import Mapping

from congthuong.apps.accounts import naming
from congthuong.apps.accounts.naming import Named
from congthuong.apps.ledger.models import ImportBatch


def batches_named(keys: frozenset[int]) -> Mapping[int, Named]:
    rows = ImportBatch.objects.filter(pk__in=keys).values_list("pk", "name")
    return {key: Named(f"Lần ghi sổ «{name}»") for key, name in rows}


def announce_names() -> None:
    naming.announce_rows("ledger.importbatch", batches_named)
