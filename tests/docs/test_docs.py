"""The guide says what there is: every code, command, word and setting; every link leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from congthuong.cli import main
from congthuong.core.compose.words import WORDS
from test_problems import problem_classes

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
TEXT = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
GUIDE = (ROOT / "docs/huong-dan/mau-bao-cao.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", sorted({one.code for one in problem_classes()}))
def test_a_problem_code_is_explained(code: str) -> None:
    assert code in TEXT, f"{code}: add it to docs/reference/ma-loi.md"


@pytest.mark.parametrize("word", sorted(WORDS))
def test_a_word_of_the_template_language_is_taught(word: str) -> None:
    assert re.search(rf"\b{word}\b", GUIDE), f"{word}: add it to docs/huong-dan/mau-bao-cao.md"


def commands(group: click.Group, path: str = "congthuong") -> list[tuple[str, click.Command]]:
    found: list[tuple[str, click.Command]] = []
    for name, command in group.commands.items():
        own = f"{path} {name}"
        found += commands(command, own) if isinstance(command, click.Group) else [(own, command)]
    return found


@pytest.mark.parametrize(("path", "command"), commands(main), ids=[path for path, _ in commands(main)])
def test_a_command_and_its_options_are_documented(path: str, command: click.Command) -> None:
    reference = (ROOT / "docs/reference/lenh.md").read_text(encoding="utf-8")
    assert path in reference
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.opts[-1] in reference, f"{path} {option.opts[-1]}"


def test_every_setting_is_documented() -> None:
    from congthuong.config.environment import NAMES

    reference = (ROOT / "docs/reference/cau-hinh.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if name not in reference] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    gone = [one for one in links if "://" not in one and not (page.parent / one).exists()]
    assert gone == []


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 120


def test_nothing_names_the_machine_it_was_written_on() -> None:
    assert re.findall(r"/(?:work|tmp|root|home)/\S+", TEXT) == []
