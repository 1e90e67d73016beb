"""Whether the rows that an approval brought to the ledger are still those that were approved."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from congthuong.apps.collection.models import Approval, Return
from congthuong.apps.collection.queries.sheets import form_of_return
from congthuong.apps.collection.records import period_of, speaker_items, values_of
from congthuong.apps.ledger.models import ImportBatch
from congthuong.apps.ledger.records import KEY, STATEMENT, items_of, items_text
from congthuong.core.forms.figures import StatedFigure, figures_of
from congthuong.core.forms.model import Cell, Form

DIGESTED = (*KEY, *STATEMENT, "recorded_on")
_Key = tuple[str, ...]
BroughtRow = tuple[object, ...]
"""A row of the ledger that an approval brought: the columns `DIGESTED`, in their order."""


def ledger_digest(batch: ImportBatch | None) -> str:
    """The SHA-256 over everything that the batch's rows state, the province's totals too; "" without a batch."""
    if batch is None:
        return ""
    return digest_of(batch.observations.order_by("id").values_list(*DIGESTED))


def digest_of(rows: Iterable[tuple[object, ...]]) -> str:
    """Over rows of the columns `DIGESTED`, in their order."""
    lines = [[_text(value) for value in row] for row in rows]
    return hashlib.sha256(json.dumps(lines, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _text(value: object) -> str | None:
    """The same text on every database."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None else str(value)


def ledger_differs(approval: Approval, rows: Sequence[BroughtRow], sealed: str | None) -> str:
    """Why the ledger's rows are not those that were approved; "" when they are. `rows` are those of the approval's batch
    in their order, `sealed` the digest that the event log keeps of them, None for an approval from before it was kept.

    Every figure of the return in the batch is the approved one of its key, and none that was to come is missing.
    """
    ret = approval.ret
    form = form_of_return(ret)
    stated = {_key_of(ret, form, one): one for one in _figures(approval, form)}
    before: dict[Cell, Decimal] = values_of(approval.supersedes.content) if approval.supersedes else {}
    brought = {key: value for key, value in _figures_in(rows) if _is_own(ret, form, key)}
    if any(key not in stated or not _same(stated[key].value, value) for key, value in brought.items()):
        return "số trong sổ khác số đã duyệt"
    for key, one in stated.items():
        # Whether a total comes from the form or the ledger adds it up, the catalogue may say otherwise since.
        news = not form.rows[one.cell[0]].total and not _same(before.get(one.cell), one.value)
        if news and key not in brought:
            return "sổ thiếu số đã duyệt"
    if sealed is not None and sealed != (digest_of(rows) if approval.batch_id is not None else ""):
        return "các dòng trong sổ khác lúc duyệt"
    return ""


def _figures(approval: Approval, form: Form) -> Iterator[StatedFigure]:
    return figures_of(form, values_of(approval.content), period_of(approval.ret))


def _figures_in(rows: Iterable[BroughtRow]) -> Iterator[tuple[_Key, Decimal]]:
    for row in rows:
        told: dict[str, Any] = dict(zip(DIGESTED, row, strict=True))
        yield tuple(told[name] for name in KEY), told["value"]


def _key_of(ret: Return, form: Form, figure: StatedFigure) -> _Key:
    items = items_text(tuple(sorted((*figure.items, *speaker_items(form, ret.organisation_id)))))
    return (figure.indicator, ret.place, figure.period.code, figure.basis, items)


def _is_own(ret: Return, form: Form, key: _Key) -> bool:
    """Whether the row is the return's own figure; the others are the province's totals."""
    _indicator, place, _period, _basis, items = key
    return place == ret.place and set(speaker_items(form, ret.organisation_id)) <= set(items_of(items))


def _same(first: Decimal | None, second: Decimal) -> bool:
    return first is not None and first.as_tuple() == second.as_tuple()
