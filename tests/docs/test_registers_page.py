"""The page of registers tells of each one its states, or why it needs none: an office learns there what it may record."""

from __future__ import annotations

import re
from pathlib import Path

from congthuong.apps.registers.kinds import RegisterKind, kinds

PAGE = (Path(__file__).resolve().parents[2] / "docs/reference/cac-so.md").read_text(encoding="utf-8")
ROWS = {
    re.findall(r"`(\w+)`", cells[2])[0]: [one.strip() for one in cells[3:5]]
    for cells in (line.split("|") for line in PAGE.splitlines() if line.startswith("| ") and "`" in line)
}


def states(kind: RegisterKind) -> str:
    return ", ".join(getattr(kind.column(kind.state), "words", ())) if kind.state else ""


def test_every_register_stands_there_with_its_states_or_a_reason() -> None:
    assert set(ROWS) == {kind.code for kind in kinds()}
    for kind in kinds():
        told, uncounted = ROWS[kind.code]
        assert told == states(kind) or (not kind.state and re.match(r"không: \w.{9}", told)), kind.code
        assert uncounted == ", ".join(kind.uncounted), kind.code
    assert f"{len(ROWS)} sổ; {sum(bool(kind.state) for kind in kinds())} sổ có trạng thái" in PAGE
