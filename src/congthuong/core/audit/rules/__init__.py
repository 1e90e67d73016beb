"""The rules: each looks at an understanding and yields relations (that hold or not) and findings.

A rule is a pure function; its file holds one family. The names of rules stand for ever; `rules.toml` beside this file
gives each its sentence for people.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial

from congthuong.core.audit.model import Finding, Relation, Understanding

Rule = Callable[[Understanding], Iterator[Relation | Finding]]

FAMILIES = (
    "attainment",  # level, plan and attainment; implied plans
    "change",  # level, rate and base; two statements of one base; from ... to ...; multiples
    "sums",  # parts and whole
    "out_of",  # counts out of the number a sentence begins with; what a target leaves
    "shares",  # shares of a whole, fractions
    "implied_wholes",  # shares that give one whole
    "periods",  # a month within the months so far
    "tilings",  # months that make a quarter, quarters a year
    "bases",  # what the rates of parts say of the whole
    "trade",  # exports, imports and their balance
    "whole_numbers",  # a percentage of a small whole
    "counts",  # a stated count and the things listed after it
    "repeats",  # one quantity stated twice
    "in_words",  # an amount in figures and in words
    "averages",  # a total over what it is spread on
    "losses",  # what is lost on the way
    "multiples",  # how many times a level another one is
    "stocks",  # what was, came in, went out and remains; whole, done and rest
    "turnovers",  # what was, came, went and is left, told in a row
    "flows",  # opening, in, out, closing; remaining; raised to
    "outlook",  # what the rest of the year would have to be
    "tables",  # totals, percent and growth columns
    "index_and_change",  # an index and the change it is
    "indices",  # monthly index tables
    "marks",  # marks that count items
    "notes",  # footnote marks, cross-references
    "documents",  # legal documents
    "dates",  # days, weekdays, spans of time
    "places",  # places and the province they lie in
    "wording",  # word against number
    "drafting",  # doubled words, missing spaces
)
LATER_FAMILIES = (
    "aligned",  # shares in a row of their own, in the order of the amounts
    "implied_wholes",  # the figure before that shares in a row give
    "nearby_sums",  # totals of amounts side by side
    "runs_after",  # a total and the row of its parts right after it
    "sums_over_time",  # what is told of months and quarters comes to the time together
    "gathered",  # totals that name what they gather
    "nearby_ratios",  # percentages, changes and differences of figures nearby
    "nearby_far",  # multiples, and what is still to be done
    "means_nearby",  # averages over months, or of what was counted just before
    "averages_far",  # averages whose total or divisor stands sections before
    "nearby_flows",  # what remains of what came and went, what is raised to
    "flows_around",  # what came and went, with the stocks around them
    "restated",  # a figure printed again
    "plain_lists",  # counts and what is plainly named after them
    "rounded",  # a figure told again with fewer digits
)
LAST_FAMILIES = (
    "rows_alike",  # shares written as their neighbours are; parts whose shares make a hundred
    "bases_of_sums",  # what the rates of parts say of a whole they add up to
    "rates_of_averages",  # how an average grew, by its total and its number
    "target_and_rest",  # a target, what was reached and what is left
    "bounds",  # what is no more than what it is out of
    "breakdowns",  # one whole broken down again
    "side_columns",  # what is told beside parts that come to their whole
    "shares_beside",  # a percentage with one amount before its own
    "from_found",  # what follows from what was found before
    "by_name",  # figures about what was told of before by its name
    "mistyped",  # what one slip would make right
    "corroborated",  # what two arithmetics want to be the same other figure
    "borne_out",  # what words tie together and no figure around makes right
)
SEE_TABLES = frozenset({"repeats", "tables", "indices", "restated", "rounded", "by_name"})
"""The families that are given tables' figures too: elsewhere a row, with its many levels, reads as no sentence does."""


def rules_of(family: str) -> tuple[Rule, ...]:
    """The rules that a family's module lists in `RULES`."""
    rules: tuple[Rule, ...] = importlib.import_module(f"{__name__}.{family}").RULES
    return rules


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the families; those on sentences are not shown the figures of tables."""
    return tuple(
        rule if family in SEE_TABLES else partial(_on_sentences, rule)
        for family in FAMILIES
        for rule in rules_of(family)
    )


def _on_sentences(rule: Rule, text: Understanding) -> Iterator[Relation | Finding]:
    return rule(text.spoken)


def _left_on_sentences(
    rule: Callable[[Understanding, frozenset[str]], Iterator[Relation]],
    text: Understanding,
    explained: frozenset[str],
) -> Iterator[Relation]:
    return rule(text.spoken, explained)


@cache
def later_rules() -> tuple[Callable[[Understanding, frozenset[str]], Iterator[Relation]], ...]:
    """The rules that look at what all others left unexplained."""
    return tuple(
        rule if family in SEE_TABLES else partial(_left_on_sentences, rule)
        for family in LATER_FAMILIES
        for rule in importlib.import_module(f"{__name__}.{family}").LATER
    )


@cache
def last_rules() -> tuple[Callable[[Understanding, Sequence[Relation]], Iterator[Relation]], ...]:
    """The rules that are told every relation found before them."""
    return tuple(
        rule if family in SEE_TABLES else partial(_last_on_sentences, rule)
        for family in LAST_FAMILIES
        for rule in importlib.import_module(f"{__name__}.{family}").LAST
    )


def _last_on_sentences(
    rule: Callable[[Understanding, Sequence[Relation]], Iterator[Relation]],
    text: Understanding,
    relations: Sequence[Relation],
) -> Iterator[Relation]:
    return rule(text.spoken, relations)
