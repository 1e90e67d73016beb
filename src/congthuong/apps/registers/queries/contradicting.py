"""What kept rows of several registers say that cannot be true together: each kind's watched checks, asked of every row."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from congthuong.apps.registers.kinds import RegisterKind, RowAsked, kinds
from congthuong.apps.registers.values import column_name, label_places, row_label, values_of


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A row, the column that is doubted and a sentence that names the other row."""

    kind: RegisterKind
    key: str
    label: str
    column: str
    sentence: str


def contradictions(codes: Collection[str] | None = None) -> Iterator[Contradiction]:
    """Of the registers with these codes (None: of all), the rows that have not ended, in the order of their keys."""
    for kind in kinds():
        if not kind.watched or (codes is not None and kind.code not in codes):
            continue
        places, checks = label_places(kind), [begun() for begun in kind.watched]
        rows = kind.model._default_manager.filter(withdrawn=False, effective_to__isnull=True)
        for row in rows.order_by("key"):
            asked = RowAsked(kind, row.key, values_of(kind, row), row.effective_from, row.effective_to)
            for check in checks:
                for doubt in check(asked):
                    column = column_name(kind, doubt.column)
                    yield Contradiction(kind, row.key, row_label(kind, row, places), column, doubt.sentence)
