"""What a register measures without being told: how many rows hold, and the sums of what its columns count.

Written as a file of a data folder's catalogue, so that an office prints, compares and charts the count of any register
(`congthuong registers indicators`); it may take some of it and leave the rest.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from django.utils.text import capfirst

from congthuong.apps.registers.columns import Number
from congthuong.apps.registers.kinds import RegisterKind
from congthuong.core.ledger.model import Indicator, Register, RowsMeasure
from congthuong.core.quantities import unit_of

LONGEST = 32
"""Letters of an indicator's code."""


def indicators_of(kind: RegisterKind) -> tuple[Indicator, ...]:
    """The count of the rows that are true at the end of a period, and one sum for each column that counts something.

    States in which a row counts nowhere are left out by the register itself. A sum is missing where a row lacks its number.
    """
    name = capfirst(kind.name)
    count = _stock(f"so_{kind.code}", f"{name}: số {kind.row_noun}", kind.noun, RowsMeasure(kind.code, "stock"))  # fmt: skip
    return (count, *(_sum(kind, name, column) for column in summed(kind)))


def summed(kind: RegisterKind) -> tuple[Number, ...]:
    """The columns whose numbers may be added up over rows: not prices, rates, scores or years; of what moves a count, how
    much there is at its end alone."""
    moves = {name for flow in kind.flows for name in flow.columns[:3]}
    return tuple(
        one
        for one in kind.columns()
        if isinstance(one, Number)
        and one.grouped
        and one.unit not in ("", "%")
        and one.name not in moves
        and one.name not in kind.not_summed
    )


def _sum(kind: RegisterKind, name: str, column: Number) -> Indicator:
    measure = RowsMeasure(kind.code, "stock", field=column.name)
    code = f"so_{kind.code}_{column.name}"[:LONGEST].rstrip("_")
    return _stock(code, f"{name}: {column.verbose_name}", column.unit, measure, column.decimal_places or 0)


def _stock(code: str, name: str, unit: str, rows: RowsMeasure, decimals: int = 0) -> Indicator:
    return Indicator(code, name, unit_of(unit), decimals, kind="stock", over_time="last", rows=rows)


def written(kinds: Iterable[RegisterKind], folder: Iterable[Register] | None = None) -> str:
    """As a file of `danh-muc/chi-tieu/`. `folder`: the registers that a data folder declares, with its columns; what it does
    not declare would be refused there, and is left out."""
    own = [one for kind in kinds for one in indicators_of(kind)]
    if folder is not None:
        declared = {one.code: {field.code for field in one.fields} for one in folder}
        own = [one for one in own if _is_declared(one, declared)]
    return "\n".join(map(_block, own))


def _is_declared(one: Indicator, declared: Mapping[str, set[str]]) -> bool:
    rows = one.rows
    return rows is not None and rows.register in declared and (not rows.field or rows.field in declared[rows.register])  # fmt: skip


def _block(one: Indicator) -> str:
    rows = one.rows
    assert rows is not None
    field = f', field = "{rows.field}"' if rows.field else ""
    lines = [
        "[[indicator]]",
        f'code = "{one.code}"',
        f"name = {json.dumps(one.name, ensure_ascii=False)}",
        f"unit = {json.dumps(one.unit.symbol, ensure_ascii=False)}",
        *([f"decimals = {one.decimals}"] if one.decimals else []),
        'kind = "stock"',
        'over_time = "last"',
        f'rows = {{ register = "{rows.register}", when = "stock"{field} }}',
    ]
    return "\n".join(lines) + "\n"
