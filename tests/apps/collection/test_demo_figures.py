"""The demo's generator: parts add up to the last unit, chance repeats, slips look like slips."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congthuong.apps.collection.demo.draws import draw
from congthuong.apps.collection.demo.slips import negative, times_thousand, transposed
from congthuong.apps.collection.demo.splitting import split
from congthuong.apps.collection.demo.units import MARK, enterprises, organisations

WEIGHTS = st.dictionaries(st.text(max_size=3), st.integers(0, 10**9), min_size=1, max_size=40)


@given(st.integers(0, 10**12), st.integers(0, 4), WEIGHTS.filter(lambda one: sum(one.values()) > 0))
def test_parts_add_up_to_the_total_and_stay_within_one_unit_of_their_share(
    units: int, decimals: int, weights: dict[str, int]
):
    total = Decimal(units).scaleb(-decimals)
    parts = split(total, weights, decimals)
    assert sum(parts.values()) == total
    for key, value in parts.items():
        share = Decimal(units) * weights[key] / sum(weights.values())
        assert abs(value.scaleb(decimals) - share) < 1
        assert value >= 0


@pytest.mark.parametrize(("total", "weights"), [("1.25", {"a": 1}), ("3", {"a": 0})])
def test_what_cannot_be_split_is_refused(total: str, weights: dict[str, int]):
    with pytest.raises(ValueError, match="cannot be split"):
        split(Decimal(total), weights, 1)


def test_chance_is_the_same_in_every_process():
    question = "from congthuong.apps.collection.demo.draws import draw; print([draw(0, 999, 'a', n) for n in range(9)])"
    told = {
        subprocess.run(
            [sys.executable, "-c", question], env={"PYTHONHASHSEED": seed, "PYTHONPATH": "src"}, check=True,
            capture_output=True, text=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert told == {f"{[draw(0, 999, 'a', number) for number in range(9)]}\n"}


def test_invented_enterprises_say_that_they_are():
    units = enterprises()
    assert len(units) == len({one.code for one in units}) == 63
    assert enterprises() == units
    assert all(MARK in one.name for one in organisations())
    assert {one.code for one in units if not one.invented} >= {"giay-da-my-phong", "yazaki", "cyvina"}


def test_slips():
    assert times_thousand(Decimal("12.5")) == Decimal(12500)
    assert transposed(Decimal("1234.5")) == Decimal("2134.5")
    assert transposed(Decimal("11.10")) == Decimal("11.01")
    assert transposed(Decimal(777)) == 777
    assert negative(Decimal(5)) == -5
