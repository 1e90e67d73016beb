"""The command as people and programs run it: a process of its own, its answer on standard output."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest

from command.forking import SEED, forks
from databases import Databases

SMALL = {
    "bao-cao.toml": (
        'code = "thu"\nkind = "BÁO CÁO"\ntitle = "Thử {{ ky | ten }}"\nplace = "84"\nperiod = "2020-H1"\n'
        'as_of = "2020-06-12"\ntemplate = ["mau/a.md"]\n'
        'recipients = ["Như trên", "Lưu: VT"]\n'
        '[letterhead]\nparent_agency = "UBND TỈNH"\nagency = "SỞ"\nsymbol = "BC-SCT"\nplace = "Trà Vinh"\n'
        '[signature]\nposition = "GIÁM ĐỐC"\nname = "Nguyễn Văn An"\n'
    ),
    "danh-muc/dia-ban.csv": (
        "code,name,kind,level,parent,valid_from,valid_to\n84,Tỉnh Trà Vinh,tỉnh,province,,,2025-07-01\n"
    ),
    "danh-muc/chi-tieu/a.toml": (
        '[[indicator]]\ncode = "gtsxcn"\nname = "Giá trị sản xuất công nghiệp"\nunit = "tỷ đồng"\ndecimals = 2\n'
    ),
    "so-lieu/a.csv": (
        "indicator,place,period,basis,value,unit,recorded,source\n"
        'gtsxcn,84,2020-H1,estimate,"19.125,44",tỷ đồng,2020-06-12,Báo cáo\n'
        'gtsxcn,84,2019-H1,actual,"17.111,43",tỷ đồng,2019-07-10,Niên giám\n'
        'gtsxcn,84,2020,plan,"45.400",tỷ đồng,2019-12-20,Kế hoạch\n'
    ),
    "so/de_an.toml": (
        'code = "de_an"\nname = "Đề án"\nunit = "đề án"\n[[field]]\ncode = "ten"\nname = "Tên"\n'
    ),
    "so/de_an.csv": "key,ten\na,Máy ép dầu\nb,Lò sấy\n",
    "mau/a.md": (
        "# I. KẾT QUẢ\n\nGiá trị {{ gtsxcn | uoc_dat }}, {{ gtsxcn | so_cung_ky }}, {{ gtsxcn | dat_ke_hoach }}; "
        "{{ de_an | dem | so }}./.\n"
    ),
}


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    errors: str

    @property
    def data(self) -> Any:
        """The one JSON object that a program receives; nothing else may stand on standard output."""
        return json.loads(self.out)

    @property
    def problem_codes(self) -> list[str]:
        return [one["code"] for one in self.data["problems"]]


class Run(Protocol):
    def __call__(self, *arguments: object, seed: str = "0") -> Ran: ...


def runner(root: Path, databases: Databases) -> Run:
    """Runs `congthuong …` in this folder, with a database of its own there, whose tables are made and empty.

    That a command makes them by itself is seen where a guide's commands are run.
    """
    shutil.copyfile(databases.file(), root / "so.sqlite3")
    environment = {
        **os.environ,
        "CONGTHUONG_HOME": str(root / "home"),
        "DATABASE_URL": f"sqlite:///{root / 'so.sqlite3'}",
    }

    def ran(*arguments: object, seed: str = SEED) -> Ran:
        given, env = [str(one) for one in arguments], environment | {"PYTHONHASHSEED": seed}
        done = Ran(*forks().run(given, root, env)) if seed == SEED else _started(given, root, env)
        assert "Traceback" not in done.errors, done.errors
        return done

    return ran


def _started(arguments: list[str], root: Path, env: dict[str, str]) -> Ran:
    command = [sys.executable, "-m", "congthuong.cli", *arguments]
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)
    return Ran(done.returncode, done.stdout, done.stderr)


def small_folder(root: Path) -> Path:
    for path, text in SMALL.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def run(tmp_path: Path, databases: Databases) -> Run:
    return runner(tmp_path, databases)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The smallest folder that makes a report; a test may change it."""
    return small_folder(tmp_path / "du-lieu")
