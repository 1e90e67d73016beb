"""Before a rule goes live its author learns how many honest returns it would have stopped."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from congthuong.core.stats.formula import BadFormula
from congthuong.core.stats.rehearsal import Hit, RuleTally, rehearse

RETURNS = [
    ("2026-01/A", {"x": 5, "y": 1}),
    ("2026-01/B", {"x": -5, "y": 900}),
    ("2026-02/A", {"x": 7, "y": 800}),
    ("2026-02/B", {"y": 3}),
]


def evaluate(rule: str, one: dict[str, int]) -> Iterator[Hit]:
    if rule == "x_not_negative":
        if "x" not in one:
            raise BadFormula(formula="x", why="thiếu ô x")
        if one["x"] < 0:
            yield Hit(rule, "stop", "x")
    elif rule == "y_small" and one["y"] > 500:
        yield Hit(rule, "ask", "y")
        yield Hit(rule, "ask", "total")


def test_every_return_is_counted_once_and_every_rule_by_itself():
    found = rehearse(["x_not_negative", "y_small", "never"], RETURNS, evaluate)

    assert (found.returns, found.stopped, found.asked, found.clean) == (4, 1, 1, 2)
    assert found.share_met == Decimal(50)
    assert found.met == {"2026-01/B": "stop", "2026-02/A": "ask"}
    assert found.rules == (
        RuleTally(
            "x_not_negative", 1, 0, 1, 1, ("2026-01/B",), BadFormula(formula="x", why="thiếu ô x").message
        ),
        RuleTally("y_small", 0, 2, 4, 0, ("2026-01/B", "2026-02/A"), ""),
        RuleTally("never"),
    )
    assert [one.rule for one in found.rules if one.silent] == ["never"]


def test_a_change_of_rules_shows_whom_it_newly_meets():
    before = rehearse(["y_small"], RETURNS, evaluate)
    after = rehearse(["y_small", "x_not_negative"], RETURNS, evaluate)

    assert after.newly_met(before) == ("2026-01/B",)  # was asked, would be stopped
    assert before.newly_met(after) == ()


def test_no_history_has_no_share():
    found = rehearse(["y_small"], [], evaluate)

    assert (found.returns, found.share_met, found.met) == (0, None, {})


def test_a_bug_in_the_evaluator_comes_through():
    with pytest.raises(KeyError):
        rehearse(["y_small"], [("a", {})], evaluate)


def test_only_the_first_examples_are_kept_and_returns_are_walked_through_once():
    found = rehearse(["y_small"], ((f"r{i}", {"y": 999}) for i in range(1000)), evaluate)

    assert (found.asked, found.rules[0].examples) == (1000, ("r0", "r1", "r2", "r3", "r4"))


def test_what_stands_twice_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="rule stands twice"):
        rehearse(["y_small", "y_small"], RETURNS, evaluate)
    with pytest.raises(ValueError, match="r stands twice"):
        rehearse(["y_small"], [("r", {"y": 1}), ("r", {"y": 1})], evaluate)
