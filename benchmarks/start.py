"""A new process each time: what a person waits for who types the command.

Beside a bare `python -c pass`, which nobody can be faster than: `congthuong --help`, and composing all three
formats straight from the example's folder, libraries loaded and charts drawn anew.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.subject import EXAMPLE
from benchmarks.timing import Side

COMMAND = (sys.executable, "-m", "congthuong.cli")


def sides(home: Path) -> dict[str, Side]:
    out = str(home / "ra")
    return {
        "python": _process([sys.executable, "-c", "pass"]),
        "help": _process([*COMMAND, "--help"]),
        "compose": _process([*COMMAND, "report", "compose", "--example", str(EXAMPLE), "--out", out]),
    }


def _process(command: Sequence[str]) -> Side:
    def run(_number: int) -> None:
        subprocess.run(list(command), check=True, capture_output=True)

    return run
