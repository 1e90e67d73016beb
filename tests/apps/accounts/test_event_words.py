"""The log is read by people: what is recorded has words."""

from __future__ import annotations

import ast
from pathlib import Path

from congthuong.apps.accounts.words import ACTIONS, KEYS, data_line

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


def test_every_recorded_detail_has_words() -> None:
    """An auditor reads "bên gửi", not "sender"."""
    kept = {
        word.arg
        for file in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "record_event"
        for word in node.keywords
        if word.arg
    }
    assert sorted(kept - {"by", "subject"} - set(KEYS)) == []


def test_periods_and_days_are_said_in_words() -> None:
    told = data_line({"period": "2020-05", "due": "2020-06-02", "number": 2, "reason": "2020-13-99"})
    assert told == "kỳ: tháng 5/2020, hạn nộp: 02/6/2020, lần: 2, lý do: 2020-13-99"
    assert data_line({"period": "kỳ lạ"}) == "kỳ: kỳ lạ"


def test_a_role_and_a_kind_of_organisation_of_one_code_have_each_its_word() -> None:
    assert data_line({"role": "division"}) == "vai trò: cán bộ phòng nghiệp vụ"
    assert data_line({"kind": "division"}) == "loại: phòng của Sở"
