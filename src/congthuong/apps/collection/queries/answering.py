"""What became of a return that was sent back: why it was, which figures were changed since, what the unit answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from congthuong.apps.collection.models import CellChange, Return, ReturnStep, State
from congthuong.core.forms.model import Cell, Form

ASKED_IN = (State.RETURNED, State.HANDED_IN)
"""The states in which something that was asked still waits for its answer to be read."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A cell whose figure is another one than when the return was sent back."""

    cell: Cell
    label: str
    before: Decimal | None
    now: Decimal | None


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """Why the return was sent back the last time, by whom and when; `reply` is "" until it is handed in again."""

    reason: str
    by: str
    at: datetime
    changes: tuple[Changed, ...]
    reply: str


def asked_again(ret: Return, form: Form) -> AskedAgain | None:
    """None for a return that was never sent back, or whose approval came after it."""
    if ret.state not in ASKED_IN:
        return None
    steps = [one for one in _as_it_stands(ret) if one.after in (*ASKED_IN, State.APPROVED)][:2]
    asked = next((one for one in steps if one.after == State.RETURNED), None)
    if asked is None or any(one.after == State.APPROVED for one in steps):
        return None
    reply = steps[0].reason if steps[0].after == State.HANDED_IN else ""
    by = asked.by.full_name if asked.by else ""
    return AskedAgain(asked.reason, by, asked.at, _changes_since(ret, form, asked.at), reply)


def _as_it_stands(ret: Return) -> list[ReturnStep]:
    """The return's steps, the last one first, without what was handed in and taken back: that has not happened."""
    steps = list(ReturnStep.objects.filter(ret=ret).select_related("by").order_by("-id"))
    found: list[ReturnStep] = []
    taken_back = 0
    for one in steps:
        if one.taken_back:
            taken_back += 1
        elif one.after == State.HANDED_IN and taken_back:
            taken_back -= 1
        else:
            found.append(one)
    return found


def _changes_since(ret: Return, form: Form, at: datetime) -> tuple[Changed, ...]:
    """The cells whose figure differs, in the form's order: what was typed and taken back is no change."""
    before: dict[Cell, Decimal | None] = {}
    now: dict[Cell, Decimal | None] = {}
    for one in CellChange.objects.filter(ret=ret, at__gte=at).order_by("id"):
        cell = (one.row, one.column)
        before.setdefault(cell, one.old_value)
        now[cell] = one.new_value
    return tuple(
        Changed(cell, form.label(cell), before[cell], now[cell])
        for cell in form.cells
        if cell in now and before[cell] != now[cell]
    )
