"""The half-yearly forms that one unit fills for the whole province: filled with what was published, none approved yet.

Their figures are in the ledger already; approving them here would only state them twice.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal

from congthuong.apps.collection.demo.stories import Act
from congthuong.apps.collection.demo.units import PROVINCE
from congthuong.apps.collection.models import Round
from congthuong.core.forms.model import Cell, Form
from congthuong.core.forms.rules import evaluate
from congthuong.core.ledger.book import Book
from congthuong.core.quantities import Period, convert

WAITING = ("hoi_cho_khuyen_cong", "thanh_tra")
DRAFT = ("dien",)
"""The rest is not begun."""


def office_stories(form: Form, opened: Round, book: Book) -> list[Act]:
    if form.code not in (*WAITING, *DRAFT):
        return []
    figures = _published(form, Period.of(opened.period), book)
    day = opened.due_on - timedelta(1)
    if form.code in WAITING and not evaluate(form, figures).hard:
        return [
            Act("type", datetime.combine(day, time(9, 10)), "unit", figures),
            Act("hand_in", datetime.combine(day, time(15, 20)), "unit", text="Số liệu theo sổ của đơn vị."),
        ]
    half = dict(list(figures.items())[: max(1, len(figures) // 2)])
    return [Act("type", datetime.combine(day, time(9, 10)), "unit", half)] if half else []


def _published(form: Form, period: Period, book: Book) -> dict[Cell, Decimal | None]:
    """What the ledger knows of the form's own cells, in its units."""
    found: dict[Cell, Decimal | None] = {}
    for row, column in form.cells:
        if (row, column) not in form.typed or column != "ky" or not form.rows[row].indicator:
            continue
        known = book.know(form.rows[row].indicator, PROVINCE, period, None, form.items((row, column)))
        if known.value is not None:
            found[row, column] = convert(known.value, known.unit, form.unit((row, column)))
    return found
