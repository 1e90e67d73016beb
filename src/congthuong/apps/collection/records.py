"""A return's values <-> what an approval keeps and what the ledger is told. No queries."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from congthuong.apps.collection.models import Return
from congthuong.core.forms.cells import stated_decimals
from congthuong.core.forms.figures import StatedFigure
from congthuong.core.forms.model import Cell, Form
from congthuong.core.ledger.model import RESPONDENTS, Items, Observation
from congthuong.core.quantities import Period

RESPONDENTS_NAME = "Đơn vị báo cáo"
ESTIMATED = "estimate"
"""An observation's status where a stated method stood in for a return."""


@dataclass(frozen=True, slots=True)
class Stating:
    """How a set of figures is stated to the ledger."""

    place: str
    extra_items: Items
    recorded_on: date
    counted_to: date
    source: str
    vintage: str = ""
    status: str = ""
    basis: str = ""
    note: str = ""


def content_of(ret: Return, form: Form, version: int, values: Mapping[Cell, Decimal]) -> str:
    """The canonical text of what was approved: the same values give the same text on every database, for ever."""
    content = {
        "form": form.code,
        "version": version,
        "organisation": ret.organisation_id,
        "place": ret.place,
        "period": ret.round.period,
        "cells": [[row, column, format(value, "f")] for (row, column), value in sorted(values.items())],
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def values_of(content: str) -> dict[Cell, Decimal]:
    """The values that a canonical text states."""
    stated: dict[str, Any] = json.loads(content)
    return {(row, column): Decimal(text) for row, column, text in stated["cells"]}


def hash_of(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def speaker_items(form: Form, organisation: str) -> Items:
    """What tells one respondent's figure from another's: the respondent, or nothing where the place does."""
    return ((RESPONDENTS, organisation),) if form.fillers.speaks_for == "organisation" else ()


def observation_of(figure: StatedFigure, how: Stating) -> Observation:
    return Observation(
        indicator=figure.indicator,
        place=how.place,
        period=figure.period,
        basis=how.basis or figure.basis,  # type: ignore[arg-type]
        value=figure.value,
        unit=figure.unit,
        decimals=stated_decimals(figure.value),
        recorded_on=how.recorded_on,
        items=tuple(sorted((*figure.items, *how.extra_items))),
        vintage=how.vintage,
        status=how.status,
        counted_to=how.counted_to,
        source=how.source,
        note=how.note,
    )


def period_of(ret: Return) -> Period:
    return Period.of(ret.round.period)
