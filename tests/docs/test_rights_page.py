"""The guide's table of rights is the program's: an administrator need not read a source file, nor trust an old page."""

from __future__ import annotations

from pathlib import Path

from congthuong.apps.accounts.models import Role
from congthuong.apps.accounts.rights import ACTIONS, TABLE

PAGE = Path(__file__).resolve().parents[2] / "docs/huong-dan/tai-khoan-va-quyen.md"
FAR = {"all": "tất cả", "below": "mình và cấp dưới", "own": "của mình", "none": ""}
SHORT = {
    Role.ADMINISTRATOR: "quản trị",
    Role.SYNTHESIS: "tổng hợp",
    Role.DIVISION: "phòng",
    Role.RESPONDENT: "đơn vị",
    Role.LEADER: "lãnh đạo",
    Role.CLERK: "một cửa",
    Role.AUDITOR: "giám sát",
}


def rights_table() -> str:
    lines = [f"| việc | {' | '.join(SHORT.values())} |", "|" + "---|" * (len(SHORT) + 1)]
    for action, name in ACTIONS.items():
        reaches = (FAR[TABLE[role].get(action, "none")] for role in SHORT)
        lines.append(f"| {name} | {' | '.join(reaches)} |")
    return "\n".join(lines)


def test_the_guide_tells_every_right_as_the_program_has_it() -> None:
    assert not TABLE[Role.PUBLIC]
    assert rights_table() in PAGE.read_text(encoding="utf-8"), f"put this there:\n{rights_table()}"
