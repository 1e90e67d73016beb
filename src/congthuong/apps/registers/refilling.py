"""What search reads of rows, written anew by a migration when it begins to hold something else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from congthuong.apps.registers.kinds import kinds
from congthuong.apps.registers.values import folded

PART = 1000


def refilled(app: str, *models: str) -> Callable[[Any, Any], None]:
    """A step of a migration, for the registers of a room whose tables it names: those that were there then. A register
    that the room gets later has no table yet, and a column that came later has no value."""

    def refill(apps: Any, schema_editor: Any) -> None:
        places: dict[str, dict[str, None]] = defaultdict(dict)
        for code, name in apps.get_model("catalogue", "Place").objects.values_list("code", "name"):
            places[code][name] = None
        named = {code: " ".join(names) for code, names in places.items()}
        for kind in kinds():
            model = kind.model._meta.model_name
            if kind.model._meta.app_label != app or model not in models:
                continue
            rows = apps.get_model(app, model).objects
            changed: list[Any] = []
            for row in rows.iterator(chunk_size=PART):
                values = {column.name: getattr(row, column.name, None) for column in kind.columns()}
                hidden = kind.hidden(household=getattr(row, "of_household", False))
                row.folded = folded(kind, row.key, values, hidden, named)
                changed.append(row)
                if len(changed) == PART:
                    rows.bulk_update(changed, ["folded"])
                    changed = []
            rows.bulk_update(changed, ["folded"])

    return refill
