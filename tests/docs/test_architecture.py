"""The map that a new engineer reads is the one that the machine checks."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MAP = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
ROOMS = MAP[MAP.index("## The rooms") : MAP.index("## The layers")]
LAYERS = MAP[MAP.index("## The layers") : MAP.index("## The two times")]


def drawn(text: str) -> list[set[str]]:
    return [set(re.findall(r"\w+", layer)) for layer in text.split(">")]


def contract(name: str) -> list[set[str]]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (layers,) = (one["layers"] for one in contracts if one["name"] == name)
    return [{one.strip().rpartition(".")[2] for one in layer.split("|")} for layer in layers]


def test_the_lines_of_the_layers_are_the_contracts() -> None:
    apps, core = "".join(re.findall(r"(?m)^    (.*\n?)", LAYERS)).split("core:")
    assert drawn(apps) == contract("The apps stand on one another")
    assert drawn(core) == contract("The core's rooms stand on one another")


def test_every_room_of_the_code_stands_in_the_table_of_rooms() -> None:
    source = ROOT / "src" / "congthuong"
    rooms = [
        f"{parent}/{one.name}/"
        for parent in ("apps", "core")
        for one in sorted((source / parent).iterdir())
        if (one / "__init__.py").is_file()
    ]
    assert [room for room in rooms if f"`{room}`" not in ROOMS] == []


def test_a_link_to_a_decision_says_its_number() -> None:
    links = re.findall(r"\[(\d{4})\]\(decisions/(\d{4})-", MAP)
    assert links
    assert [one for one in links if one[0] != one[1]] == []
