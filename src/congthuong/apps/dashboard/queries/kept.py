"""Answers kept while nothing has changed.

A report takes a tenth of a second to compose, so it is composed once for each state of the data. The state
is `mark()`: the append-only tables only grow, so their last ids say whether they did; the catalogue is small
and is compared by its content.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import RLock
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection
from django.db.models import Max, Value

T = TypeVar("T")
APPEND_ONLY = ("ledger.Observation", "registers.Entry", "programme.TaskStep", "procedures.Step",
               "procedures.ProcedureVersion", "collection.FormVersion")  # fmt: skip
REPLACED = (
    "catalogue.Indicator",
    "catalogue.CodeList",
    "catalogue.CodeItem",
    "catalogue.LegalDocument",
    "catalogue.Place",
    "catalogue.PlaceChange",
    "registers.Register",
    "reports.ReportDefinition",
)
KEPT = 12

_lock = RLock()
_answers: OrderedDict[Hashable, Any] = OrderedDict()


def mark() -> str:
    """The state of everything that pages show. The number of queries does not depend on the data."""
    told = hashlib.sha256(repr(sorted(map(str, connection.settings_dict.items()))).encode())
    told.update(repr(_last_ids()).encode())
    for name in REPLACED:
        for row in apps.get_model(name)._default_manager.order_by("pk").values_list():
            told.update(repr(row).encode())
    return told.hexdigest()


def _last_ids() -> list[tuple[str, int]]:
    """The last id of each append-only table that has a row, in one query."""
    first, *others = (
        # Grouped by a constant, which is no grouping, so that the tables' answers can stand one below the other.
        apps.get_model(name)
        ._default_manager.order_by()
        .annotate(table=Value(name))
        .values("table")
        .annotate(last=Max("pk"))
        .values_list("table", "last")
        for name in APPEND_ONLY
    )
    return sorted(first.union(*others, all=True))


def keep(key: Hashable, make: Callable[[], T]) -> T:
    """The answer of that key, made on the first call; the least used goes when there are too many.

    One at a time: two people who open the same report together wait for one composing, not for two.
    """
    with _lock:
        if key in _answers:
            _answers.move_to_end(key)
            answer: T = _answers[key]
            return answer
        answer = make()
        _answers[key] = answer
        while len(_answers) > KEPT:
            _answers.popitem(last=False)
        return answer


def at_hand(key: Hashable) -> Any:
    """The answer of that key if it was made before, else None: nothing is made, so nothing has to go for it."""
    with _lock:
        return _answers.get(key)


def forget() -> None:
    """For tests that begin with an empty memory."""
    with _lock:
        _answers.clear()
