"""The log is read by people: what is recorded has words."""

from __future__ import annotations

import ast
from pathlib import Path

from congthuong.apps.accounts.words import ACTIONS

SOURCE = Path(__file__).parents[3] / "src" / "congthuong"


def recorded() -> set[str]:
    """The actions that are named where an event is recorded."""
    found = set()
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if named and node.func.id in ("record_event", "Happening") and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found.add(first.value)
    return found


def test_every_recorded_action_has_words() -> None:
    actions = recorded()
    assert len(actions) > 20
    assert sorted(actions - set(ACTIONS)) == []
