"""How a command ends: what crashed is never taken for an answer about the data."""

from __future__ import annotations

import json

import click
import pytest
from click.testing import CliRunner

from congthuong.command.check import COULD_NOT_READ
from congthuong.command.speaking import ends_problems_with, says_problems


@pytest.mark.parametrize(
    ("guard", "code"),
    [(says_problems, 3), (ends_problems_with(COULD_NOT_READ, fault=COULD_NOT_READ), 2)],
)
def test_a_crash_ends_with_a_code_of_its_own_a_sentence_and_its_traceback(guard, code) -> None:  # type: ignore[no-untyped-def]
    """It ended with 1, which of `check` means that contradictions were found."""

    @click.command()
    @click.option("--format", "form", default="text")
    @guard
    def crashing(form: str) -> None:
        raise KeyError("caption")

    told = CliRunner().invoke(crashing, [])
    assert told.exit_code == code
    assert "CT-512" in told.stderr
    assert "KeyError: 'caption'" in told.stderr
    for_programs = CliRunner().invoke(crashing, ["--format", "json"])
    assert for_programs.exit_code == code
    assert json.loads(for_programs.stdout)["problems"][0]["code"] == "CT-512"


def test_wrong_usage_and_an_own_exit_code_stay_what_they_are() -> None:
    @click.command()
    @says_problems
    def ending() -> None:
        raise click.UsageError("sai")

    assert CliRunner().invoke(ending, []).exit_code == 2
