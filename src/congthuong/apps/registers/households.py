"""Households among enterprises: the name of a household business is a person's (Decree 13/2023/NĐ-CP, art. 2)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

FORM = "hộ kinh doanh"
_NAMED = re.compile(r"^(hộ|hkd)\b")


def is_household(values: Mapping[str, object], names: Iterable[str]) -> bool:
    """Whether the row says that it is one, or one of these columns begins as a household's name does ("Hộ bà …")."""
    if FORM in values.values():
        return True
    return any(
        _NAMED.match(unicodedata.normalize("NFC", str(values.get(one) or "")).lower()) for one in names
    )


def marked(
    app: str, model: str, register: str, names: Sequence[str], *, every: bool = False
) -> Callable[[Any, Any], None]:
    """A step of a migration: rows that are a household's, or once were, say so from now on. every: all of them are."""

    def mark(apps: Any, schema_editor: Any) -> None:
        rows = apps.get_model(app, model).objects
        kept = apps.get_model("registers", "PersonalValue").objects.filter(
            register=register, column__in=names
        )
        keys = set(kept.values_list("key", flat=True))
        entries = apps.get_model("registers", "Entry").objects.filter(register_id=register)
        told = entries.values_list("key", "data").iterator(chunk_size=2000)
        keys |= {key for key, data in told if is_household(data, names)}
        for row in rows.iterator(chunk_size=2000):
            own = {name: getattr(row, name) for name in _texts(row)}
            now = every or is_household(own, names)
            if not now and row.key not in keys:
                continue
            # what is found by a name that is hidden from now on is found by its key until it is written again
            folded = row.folded if now else row.key.lower()
            rows.filter(pk=row.pk).update(of_household=True, folded=folded)

    return mark


def _texts(row: Any) -> list[str]:
    return [one.attname for one in row._meta.concrete_fields if one.get_internal_type() == "CharField"]
