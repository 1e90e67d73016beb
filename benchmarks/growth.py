"""Larger reports and larger ledgers than the example's, made in memory.

- A report of n times as many sections: for composing, every template part is named n times; for the writers,
  the tree's sections are repeated and the figures of each repetition get ids of their own, as the figures of
  n different sections would have. The annex stays one.
- A ledger of n times as many observations: the same observations again for other places, n - 1 times. The
  report asks for none of them, which is the usual case: a ledger fills up with other years and other units.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from congthuong.core.compose.report import Definition
from congthuong.core.document.model import Document, Figure
from congthuong.core.ledger.model import Dataset


def declared_times(definition: Definition, times: int) -> Definition:
    """The same report with every template part named `times` times."""
    parts = list(definition.settings["template"])
    return replace(definition, settings={**definition.settings, "template": parts * times})


def sections_times(document: Document, times: int) -> Document:
    """The tree with its sections `times` times, the figures of each repetition with ids of their own."""
    more = [_renamed(document.blocks, f"~{number}") for number in range(1, times)]
    return replace(document, blocks=(*document.blocks, *(block for blocks in more for block in blocks)))


def _renamed(node: Any, mark: str) -> Any:
    """The node with the id of every figure in it, inputs included, ending in `mark`."""
    if isinstance(node, tuple):
        return tuple(_renamed(one, mark) for one in node)
    if not is_dataclass(node) or isinstance(node, type):
        return node
    changed = {
        one.name: new
        for one in fields(node)
        if (new := _renamed(old := getattr(node, one.name), mark)) is not old
    }
    if isinstance(node, Figure):
        changed["id"] = node.id + mark
    return replace(node, **changed) if changed else node


def observations_times(dataset: Dataset, times: int) -> Dataset:
    """The dataset with `times` times as many observations, the further ones of other places.

    Only places that stood through every period of the example. Raises ValueError when they are too few.
    """
    asked = str(dataset.report["place"])
    own = [one for one in dataset.observations if one.place == asked]
    days = {day for one in own for day in (one.period.first, one.period.last)}
    others = sorted({one.code for one in dataset.places if all(map(one.valid_on, days))} - {asked})
    if len(others) < times - 1:
        raise ValueError(f"{times} times the observations need {times - 1} further places")
    more = tuple(replace(one, place=place) for place in others[: times - 1] for one in own)
    return replace(dataset, observations=(*dataset.observations, *more))
