"""Every command that the guide shows does what the page says, on the example, in a home of its own."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from congthuong.core.compose.report import Definition, compose_report
from congthuong.core.document.model import figures_of
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.folder import read_folder
from databases import Databases

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "congthuong.cli"]
CORRECTING = ROOT / "docs/huong-dan/sua-so-lieu.md"
SECONDS_TO_START = 60


def shown(page: Path) -> list[str]:
    """The lines of the page's fenced blocks that a reader would type, in order."""
    blocks = re.findall(r"```\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
    lines = [line for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith(("congthuong ", "cp "))]


PAGES = [page for page in sorted((ROOT / "docs/huong-dan").glob("*.md")) if shown(page)]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    return tmp_path


def with_tables(home: Path, databases: Databases) -> None:
    """The tables are there already, which spares every page but the first the longest part of its work."""
    (home / "var").mkdir()
    shutil.copyfile(databases.file(), home / "var" / "congthuong.sqlite3")


def surroundings(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return kept | {"CONGTHUONG_HOME": str(home / "var")}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_commands_of_a_page_run_one_after_another(page: Path, home: Path, databases: Databases) -> None:
    if page != PAGES[0]:
        with_tables(home, databases)
    for line in shown(page):
        words = shlex.split(line)
        if words[:2] == ["congthuong", "serve"]:
            assert_it_serves(words[2:], home)
            continue
        command = [*COMMAND, *words[1:]] if words[0] == "congthuong" else words
        done = subprocess.run(
            command, cwd=home, env=surroundings(home), capture_output=True, text=True, check=False
        )
        # The example keeps what the real report contradicts itself in, so a check of it ends with 1.
        ends = (0, 1) if words[:2] == ["congthuong", "check"] else (0,)
        assert done.returncode in ends, f"{line}\n{done.stderr}"


def assert_it_serves(options: list[str], home: Path) -> None:
    """As shown, but on a port that is free here."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*COMMAND, "serve", *options, "--port", str(port)]
    server = subprocess.Popen(command, cwd=home, env=surroundings(home))
    try:
        assert answers(f"http://127.0.0.1:{port}/suc-khoe/", server)
    finally:
        server.terminate()
        server.wait(timeout=SECONDS_TO_START)


def answers(address: str, server: subprocess.Popen[bytes]) -> bool:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address) as response:
                return bool(response.status == 200)
        except OSError:
            time.sleep(0.2)
    return False


def test_correcting_a_value_changes_what_the_page_says_and_nothing_else(tmp_path: Path) -> None:
    page = CORRECTING.read_text(encoding="utf-8")
    old, new = re.findall(r"Sửa `([^`]+)` thành `([^`]+)`", page)[0]
    told = {(cells[2].strip(), cells[3].strip()) for cells in table(page, "số liệu | trước | sau")}
    folder = tmp_path / "bao-cao-cua-toi"
    shutil.copytree(ROOT / "examples/tra-vinh-2020-h1", folder)
    before = texts(folder)
    values = folder / "so-lieu/chi-tieu-chinh.csv"
    values.write_text(values.read_text(encoding="utf-8").replace(f'"{old}"', f'"{new}"'), encoding="utf-8")
    after = texts(folder)
    assert {(before[id], after[id]) for id in before if before[id] != after[id]} == told


def table(page: str, header: str) -> list[list[str]]:
    rows = page.partition(header)[2].partition("\n\n")[0].splitlines()[2:]
    return [row.split("|") for row in rows]


def texts(folder: Path) -> dict[str, str]:
    """Figure id -> what the composed report prints for it."""
    dataset = read_folder(folder)
    definition = Definition.of(dataset)
    document = compose_report(Book(dataset, definition.as_of), definition).document
    return {figure.id: figure.text for figure in figures_of(document)}
