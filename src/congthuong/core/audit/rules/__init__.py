"""The rules: each looks at an understanding and yields relations (that hold or not) and findings.

A rule is a pure function; its file holds one family. The names of rules stand for ever; `rules.toml` beside this file
gives each its sentence for people.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from functools import cache

from congthuong.core.audit.model import Finding, Relation, Understanding

Rule = Callable[[Understanding], Iterator[Relation | Finding]]

FAMILIES = (
    "attainment",  # level, plan and attainment; implied plans
    "change",  # level, rate and base; two statements of one base; from ... to ...; multiples
    "sums",  # parts and whole, shares, fractions
    "counts",  # a stated count and the things listed after it
    "repeats",  # one quantity stated twice
    "flows",  # opening, in, out, closing; remaining; raised to
    "outlook",  # what the rest of the year would have to be
    "tables",  # totals, percent and growth columns
    "indices",  # monthly index tables
    "marks",  # enumeration and footnote marks
    "documents",  # legal documents, dates, weekdays
    "places",  # places and the province they lie in
    "wording",  # word against number
)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the families. A family's module lists its own in `RULES`."""
    found: list[Rule] = []
    for family in FAMILIES:
        module = importlib.import_module(f"{__name__}.{family}")
        found.extend(module.RULES)
    return tuple(found)
