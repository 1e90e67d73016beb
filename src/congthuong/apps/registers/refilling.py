"""What search reads of rows, written anew by a migration when it begins to hold something else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from congthuong.apps.registers.kinds import kinds
from congthuong.apps.registers.values import folded

PART = 1000


def refilled(app: str) -> Callable[[Any, Any], None]:
    """A step of a migration, for every register of a room. The tables are those of that moment: a column that came
    later is not there yet."""

    def refill(apps: Any, schema_editor: Any) -> None:
        places: dict[str, dict[str, None]] = defaultdict(dict)
        for code, name in apps.get_model("catalogue", "Place").objects.values_list("code", "name"):
            places[code][name] = None
        named = {code: " ".join(names) for code, names in places.items()}
        for kind in kinds():
            if kind.model._meta.app_label != app:
                continue
            rows = apps.get_model(app, kind.model._meta.model_name).objects
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
