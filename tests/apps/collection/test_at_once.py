"""Several at the same moment, each a process of its own: nothing is lost, nothing is doubled, nobody is overwritten."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import uuid
from collections import Counter
from pathlib import Path

import pytest

from databases import Databases

ROOT = Path(__file__).resolve().parents[3]
SETUP = "import django; django.setup()\n"
PREPARE = (
    SETUP
    + """
from apps.collection.mills import MILL_FORM, MILLS, make_person, make_province
from congthuong.apps.collection.services.forms import form_publish
from congthuong.apps.collection.services.rounds import round_open
make_province()
officer = make_person("tonghop", "synthesis", "so")
for mill in MILLS:
    make_person(f"chu-{mill[-1]}", "respondent", mill)
form_publish(text=MILL_FORM, by=None)
round_open(form="gao", period="2020-05", by=officer)
"""
)
WAIT = """
import sys, time
from pathlib import Path
ready, go, mine = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import Return
from congthuong.apps.collection.services.filling import CellInput, cells_save
ret = Return.objects.get(organisation="cty-a")
ready.touch()
while not go.exists():
    time.sleep(0.001)
"""
SAVE_ONE = (
    SETUP
    + WAIT
    + """
saved = cells_save(ret=ret.pk, changes=[CellInput("gao", "ky", mine, 0, "k" + mine)], by=User.objects.get(username="chu-a"))
one = saved.outcomes[0]
print(one.state, one.theirs.value if one.theirs else "")
"""
)
SAVE_MANY = (
    SETUP
    + WAIT
    + """
# Follows its own cell, gives way to nobody: every acknowledged change must be in the history.
by = User.objects.get(username="chu-a")
seen, done = 0, []
for number in range(20):
    key = f"{mine}-{number}"
    text = str(number + (1000 if mine == "b" else 0))  # never the other's figure
    one = cells_save(ret=ret.pk, changes=[CellInput("gao", "ky", text, seen, key)], by=by).outcomes[0]
    seen = one.revision
    if one.state == "saved":
        done.append(key)
print(" ".join(done))
"""
)
FILL = (
    SETUP
    + """
from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import Return
from congthuong.apps.collection.services.filling import CellInput, cells_save
from congthuong.apps.collection.services.flow import return_hand_in
for ret in Return.objects.all():
    by = User.objects.get(username="chu-" + ret.organisation_id[-1])
    cells_save(ret=ret.pk, changes=[CellInput("gao", "ky", "100", 0, "k")], by=by)
    return_hand_in(ret=ret.pk, by=by)
"""
)
APPROVE = (
    SETUP
    + WAIT
    + """
from congthuong.apps.collection.services.approving import return_approve
ret = Return.objects.get(organisation=mine)
print(return_approve(ret=ret.pk, by=User.objects.get(username="tonghop")).number)
"""
)
# A June in which two mills owe their returns and the second one's is filled; May is what estimates are made from.
JUNE = (
    SETUP
    + """
from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import Return
from congthuong.apps.collection.services.approving import return_approve
from congthuong.apps.collection.services.filling import CellInput, cells_save
from congthuong.apps.collection.services.rounds import round_open
officer = User.objects.get(username="tonghop")
for ret in Return.objects.order_by("pk"):
    return_approve(ret=ret.pk, by=officer)
june = round_open(form="gao", period="2020-06", by=officer)
last = june.returns.get(organisation="cty-c")
cells_save(ret=last.pk, changes=[CellInput("gao", "ky", "90", 0, "j")], by=User.objects.get(username="chu-c"))
"""
)
HAND_IN_WHILE_ANOTHER_WAITS = (
    SETUP
    + """
import sys, time
from pathlib import Path
from django.db import connection, transaction
from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import Return
from congthuong.apps.collection.services.filling import return_locked
from congthuong.apps.collection.services.flow import return_hand_in
ret = Return.objects.get(organisation="cty-c", round__period="2020-06")
def waited_for():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        )
        return cursor.fetchone()[0]
with transaction.atomic():
    return_locked(ret.pk)
    Path(sys.argv[1]).touch()
    for _ in range(6000):
        if waited_for():
            break
        time.sleep(0.01)
    return_hand_in(ret=ret.pk, by=User.objects.get(username="chu-c"))
print("handed in")
"""
)
CLOSE = (
    SETUP
    + """
