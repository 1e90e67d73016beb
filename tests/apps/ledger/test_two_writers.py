"""Several people hand in at the same moment: nobody is refused, and every value knows which one it follows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from databases import Databases

ROOT = Path(__file__).resolve().parents[3]
WRITERS = 3

# A process of its own: ready, it waits for the starting sign, then does one thing to the shared database.
PROGRAM = """
import sys, time
from pathlib import Path
import django
django.setup()
from dataclasses import replace
from datetime import date
from decimal import Decimal
from congthuong.apps.ledger.models import Observation
from congthuong.apps.ledger.services import import_observations
from congthuong.apps.reports.queries import definition_for, dataset_for
value, ready, go = Decimal(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
one = dataset_for(definition_for()).observations[0]
ready.touch()
while not go.exists():
    time.sleep(0.001)
import_observations([replace(one, value=value, recorded_on=date(2020, 7, 1))], file_name=sys.argv[1])
"""
PREPARE = """
import json, sys
import django
django.setup()
from pathlib import Path
from congthuong.apps.reports.services import load_dataset
from congthuong.core.ledger.folder import read_dataset
files = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
load_dataset(read_dataset({path: text.encode() for path, text in files.items()}))
"""
LOAD = """
import json, sys, time
import django
django.setup()
from pathlib import Path
from congthuong.apps.reports.services import load_dataset
from congthuong.core.ledger.folder import read_dataset
files = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
data = read_dataset({path: text.encode() for path, text in files.items()})
Path(sys.argv[2]).touch()
while not Path(sys.argv[3]).exists():
    time.sleep(0.001)
print(load_dataset(data).nothing)
"""
ANSWER = """
import django
django.setup()
import json
from congthuong.apps.ledger.models import Observation
rows = Observation.objects.filter(recorded_on="2020-07-01").order_by("id")
print(json.dumps([[row.pk, row.supersedes_id] for row in rows]))
"""


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_values_written_at_once_form_one_history(
    kind: str, databases: Databases, tmp_path: Path, small_folder: dict[str, bytes]
):
    folder = tmp_path / "folder.json"
    folder.write_text(
        json.dumps({path: data.decode() for path, data in small_folder.items()}), encoding="utf-8"
    )
    environment = os.environ | {
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

    _finished(start(PREPARE, folder))
    go = tmp_path / "go"
    signs = [tmp_path / f"ready-{number}" for number in range(WRITERS)]
    writers = [start(PROGRAM, number, sign, go) for number, sign in enumerate(signs)]
    while not all(sign.exists() for sign in signs) and all(one.poll() is None for one in writers):
        time.sleep(0.02)
    go.touch()
    for writer in writers:
        _finished(writer)

    rows: list[tuple[int, int]] = json.loads(_finished(start(ANSWER)))
    assert len(rows) == WRITERS
    ids, earlier = [row[0] for row in rows], [row[1] for row in rows]
    assert earlier[1:] == ids[:-1]  # each follows the one just before it
    assert earlier[0] not in (None, *ids)  # and the first of them the value of the small folder


def test_two_loads_of_one_folder_at_once_are_one_load(
    databases: Databases, tmp_path: Path, small_folder: dict[str, bytes]
):
    """The catalogue was compared before any lock was taken: the second load ended in an IntegrityError."""
    folder = tmp_path / "folder.json"
    folder.write_text(
        json.dumps({path: data.decode() for path, data in small_folder.items()}), encoding="utf-8"
    )
    environment = os.environ | {
        "DATABASE_URL": databases.url("postgresql", tmp_path),
        "CONGTHUONG_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "congthuong.config.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }
    go, signs = tmp_path / "go", [tmp_path / "one", tmp_path / "two"]
    loads = [
        subprocess.Popen(
            [sys.executable, "-c", LOAD, str(folder), str(sign), str(go)],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for sign in signs
    ]  # fmt: skip
    while not all(sign.exists() for sign in signs) and all(one.poll() is None for one in loads):
        time.sleep(0.02)
    go.touch()

    assert sorted(_finished(one).strip() for one in loads) == ["False", "True"]


def _finished(process: subprocess.Popen[str]) -> str:
    out, error = process.communicate(timeout=120)
    assert process.returncode == 0, error
    return out
