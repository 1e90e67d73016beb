"""What goes out as a table comes back the same; nothing that a user wrote starts a formula there."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from congthuong.core.ledger.export import observations_csv, observations_xlsx
from congthuong.core.ledger.folder import read_folder
from congthuong.core.ledger.records import HEADER_ALIASES, Catalogue, read_observations
from congthuong.core.ledger.tables import read_table
from core.ledger.tiny import DAY

EXAMPLE = read_folder(Path(__file__).resolve().parents[3] / "examples" / "tra-vinh-2020-h1")
CATALOGUE = Catalogue(
    indicators={one.code: one for one in EXAMPLE.indicators},
    codelists={one.code: one for one in EXAMPLE.codelists},
    place_codes=frozenset(place.code for place in EXAMPLE.places),
    recorded_on=DAY,
)


@pytest.mark.parametrize(
    ("name", "write"), [("so-lieu.csv", observations_csv), ("so-lieu.xlsx", observations_xlsx)]
)
def test_every_observation_of_the_example_comes_back_as_it_went(name, write) -> None:  # type: ignore[no-untyped-def]
    back, problems = read_observations(
        read_table(name, write(EXAMPLE.observations), HEADER_ALIASES), CATALOGUE
    )
    assert problems == []
    assert back == list(EXAMPLE.observations)


@pytest.mark.parametrize("start", ["=1+1", "+84", "-cmd", "@SUM(A1)", "\t=1"])
def test_no_cell_of_user_text_starts_a_formula(start: str) -> None:
    one = replace(EXAMPLE.observations[0], note=start)
    data = observations_csv([one])
    cells = next(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert not cells["note"].startswith(("=", "+", "-", "@", "\t"))
    back, _ = read_observations(read_table("a.csv", data), CATALOGUE)
    assert back[0].note == start
