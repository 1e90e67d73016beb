"""Files in the folder of kept files that no row names: what a transaction left that wrote a file and was rolled back.

A file is written before the row that names it is committed; so only what lies there for hours may be called left over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.db import models
from django.utils import timezone

from congthuong.web.files import KeptFiles, kept_files

BATCH = 500


@dataclass(frozen=True, slots=True)
class LeftOver:
    """`name` as a row would have called it."""

    name: str
    size: int


def left_over(*, older_than: timedelta) -> list[LeftOver]:
    """Every such file, by name."""
    storage = kept_files()
    assert isinstance(storage, KeptFiles)
    root = Path(storage.location)
    before = (timezone.now() - older_than).timestamp()
    there: dict[str, LeftOver] = {}
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        seen = path.lstat()
        if path.is_file() and not path.is_symlink() and seen.st_mtime < before:
            name = path.relative_to(root).as_posix()
            there[name] = LeftOver(name, seen.st_size)
    named = set(_named(list(there)))
    return [one for name, one in there.items() if name not in named]


def sweep(found: list[LeftOver]) -> None:
    """Deletes them; asked once more for each batch, whether a row names it by now."""
    storage = kept_files()
    for first in range(0, len(found), BATCH):
        names = [one.name for one in found[first : first + BATCH]]
        kept = set(_named(names))
        for name in names:
            if name not in kept:
                storage.delete(name)


def _named(names: list[str]) -> Iterator[str]:
    """Those of the names that some row of some table has."""
    for model in apps.get_models():
        for column in model._meta.local_concrete_fields:
            if isinstance(column, models.FileField) and isinstance(column.storage, KeptFiles):
                for first in range(0, len(names), BATCH):
                    asked = {f"{column.name}__in": names[first : first + BATCH]}
                    rows = model._base_manager.filter(**asked)
                    yield from rows.values_list(column.name, flat=True)
