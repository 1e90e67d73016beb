"""Processes of the command that begin where imports end: each is forked from one that has imported what all need.

A command spends most of its time on starting. Its process is its own all the same: own environment, folder, standard
output and exit code, nothing left behind by the one before. The hash seed is fixed when an interpreter starts, so that
whoever needs another one starts one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

IMPORTED = (
    "congthuong.cli",
    "congthuong.core.document.writers.together",
    "django.db.models",
    "lxml.etree",
    "docx",
)
SEED = "0"


@cache
def forks() -> Forks:
    """One for the whole session; it ends when what it reads from ends, with this process."""
    return Forks()


class Forks:
    """The process that forks. Single-threaded: what it imports must start no threads."""

    def __init__(self) -> None:
        self._home = tempfile.TemporaryDirectory(prefix="ct-noi-")  # where what is said is written
        self._process = subprocess.Popen(
            [sys.executable, "-P", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": SEED},
        )

    def run(self, arguments: Sequence[str], cwd: Path, env: Mapping[str, str]) -> tuple[int, str, str]:
        """Exit code, standard output, standard error of `python -m congthuong.cli …`."""
        said = [Path(self._home.name) / name for name in ("out", "errors")]
        asked = {
            "arguments": list(arguments),
            "cwd": str(cwd),
            "env": dict(env),
            "said": list(map(str, said)),
        }
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        code = int(self._process.stdout.readline())
        out, errors = (one.read_text(encoding="utf-8") for one in said)
        return code, out, errors


def serve() -> None:
    for name in IMPORTED:
        __import__(name)
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if not child:
            _become(asked)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _become(asked: dict[str, Any]) -> None:
    """The command itself; does not return."""
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, path in enumerate(asked["said"], start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    sys.argv = ["congthuong", *asked["arguments"]]
    code = 0
    try:
        from congthuong.cli import main

        main(prog_name="python -m congthuong.cli")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    serve()
