"""Several processes write events at the same moment: one chain, no number twice, none left out."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from databases import Databases

ROOT = Path(__file__).resolve().parents[3]
WRITERS, EACH = 3, 20
PROGRAM = """
import sys, time
from pathlib import Path
import django
django.setup()
from congthuong.apps.accounts.events import record_event
name, ready, go, each = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
ready.touch()
while not go.exists():
    time.sleep(0.001)
for number in range(each):
    record_event("test.done", by=None, subject=f"{name}/{number}")
"""
ANSWER = """
import django
django.setup()
from congthuong.apps.accounts.events import verify
from congthuong.apps.accounts.models import Event
verify()
print(Event.objects.filter(subject__startswith="người ").values("subject").distinct().count())
"""


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_events_written_at_once_form_one_chain(kind: str, databases: Databases, tmp_path: Path):
    environment = {
        **os.environ,
        "DATABASE_URL": databases.url(kind, tmp_path),
        "CONGTHUONG_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "congthuong.config.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }

    def start(program: str, *arguments: object) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", program, *map(str, arguments)]
        return subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    go = tmp_path / "go"
    signs = [tmp_path / f"ready-{number}" for number in range(WRITERS)]
    writers = [start(PROGRAM, f"người {number}", sign, go, EACH) for number, sign in enumerate(signs)]
    while not all(sign.exists() for sign in signs) and all(one.poll() is None for one in writers):
        time.sleep(0.02)
    go.touch()
    for writer in writers:
        _finished(writer)

    assert _finished(start(ANSWER)).split() == [str(WRITERS * EACH)]


def _finished(process: subprocess.Popen[str]) -> str:
    out, error = process.communicate(timeout=240)
    assert process.returncode == 0, error
    return out