from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import Round
from congthuong.apps.collection.services.estimating import round_close
june = Round.objects.get(period="2020-06")
closed = round_close(round_id=june.pk, by=User.objects.get(username="tonghop"), method="last_value")
print([one.ret.organisation_id for one in closed.estimated])
"""
)
ANSWER = (
    SETUP
    + """
import json
from congthuong.apps.collection.models import Approval, CellChange, ReturnCell
from congthuong.apps.ledger.models import Observation
print(json.dumps({
    "changes": list(CellChange.objects.order_by("revision").values_list("key", "revision")),
    "cells": [[str(one.value), one.revision] for one in ReturnCell.objects.all()],
    "approvals": Approval.objects.count(),
    "observations": sorted([one.items, str(one.value)] for one in Observation.objects.all()),
}))
"""
)


class Machine:
    """A database of its own and the processes that work on it."""

    def __init__(self, url: str, home: Path) -> None:
        self.home = home
        self.environment = os.environ | {
            "DATABASE_URL": url,
            "CONGTHUONG_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "congthuong.config.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")]),
        }
        self.run(PREPARE)

    def start(self, program: str, *arguments: object) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", program, *map(str, arguments)]
        return subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def run(self, program: str) -> str:
        return finished(self.start(program))

    def at_once(self, program: str, names: list[str]) -> list[str]:
        go = self.home / f"go-{uuid.uuid4().hex}"
        signs = [self.home / f"ready-{uuid.uuid4().hex}" for _ in names]
        started = [self.start(program, sign, go, name) for sign, name in zip(signs, names, strict=True)]
        while not all(sign.exists() for sign in signs) and all(one.poll() is None for one in started):
            time.sleep(0.02)
        go.touch()
        return [finished(one).strip() for one in started]

    def answer(self) -> dict[str, list[list[object]]]:
        found: dict[str, list[list[object]]] = json.loads(self.run(ANSWER))
        return found


def finished(process: subprocess.Popen[str]) -> str:
    out, error = process.communicate(timeout=180)
    assert process.returncode == 0, error
    return out


@pytest.fixture(params=["sqlite", "postgresql"])
def machine(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> Machine:
    return Machine(databases.url(request.param, tmp_path), tmp_path)


@pytest.fixture
def postgresql(databases: Databases, tmp_path: Path) -> Machine:
    """Where rows are locked one by one."""
    return Machine(databases.url("postgresql", tmp_path), tmp_path)


def test_of_those_who_type_into_one_cell_one_is_saved_and_the_others_see_it(machine: Machine):
    said = [one.split() for one in machine.at_once(SAVE_ONE, ["11", "22", "33"])]
    states = Counter(one[0] for one in said)
    assert states == {"saved": 1, "conflict": 2}
    answer = machine.answer()
    ((value, revision),) = answer["cells"]
    assert revision == 1
    assert {one[1] for one in said if one[0] == "conflict"} == {value}


def test_whatever_was_called_saved_is_in_the_history(machine: Machine):
    said = machine.at_once(SAVE_MANY, ["a", "b"])
    acknowledged = {key for one in said for key in one.split()}
    changes = machine.answer()["changes"]
    assert {key for key, _ in changes} == acknowledged
    assert [revision for _, revision in changes] == list(range(1, len(changes) + 1))


def test_who_approve_the_same_return_and_the_last_ones_at_once_append_each_figure_once(machine: Machine):
    machine.run(FILL)
    said = machine.at_once(APPROVE, ["cty-a", "cty-a", "cty-b", "cty-c"])
    assert said == ["1", "1", "1", "1"]
    answer = machine.answer()
    assert answer["approvals"] == 3
    assert answer["observations"] == [
        ["", "300"],
        ["don_vi_bao_cao=cty-a", "100"],
        ["don_vi_bao_cao=cty-b", "100"],
        ["don_vi_bao_cao=cty-c", "100"],
    ]


def test_who_closes_a_round_and_who_hands_in_do_not_wait_for_each_other(postgresql: Machine):
    postgresql.run(FILL)
    postgresql.run(JUNE)
    ready = postgresql.home / "ready"
    handing_in = postgresql.start(HAND_IN_WHILE_ANOTHER_WAITS, ready)
    while not ready.exists() and handing_in.poll() is None:
        time.sleep(0.02)
    closing = postgresql.start(CLOSE)
    assert finished(handing_in).strip() == "handed in"
    assert finished(closing).strip() == "['cty-a', 'cty-b']"
